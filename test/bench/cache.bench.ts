import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'vite';
import { projectRoot } from '../../agent/cli/project.ts';
import { agentBuild } from '../../agent/cli/start/web-build.ts';
import { makeBenchFolder } from './bench-folder.ts';
import { atMost, rounded, type Bench } from './bench-result.ts';
import { makeFlatTable } from './cache/bare-cache.ts';
import { openBenchCache } from './cache/bench-cache.ts';
import { measureDelta } from './cache/measure-delta.ts';
import { measureLoads } from './cache/measure-loads.ts';
import { measureLookups, measureOpenings, type PairsMs } from './cache/measure-lookups.ts';
import { measureSales } from './cache/measure-sales.ts';
import { benchAccount, benchCard, benchPhone, writeSnapshotOfCards } from './cache/snapshot-of-cards.ts';
import { median, quantile } from './quantile.ts';

const defaultCards = 1_000_000;
const loadRounds = 3;
const saleRounds = 3;
const lookupRounds = 40_000;
const openingRounds = 60;
const deltaRounds = 5;
const deltaCards = 10_000;

/** The customer cache against bare better-sqlite3 with the same rows, in turns. `--cards` makes it smaller, for a look at what it does. */
export const cache: Bench = {
  name: 'cache',
  about: 'lookups, deltas and snapshots of 1,000,000 cards against bare better-sqlite3; the loop, sales and memory meanwhile (some minutes)',
  run: async (tell, options) => {
    const cards = options.cards ?? defaultCards;
    const folder = makeBenchFolder('cache');
    const store = openBenchCache(folder.path);
    try {
      const snapshotPath = join(folder.path, 'snapshot.ndjson.gz');
      tell(`writing a snapshot of ${cards} cards, then ${loadRounds} loads in turns with the bare ones`);
      await writeSnapshotOfCards(snapshotPath, cards);
      const loads = await measureLoads(store, snapshotPath, folder.path, loadRounds);
      tell(`${saleRounds} more loads with sales meanwhile`);
      const sales = await measureSales(store, snapshotPath, folder.path, saleRounds);
      tell('lookups, openings, deltas, memory');
      const flatPath = join(folder.path, 'flat.db');
      makeFlatTable(flatPath, flatRows(cards, benchCard));
      const lookups = measureLookups({ keyOf: benchCard, find: (number) => store.cache.findByCard(number), flatPath }, cards, lookupRounds);
      const flatPhones = join(folder.path, 'flat-phones.db');
      makeFlatTable(flatPhones, flatRows(cards, benchPhone));
      const phones = measureLookups({ keyOf: benchPhone, find: (hash) => store.cache.findByPhone(hash)[0], flatPath: flatPhones }, cards, lookupRounds);
      const delta = measureDelta(store, loads.barePath, cards, Math.min(deltaCards, cards), deltaRounds);
      const generation = store.cache.view()?.generation ?? 0;
      store.close();
      const openings = measureOpenings(folder.path, generation, flatPath, cards, openingRounds);
      const memory = await measureMemory([folder.path, String(generation), snapshotPath, String(cards)]);
      const loadRatio = medianRatio(loads);
      const saleRatio = quantile(sales.loading, 0.99) / quantile(sales.idle, 0.99);
      return {
        name: 'cache',
        measures: {
          cards, loadMs: rounded(median(loads.ours)), bareLoadMs: rounded(median(loads.bare)), loopHeldIdleMs: rounded(Math.max(...loads.heldIdle)),
          saleP99Ms: rounded(quantile(sales.idle, 0.99)), saleP99LoadingMs: rounded(quantile(sales.loading, 0.99)), salesWhileLoading: sales.loading.length,
          lookupUs: rounded(median(lookups.ours) * 1_000), bareLookupUs: rounded(median(lookups.bare) * 1_000),
          phoneLookupUs: rounded(median(phones.ours) * 1_000), barePhoneLookupUs: rounded(median(phones.bare) * 1_000),
          openMs: rounded(median(openings.ours)), bareOpenMs: rounded(median(openings.bare)),
          deltaMs: rounded(median(delta.ours)), bareDeltaMs: rounded(median(delta.bare)),
          memoryPeakWhileLoadingMb: rounded(memory.peakMb), memoryAfterLoadingMb: rounded(memory.afterMb),
        },
        goals: [
          atMost('snapshot from file to serving, median ratio to a bare one-pass load', loadRatio, 1.3),
          atMost('the loop is held by it for no longer than, ms', Math.max(...loads.held), 20),
          atMost('p99 of pricing and commit while it loads, times idle', saleRatio, 2),
          atMost('lookup of a card, ratio of medians to a bare prepared get', median(lookups.ours) / median(lookups.bare), 1.5),
          atMost('lookup by telephone, ratio of medians to a bare prepared get', median(phones.ours) / median(phones.bare), 1.5),
          atMost('open and first lookup, median ratio to bare', medianRatio(openings), 3),
          atMost(`a delta of ${Math.min(deltaCards, cards)} cards, median ratio to bare`, medianRatio(delta), 1.3),
          atMost('resident memory with the cards cached, MB', memory.servingMb, 200),
          atMost('resident memory while a new snapshot is loaded, at its peak, MB', memory.peakMb, 200),
        ],
      };
    } finally {
      store.close();
      folder.remove();
    }
  },
};

function* flatRows(cards: number, keyOf: (index: number) => string): Generator<{ number: string; doc: string }> {
  for (let index = 0; index < cards; index += 1) yield { number: keyOf(index), doc: JSON.stringify(benchAccount(index)) };
}

function medianRatio({ ours, bare }: PairsMs): number {
  return median(ours.map((ms, index) => ms / (bare[index] ?? Number.NaN)));
}

/** Of an agent that was built as `till start` builds it, and lies as deep as that one: it finds the demo shop from where it is. */
async function measureMemory(args: readonly string[]): Promise<{ servingMb: number; peakMb: number; afterMb: number }> {
  const { path: outDir, remove } = makeBenchFolder('agent');
  try {
    const input = { 'memory-child': fileURLToPath(new URL('cache/memory-child.ts', import.meta.url)) };
    await build({ configFile: join(projectRoot, agentBuild.config), logLevel: 'error', build: { outDir, rolldownOptions: { input } } });
    const { stdout } = await promisify(execFile)(process.execPath, [join(outDir, 'memory-child.mjs'), ...args]);
    return JSON.parse(stdout) as { servingMb: number; peakMb: number; afterMb: number };
  } finally {
    remove();
  }
}

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../e2e/kit/browser.ts';
import { buildPage, packedSize } from '../e2e/kit/built-page.ts';
import { demoActiveCards, demoGoods } from '../e2e/kit/demo-shop.ts';
import { makeBenchFolder } from './bench-folder.ts';
import { atMost, judgedAt, rounded, type Bench } from './bench-result.ts';
import { writeSnapshotOfCards } from './cache/snapshot-of-cards.ts';
import { measureInputs } from './page/measure-inputs.ts';
import { measureMemory } from './page/measure-memory.ts';
import { measureSounds } from './page/measure-sounds.ts';
import { measureStarts } from './page/measure-start.ts';
import { startTillUnderTest } from './page/till-under-test.ts';
import { median, quantile } from './quantile.ts';

const defaultCards = 1_000_000;
const starts = 5;
const scans = 60;
const idleRounds = 12;
const sales = { first: 20, last: 1_020 };
const shortSales = { first: 20, last: 120 };
/** A till of 2014 against this machine, as Chromium's own tools take it */
const oldTill = 4;
const languages = ['ru', 'kk', 'en'] as const;

/** The page in a real Chromium, the till and its centre in a process of their own, all on one machine: as it is in a shop. */
export const page: Bench = {
  name: 'page',
  about: 'start, inputs while 1,000,000 cards load, sounds, size, memory after 1,000 sales (--full; 100 without), here and four times slower (some minutes)',
  run: async (tell, options) => {
    const cards = options.cards ?? defaultCards;
    const { first, last } = options.full === true ? sales : shortSales;
    const folder = makeBenchFolder('page');
    const [built, browser] = await Promise.all([buildPage(), launchBrowser()]);
    const till = await startTillUnderTest(built.folder);
    const codes = ['bread', 'milk', 'chocolate'].flatMap((category) => demoGoods(category).slice(0, 8).map((good) => good.barcode));
    try {
      tell(`${starts} starts here, ${starts} on a machine ${oldTill} times slower; ${scans} scans at each`);
      const startsMs = await measureStarts(browser, till.url, 1, starts);
      const oldStartsMs = await measureStarts(browser, till.url, oldTill, starts);
      const scanned = Array.from({ length: scans }, (_, index) => codes[index % 4] ?? '');
      const soundsMs = await measureSounds(browser, till, scanned, 1);
      const oldSoundsMs = await measureSounds(browser, till, scanned, oldTill);
      tell(`writing a snapshot of ${cards} cards; inputs before and while it loads`);
      const snapshotPath = join(folder.path, 'snapshot.ndjson.gz');
      await writeSnapshotOfCards(snapshotPath, cards);
      const idle = await measureInputs(browser, till, codes, 1, (rounds) => rounds < idleRounds);
      const loading = async (slowdown: number) => whileLoading(browser, till, codes, slowdown, snapshotPath, folder.path);
      const busy = await loading(1);
      const oldBusy = await loading(oldTill);
      tell(`${last - first} sales in one page`);
      const memory = await measureMemory(browser, till, codes, demoActiveCards(), { first, last });
      const sizes = await Promise.all(languages.map((language) => packedSize(built.folder, language)));
      const p95 = (values: readonly number[]) => quantile(values, 0.95);
      return {
        name: 'page',
        measures: {
          startMs: rounded(median(startsMs)), startSlowMs: rounded(median(oldStartsMs)), soundP95Ms: rounded(p95(soundsMs)), soundSlowP95Ms: rounded(p95(oldSoundsMs)),
          cards, inputsIdle: idle.paintsMs.length, inputsLoading: busy.paintsMs.length, inputsLoadingSlow: oldBusy.paintsMs.length,
          paintIdleP95Ms: p95(idle.paintsMs), paintLoadingP95Ms: p95(busy.paintsMs), paintLoadingSlowP95Ms: p95(oldBusy.paintsMs), paintLoadingMaxMs: Math.max(...busy.paintsMs),
          longestTaskMs: rounded(Math.max(0, ...busy.longTasksMs)), longestTaskSlowMs: rounded(Math.max(0, ...oldBusy.longTasksMs)),
          sales: last - first, heapBeforeMb: rounded(memory.before.heapBytes / 1e6), heapAfterMb: rounded(memory.after.heapBytes / 1e6), nodesBefore: memory.before.nodes, nodesAfter: memory.after.nodes,
          listenersBefore: memory.before.listeners, listenersAfter: memory.after.listeners, objectsBefore: memory.before.objects, objectsAfter: memory.after.objects,
        },
        goals: [
          atMost('renderer start to interactive, median ms', median(startsMs), 1_000),
          atMost(`the same ${oldTill} times slower`, median(oldStartsMs), 1_000),
          atMost('scan to sound, p95 ms', p95(soundsMs), 50),
          ...judgedAt({ size: defaultCards, of: 'cards' }, cards, [atMost('input to paint while a snapshot loads, p95 ms', p95(busy.paintsMs), 50)], tell),
          ...judgedAt({ size: 1_000, of: 'sales' }, last - first, [atMost('memory after 1,000 sales, times the memory after the first', memory.after.heapBytes / memory.before.heapBytes, 1.2)], tell),
          atMost('the page in its largest language, gzipped, without the camera, kB', Math.max(...sizes) / 1_000, 250),
        ],
      };
    } finally {
      await browser.close();
      await till.close();
      await built.remove();
      folder.remove();
    }
  },
};

async function whileLoading(browser: Browser, till: Awaited<ReturnType<typeof startTillUnderTest>>, codes: readonly string[], slowdown: number, snapshotPath: string, folder: string): ReturnType<typeof measureInputs> {
  const cache = join(folder, `cache-${slowdown}`);
  mkdirSync(cache);
  let isLoading = true;
  const [inputs] = await Promise.all([
    measureInputs(browser, till, codes, slowdown, () => isLoading),
    till.load(snapshotPath, cache).finally(() => {
      isLoading = false;
    }),
  ]);
  return inputs;
}

import type { CacheStore } from '../../../agent/storage/cache/open-cache.ts';
import { openBareDelta } from './bare-cache.ts';
import type { PairsMs } from './measure-lookups.ts';
import { benchAccount, benchJournalId } from './snapshot-of-cards.ts';

const pageAccounts = 500;

/** A delta of so many cards in pages as the feed brings them: the sum of the pages, each page in turns with the bare one. */
export function measureDelta(store: CacheStore, barePath: string, cards: number, changed: number, rounds: number): PairsMs {
  const bare = openBareDelta(barePath);
  const tookMs: PairsMs = { ours: [], bare: [] };
  let cursor = store.cache.view()?.cursor ?? 0;
  for (let round = 0; round < rounds; round += 1) {
    let oursMs = 0;
    let bareMs = 0;
    for (let from = 0; from < changed; from += pageAccounts) {
      const accounts = Array.from({ length: Math.min(pageAccounts, changed - from) }, (_, at) => benchAccount(((from + at + round * changed) * 104_729) % cards, round));
      cursor += 1;
      const page = { epoch: 'bench', cursor, through: { journalId: benchJournalId, seq: 0 }, accounts, asOfMs: 2 };
      const ours = () => { oursMs += timed(() => store.writer.applyFeed(page)); };
      const barely = () => { bareMs += timed(() => bare.apply(accounts)); };
      for (const turn of cursor % 2 === 0 ? [ours, barely] : [barely, ours]) turn();
    }
    tookMs.ours.push(oursMs);
    tookMs.bare.push(bareMs);
  }
  bare.close();
  return tookMs;
}

function timed(work: () => void): number {
  const beganMs = performance.now();
  work();
  return performance.now() - beganMs;
}

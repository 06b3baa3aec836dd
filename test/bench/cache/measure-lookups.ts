import { openFlatTable } from './bare-cache.ts';
import { openBenchCache } from './bench-cache.ts';
import { benchCard } from './snapshot-of-cards.ts';

export interface PairsMs {
  ours: number[];
  bare: number[];
}

/** How customers are found: by a key of theirs, which stands in the flat table too. */
export interface Finding {
  keyOf: (index: number) => string;
  find: (key: string) => unknown;
  flatPath: string;
}

/** The same keys in turns, each at another place than the one before, and each first in every second round. */
export function measureLookups({ keyOf, find, flatPath }: Finding, cards: number, rounds: number): PairsMs {
  const flat = openFlatTable(flatPath);
  const tookMs: PairsMs = { ours: [], bare: [] };
  for (let round = 0; round < rounds; round += 1) {
    const key = keyOf((round * 104_729) % cards);
    const ours = () => { tookMs.ours.push(timed(() => find(key))); };
    const bare = () => { tookMs.bare.push(timed(() => flat.get(key))); };
    for (const turn of round % 2 === 0 ? [ours, bare] : [bare, ours]) turn();
  }
  flat.close();
  return tookMs;
}

/** Opening and the first lookup, from files that the system has in memory. */
export function measureOpenings(folder: string, generation: number, flatPath: string, cards: number, rounds: number): PairsMs {
  const tookMs: PairsMs = { ours: [], bare: [] };
  for (let round = 0; round < rounds; round += 1) {
    const number = benchCard((round * 104_729) % cards);
    let close = (): void => undefined;
    tookMs.ours.push(timed(() => {
      const store = openBenchCache(folder, generation);
      close = () => store.close();
      return store.cache.findByCard(number);
    }));
    close();
    tookMs.bare.push(timed(() => {
      const flat = openFlatTable(flatPath);
      close = () => flat.close();
      return flat.get(number);
    }));
    close();
  }
  return tookMs;
}

function timed(look: () => unknown): number {
  const beganMs = performance.now();
  const found = look();
  const tookMs = performance.now() - beganMs;
  if (found === undefined) throw new Error('a card of the snapshot was not found');
  return tookMs;
}

/** A seeded source of chance: the same seed gives the same plan on every machine. */
export interface Random {
  /** 0 ≤ x < 1 */
  next(): number;
  /** An integer, both ends included. */
  between(low: number, high: number): number;
  /** True in about this share of the calls. */
  chance(share: number): boolean;
  /** One of the items. Throws where there is none. */
  pick<Item>(items: readonly Item[]): Item;
  /** A new array with the same items in another order. */
  shuffle<Item>(items: readonly Item[]): Item[];
}

/** mulberry32 by Tommy Ettinger (public domain): 32 bits of state, good enough for plans and made-up data. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  const between = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  function pick<Item>(items: readonly Item[]): Item {
    const item = items[between(0, items.length - 1)];
    if (item === undefined) throw new Error('pick from nothing');
    return item;
  }
  function shuffle<Item>(items: readonly Item[]): Item[] {
    const shuffled = [...items];
    for (let last = shuffled.length - 1; last > 0; last -= 1) {
      const other = between(0, last);
      const held = shuffled[last];
      const swapped = shuffled[other];
      if (held === undefined || swapped === undefined) throw new Error('unreachable: index inside the array');
      shuffled[last] = swapped;
      shuffled[other] = held;
    }
    return shuffled;
  }
  return { next, between, chance: (share) => next() < share, pick, shuffle };
}

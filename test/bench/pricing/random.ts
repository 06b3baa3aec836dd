/** Numbers that look random and are the same in every run. */
export interface Random {
  /** 0 … `below` − 1 */
  whole: (below: number) => number;
  between: (from: number, to: number) => number;
  chance: (share: number) => boolean;
  oneOf: <T>(values: readonly T[]) => T;
}

/** mulberry32: a 32-bit state is enough for a workload. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d_2b_79_f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (below: number): number => Math.floor(next() * below);
  return {
    whole,
    between: (from, to) => from + whole(to - from + 1),
    chance: (share) => next() < share,
    oneOf: (values) => {
      const value = values[whole(values.length)];
      if (value === undefined) throw new RangeError('there is nothing to choose from');
      return value;
    },
  };
}

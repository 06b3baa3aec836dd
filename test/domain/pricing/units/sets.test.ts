import { describe, expect, test } from 'vitest';
import type { UnitsReward } from '../../../../agent/domain/promotions/stages.ts';
import { claimedIds, offEach, proposed, skus, workingLines } from './units-kit.ts';

type Sets = Extract<UnitsReward, { kind: 'sets' }>;
type SetOfGoods = Sets['sets'][number];

/** A set of `coffee; 2 bun cake` (a coffee, and two of buns and cakes) at this price. */
function setOf(parts: string, priceMinor: number): SetOfGoods {
  return {
    priceMinor,
    parts: parts.split(';').map((part) => {
      const [, units = '1', names = ''] = /^\s*([0-9]*)\s*(.+?)\s*$/.exec(part) ?? [];
      return { goods: skus(names), units: units === '' ? 1 : Number(units) };
    }),
  };
}

function sets(...offered: SetOfGoods[]): Sets {
  return { kind: 'sets', sets: offered };
}

describe('one set', () => {
  test.each([
    ['coffee 1 × 200; bun 1 × 100', [33, 17]],
    ['coffee 2 × 200; bun 1 × 100', [33, 17]],
    ['coffee 3 × 200; bun 2 × 100', [67, 33]],
    ['coffee 1 × 200; tea 1 × 100', [0, 0]],
    // The dearest of what fits; the odd one of 112.5 and 37.5 goes to the first sku
    ['coffee 1 × 200; coffee 1 × 300; bun 1 × 100', [0, 112, 38]],
    // It saves nothing
    ['coffee 1 × 150; bun 1 × 100', [0, 0]],
    ['coffee 1 × 151; bun 1 × 100', [1, 0]],
  ])('a coffee and a bun for 250, what is saved split by what they cost: %s', (lines, off) => {
    expect(offEach(sets(setOf('coffee; bun', 250)), workingLines(lines))).toEqual(off);
  });

  test('three of several goods for 1000: the dearest three', () => {
    expect(offEach(sets(setOf('3 milk bread', 1000)), workingLines('milk 2 × 500; bread 3 × 200'))).toEqual([167, 33]);
  });

  test('it stops where one more set would cost more than its units', () => {
    expect(offEach(sets(setOf('2 milk bread', 500)), workingLines('milk 2 × 500; bread 8 × 200'))).toEqual([500, 0]);
  });

  test('limits.times ends it', () => {
    expect(offEach(sets(setOf('2 milk', 700)), workingLines('milk 10 × 500'), { limits: { times: 3 } })).toEqual([900]);
  });

  test('a unit that fits two parts goes where it is needed', () => {
    expect(offEach(sets(setOf('milk bread; milk', 600)), workingLines('milk 1 × 500; bread 1 × 200'))).toEqual([71, 29]);
    expect(offEach(sets(setOf('milk bread tea; milk bread; milk', 700)), workingLines('milk 1 × 500; bread 1 × 300; tea 1 × 200'))).toEqual([150, 90, 60]);
  });

  test('a unit serves once, though it fits two parts', () => {
    expect(proposed(sets(setOf('milk bread; milk', 600)), workingLines('milk 1 × 900; tea 1 × 500'))).toBeUndefined();
  });

  test('a weighing is one unit at all that it costs', () => {
    expect(offEach(sets(setOf('cheese; bread', 1500)), workingLines('cheese 0.333 × 4000; cheese 0.5 × 4000; bread 1 × 200'))).toEqual([0, 636, 64]);
  });

  test('what counts is what is left, of a unit rounded down and of those used rounded half up', () => {
    const lines = workingLines('milk 3 × 50', [{ leftMinor: 100 }]);
    expect(offEach(sets(setOf('2 milk', 66)), lines)).toEqual([0]);
    expect(offEach(sets(setOf('2 milk', 65)), lines)).toEqual([2]);
  });

  test('what a floor stops on one line moves to the others', () => {
    expect(offEach(sets(setOf('vodka; bread', 1000)), workingLines('vodka 1 × 2000; bread 1 × 500', [{ discountFloorMinor: 1500 }]))).toEqual([500, 500]);
    expect(offEach(sets(setOf('vodka; bread', 1800)), workingLines('vodka 1 × 2000; bread 1 × 500', [{ discountFloorMinor: 1500 }]))).toEqual([500, 200]);
  });

  test('equal lines: the odd unit of money goes by sku, not by the place in the basket', () => {
    expect(offEach(sets(setOf('milk; bread', 399)), workingLines('milk 1 × 200; bread 1 × 200'))).toEqual([0, 1]);
    expect(offEach(sets(setOf('milk; bread', 399)), workingLines('bread 1 × 200; milk 1 × 200'))).toEqual([1, 0]);
  });

  test('of equal units those of the first sku are used', () => {
    expect(offEach(sets(setOf('milk bread', 150)), workingLines('milk 1 × 200; bread 1 × 200'), { limits: { times: 1 } })).toEqual([0, 50]);
  });

  test('goods at nothing fill parts too, and their lines are claimed', () => {
    const proposal = proposed(sets(setOf('milk; bag', 400)), workingLines('milk 1 × 500; bag 1 × 0; bag 1 × 5; bread 1 × 200'));
    expect(claimedIds(proposal)).toEqual(['1', '3']);
    expect(claimedIds(proposed(sets(setOf('milk; bag', 400)), workingLines('milk 1 × 500; bag 1 × 0; bread 1 × 200')))).toEqual(['1', '2']);
  });
});

describe('several sets', () => {
  test('of two that need the same unit the one that saves more', () => {
    const offered = sets(setOf('a; b', 150), setOf('b; c', 190));
    expect(offEach(offered, workingLines('a 1 × 100; b 1 × 100; c 1 × 150'))).toEqual([0, 24, 36]);
    expect(offEach(offered, workingLines('a 1 × 100; b 2 × 100; c 1 × 150'))).toEqual([24, 49, 37]);
  });

  test('two small ones that save more than the large one that saves most', () => {
    expect(offEach(sets(setOf('a; b', 150), setOf('a', 70), setOf('b', 70)), workingLines('a 1 × 100; b 1 × 100'))).toEqual([30, 30]);
  });

  test('where both save the same, fewer sets', () => {
    const claimed = claimedIds(proposed(sets(setOf('a', 70), setOf('b', 70), setOf('a; b; c', 140)), workingLines('a 1 × 100; b 1 × 100; c 1 × 0')));
    expect(claimed).toEqual(['1', '2', '3']);
  });

  test('where as many sets save the same, the earlier ones', () => {
    expect(offEach(sets(setOf('a; b', 160), setOf('a; c', 160)), workingLines('a 1 × 100; b 1 × 100; c 1 × 100'))).toEqual([20, 20, 0]);
    expect(offEach(sets(setOf('a; c', 160), setOf('a; b', 160)), workingLines('a 1 × 100; b 1 × 100; c 1 × 100'))).toEqual([20, 0, 20]);
  });

  test('limits.times counts all of them together', () => {
    expect(offEach(sets(setOf('a', 90), setOf('b', 80)), workingLines('a 3 × 100; b 2 × 100'), { limits: { times: 3 } })).toEqual([17, 33]);
  });

  test('a unit that made room for another in the same set still makes room for a further set', () => {
    // c does for the first part only; so b goes to the second set, and a to the part that only a does for.
    expect(offEach(sets(setOf('a b c; a', 1), setOf('a b', 1)), workingLines('a 1 × 9; b 1 × 8; c 1 × 3'))).toEqual([8, 7, 3]);
  });

  test('a unit that one set could use is left to the other, where it can do with another', () => {
    // The first can do with c; only a will do for the second.
    expect(offEach(sets(setOf('a c', 60), setOf('a', 50)), workingLines('a 1 × 100; c 1 × 90'))).toEqual([42, 38]);
  });
});

describe('more packings than are compared', () => {
  const offered = sets(setOf('2 milk', 150), setOf('3 milk', 240));

  test('up to 1,000 packings the best is found: pairs save more of every unit', () => {
    expect(offEach(offered, workingLines(`milk ${mostCompared} × 100`))).toEqual([Math.floor(mostCompared / 2) * 50]);
  });

  test('beyond, the set that saves most is packed again and again', () => {
    const pieces = mostCompared + 1;
    expect(offEach(offered, workingLines(`milk ${pieces} × 100`))).toEqual([Math.floor(pieces / 3) * 60 + (pieces % 3 === 2 ? 50 : 0)]);
    expect(offEach(offered, workingLines('milk 3002 × 100'))).toEqual([60_050]);
  });

  test('a line of a million pieces is packed in one go', () => {
    expect(offEach(sets(setOf('3 milk', 250)), workingLines('milk 1000000 × 100'))).toEqual([16_666_650]);
  });

  test('limits.times counts there too', () => {
    expect(offEach(offered, workingLines('milk 1000000 × 100'), { limits: { times: 5000 } })).toEqual([300_000]);
    const off = offEach(sets(setOf('3 milk', 250)), workingLines('milk 3000 × 110; milk 1000000 × 100'), { limits: { times: 5000 } });
    expect(off.reduce((sum, amountMinor) => sum + amountMinor, 0)).toBe(1000 * 80 + 4000 * 50);
  });

  test('units that are left over of one line are packed with those of the next', () => {
    expect(offEach(sets(setOf('3 milk', 250)), workingLines('milk 3001 × 110; milk 3002 × 100'))).toEqual(expectedOfTwoLines());
  });

  /** 1000 sets at 80, one at 110 + 200 − 250, and 1000 at 50; split by 330110 and 300200. */
  function expectedOfTwoLines(): number[] {
    const saves = 1000 * 80 + 60 + 1000 * 50;
    const first = Math.round((saves * 330_110) / 630_310);
    return [first, saves - first];
  }
});

/** The most pieces of which pairs and threes make no more than 1,000 packings. */
const mostCompared = (() => {
  const packings = (pieces: number): number => Array.from({ length: Math.floor(pieces / 3) + 1 }, (_, threes) => Math.floor((pieces - 3 * threes) / 2) + 1).reduce((sum, count) => sum + count, -1);
  let pieces = 2;
  while (packings(pieces + 1) <= 1000) pieces++;
  return pieces;
})();

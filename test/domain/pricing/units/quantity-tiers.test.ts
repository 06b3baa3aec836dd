import { expect, test } from 'vitest';
import type { UnitsReward } from '../../../../agent/domain/promotions/stages.ts';
import { claimedIds, offEach, proposed, skus, workingLines } from './units-kit.ts';

// Not in their order: the quantity decides, not the place.
const tiers: UnitsReward = {
  kind: 'quantity-tiers',
  tiers: [
    { minMilli: 6000, off: { kind: 'percent', basisPoints: 2000 } },
    { minMilli: 3000, off: { kind: 'percent', basisPoints: 1000 } },
    { minMilli: 12_000, off: { kind: 'price', priceMinor: 100 } },
  ],
};

test.each([
  ['milk 2 × 500', [0]],
  ['milk 3 × 500', [150]],
  ['milk 5 × 500', [250]],
  ['milk 6 × 500', [600]],
  ['milk 2 × 500; bread 1 × 200', [100, 20]],
  ['milk 5 × 500; cheese 0.999 × 4000', [250, 400]],
  ['milk 5 × 500; cheese 1.000 × 4000', [500, 800]],
  ['milk 11 × 500; bread 1 × 90', [4400, 0]],
  ['milk 1000000 × 500', [400_000_000]],
])('the highest tier that the goods together reach acts on all of them: %s', (lines, off) => {
  expect(offEach(tiers, workingLines(lines))).toEqual(off);
});

test('other goods neither count nor lose anything', () => {
  expect(offEach(tiers, workingLines('milk 3 × 500; bread 9 × 200'), { goods: skus('milk') })).toEqual([150, 0]);
});

test('no line goes below its floor, and what it cannot take is not given', () => {
  expect(offEach(tiers, workingLines('vodka 1 × 2000; milk 2 × 500', [{ discountFloorMinor: 1950 }]))).toEqual([50, 100]);
});

test('all lines that count are claimed, those that lose nothing too', () => {
  expect(claimedIds(proposed(tiers, workingLines('milk 3 × 500; bread 1 × 0')))).toEqual(['1', '2']);
});

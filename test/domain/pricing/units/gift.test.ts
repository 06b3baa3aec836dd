import { expect, test } from 'vitest';
import { unitsMissing } from '../../../../agent/domain/pricing/semantics-1/units/propose-units.ts';
import type { UnitsReward } from '../../../../agent/domain/promotions/stages.ts';
import { claimedIds, compiledOf, offEach, proposed, skus, workingLines } from './units-kit.ts';

const twoGifts: UnitsReward = { kind: 'gift', units: 2 };
const goods = skus('tea cup');

test.each([
  ['tea 1 × 300; milk 1 × 500', [300, 0], 1],
  ['tea 2 × 300; milk 1 × 500', [600, 0], 0],
  ['tea 3 × 300', [600], 0],
  ['tea 2 × 300; cup 1 × 200', [300, 200], 0],
  ['milk 1 × 500', [0], 2],
])('the cheapest of the gifts in the basket are free, and the rest may be offered: %s', (text, off, missing) => {
  const lines = workingLines(text);
  expect(offEach(twoGifts, lines, { goods })).toEqual(off);
  expect(unitsMissing(compiledOf(twoGifts, { goods }), lines.filter(({ sku }) => sku !== 'milk'))).toBe(missing);
});

test('a weighed gift is one unit', () => {
  const lines = workingLines('tea 2.5 × 300');
  expect(offEach(twoGifts, lines, { goods })).toEqual([750]);
  expect(unitsMissing(compiledOf(twoGifts, { goods }), lines)).toBe(1);
});

test('of a gift that costs nothing anyway there is nothing to give', () => {
  expect(proposed(twoGifts, workingLines('tea 2 × 0'), { goods })).toBeUndefined();
});

test('only lines with a unit that is given are claimed', () => {
  expect(claimedIds(proposed(twoGifts, workingLines('tea 2 × 300; cup 2 × 200'), { goods }))).toEqual(['2']);
});

test('what is no gift offers none', () => {
  expect(unitsMissing(compiledOf({ kind: 'goods-percent', basisPoints: 1000 }, { goods, limits: { units: 3 } }), [])).toBe(0);
});

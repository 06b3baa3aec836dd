import { describe, expect, test } from 'vitest';
import type { Off } from '../../../../agent/domain/promotions/promotion.ts';
import type { UnitsReward } from '../../../../agent/domain/promotions/stages.ts';
import { claimedIds, offEach, proposed, skus, workingLines } from './units-kit.ts';

const half: Off = { kind: 'percent', basisPoints: 5000 };
const free: Off = { kind: 'percent', basisPoints: 10_000 };

describe('nth-unit', () => {
  const secondAtHalf: UnitsReward = { kind: 'nth-unit', every: 2, off: half, pick: 'cheapest' };

  test.each([
    ['milk 1 × 500', [0]],
    ['milk 2 × 500', [250]],
    ['milk 3 × 500', [250]],
    ['milk 5 × 500', [500]],
    ['milk 1 × 500; bread 1 × 200', [0, 100]],
    ['milk 3 × 500; bread 1 × 200', [250, 100]],
    ['vodka 1 × 2000; milk 1 × 500; bread 2 × 200', [0, 0, 200]],
  ])('of every two units the cheaper ones are at half price: %s', (lines, off) => {
    expect(offEach(secondAtHalf, workingLines(lines))).toEqual(off);
  });

  test('dearest takes the dearest of all the goods', () => {
    expect(offEach({ ...secondAtHalf, pick: 'dearest' }, workingLines('milk 3 × 500; bread 1 × 200'))).toEqual([500, 0]);
  });

  test('limits.times ends it', () => {
    expect(offEach(secondAtHalf, workingLines('milk 9 × 500'), { limits: { times: 2 } })).toEqual([500]);
  });

  test('other goods do not count', () => {
    expect(offEach(secondAtHalf, workingLines('milk 1 × 500; bread 1 × 200'), { goods: skus('milk') })).toEqual([0, 0]);
  });

  test('all its goods are claimed, because all of them count', () => {
    expect(claimedIds(proposed(secondAtHalf, workingLines('milk 1 × 500; bread 1 × 200; vodka 1 × 2000'), { goods: skus('milk bread') }))).toEqual(['1', '2']);
  });

  test('a weighing is one unit, and its price is what it costs', () => {
    expect(offEach(secondAtHalf, workingLines('cheese 0.100 × 4000; milk 1 × 500'))).toEqual([200, 0]);
    expect(offEach(secondAtHalf, workingLines('cheese 0.200 × 4000; milk 1 × 500'))).toEqual([0, 250]);
    expect(offEach(secondAtHalf, workingLines('cheese 2.5 × 4000'))).toEqual([0]);
  });

  test('units of one line are taken together, with one rounding', () => {
    expect(offEach(secondAtHalf, workingLines('milk 4 × 3'))).toEqual([3]);
    expect(offEach(secondAtHalf, workingLines('milk 2 × 3; milk 2 × 3'))).toEqual([3, 0]);
  });

  test('a line of a million pieces is one run', () => {
    expect(offEach(secondAtHalf, workingLines('milk 1000000 × 500; bread 999999 × 200'))).toEqual([0, 99_999_900]);
  });
});

describe('some-units', () => {
  test.each([
    ['the cheapest item is free', 1, 'cheapest', 'milk 1 × 500; bread 2 × 200', [0, 200]],
    ['the dearest item is free', 1, 'dearest', 'milk 1 × 500; bread 2 × 200', [500, 0]],
    ['the count runs over several lines', 3, 'cheapest', 'milk 2 × 500; bread 2 × 200', [500, 400]],
    ['fewer units than the count are all free', 10, 'cheapest', 'milk 1 × 500; bread 2 × 200', [500, 400]],
    ['goods at nothing count as units', 1, 'cheapest', 'milk 1 × 0; bread 1 × 200', [0, 0]],
    ['of equal prices the first sku goes, whatever was scanned first', 1, 'cheapest', 'milk 1 × 200; bread 1 × 200', [0, 200]],
    ['also of the dearest', 1, 'dearest', 'milk 1 × 200; bread 1 × 200', [0, 200]],
    ['of equal goods the smaller quantity goes first', 1, 'cheapest', 'milk 2 × 200; milk 1 × 200', [0, 200]],
    ['of lines that are equal the id decides', 1, 'cheapest', 'milk 1 × 200; milk 1 × 200', [200, 0]],
  ] as const)('%s', (_, count, pick, lines, off) => {
    expect(offEach({ kind: 'some-units', count, off: free, pick }, workingLines(lines))).toEqual(off);
  });

  test('the pick looks at the price before any discount, the off at what is left', () => {
    const lines = workingLines('milk 2 × 500; bread 1 × 200', [{ leftMinor: 100 }]);
    expect(offEach({ kind: 'some-units', count: 1, off: free, pick: 'cheapest' }, lines)).toEqual([0, 200]);
    expect(offEach({ kind: 'some-units', count: 1, off: half, pick: 'dearest' }, lines)).toEqual([25, 0]);
  });

  test('no line goes below its floor', () => {
    expect(offEach({ kind: 'some-units', count: 2, off: free, pick: 'cheapest' }, workingLines('vodka 1 × 2000; bread 1 × 200', [{ discountFloorMinor: 1500 }]))).toEqual([500, 200]);
  });

  test('a line that is below its floor already loses nothing', () => {
    expect(proposed({ kind: 'some-units', count: 1, off: half, pick: 'cheapest' }, workingLines('vodka 1 × 2000', [{ leftMinor: 1400, discountFloorMinor: 1500 }]))).toBeUndefined();
  });

  test('only lines that lose something are claimed', () => {
    expect(claimedIds(proposed({ kind: 'some-units', count: 2, off: free, pick: 'cheapest' }, workingLines('milk 1 × 0; bread 1 × 200; vodka 1 × 2000')))).toEqual(['2']);
  });

  test('an amount and a price are of a piece or of a kilogram', () => {
    const lines = workingLines('milk 3 × 500; cheese 0.250 × 4000');
    expect(offEach({ kind: 'some-units', count: 3, off: { kind: 'amount', amountMinor: 100 }, pick: 'dearest' }, lines)).toEqual([200, 25]);
    expect(offEach({ kind: 'some-units', count: 3, off: { kind: 'price', priceMinor: 400 }, pick: 'dearest' }, lines)).toEqual([200, 900]);
  });

  test('it gives nothing where none of its goods is there', () => {
    expect(proposed({ kind: 'some-units', count: 1, off: free, pick: 'cheapest' }, workingLines('milk 1 × 500'), { goods: skus('bread') })).toBeUndefined();
  });
});

describe('rewards on goods with a limit over the receipt', () => {
  test.each<[string, UnitsReward, string, number[]]>([
    ['goods-percent', { kind: 'goods-percent', basisPoints: 1000 }, 'bread 2 × 200; milk 2 × 500', [20, 100]],
    ['goods-amount of a unit', { kind: 'goods-amount', amountMinor: 30 }, 'bread 2 × 200; milk 2 × 500', [30, 60]],
    ['goods-amount of a line', { kind: 'goods-amount', amountMinor: 30, per: 'line' }, 'bread 2 × 200; milk 2 × 500; tea 1 × 100', [30, 30, 0]],
    ['goods-amount of a line, never more than the line', { kind: 'goods-amount', amountMinor: 450, per: 'line' }, 'bread 2 × 200; milk 2 × 500', [400, 450]],
    ['goods-price', { kind: 'goods-price', priceMinor: 150 }, 'bread 2 × 200; milk 2 × 500', [50, 700]],
  ])('%s acts on the three dearest units', (_, reward, lines, off) => {
    expect(offEach(reward, workingLines(lines), { limits: { units: 3 } })).toEqual(off);
  });

  test('limits.unitsPerLine leaves the rest to other lines', () => {
    expect(offEach({ kind: 'goods-percent', basisPoints: 1000 }, workingLines('bread 2 × 200; milk 5 × 500'), { limits: { units: 3, unitsPerLine: 2 } })).toEqual([20, 100]);
  });

  test('without limits.units all units are meant', () => {
    expect(offEach({ kind: 'goods-percent', basisPoints: 1000 }, workingLines('bread 2 × 200; milk 2 × 500'), { limits: { discountMinor: 1 } })).toEqual([40, 100]);
    expect(offEach({ kind: 'goods-percent', basisPoints: 1000 }, workingLines('bread 2 × 200; milk 2 × 500'), { limits: { budget: { whenOver: 'cut' }, unitsPerLine: 1 } })).toEqual([20, 50]);
  });

  test('an amount of a line goes no lower than its floor', () => {
    expect(offEach({ kind: 'goods-amount', amountMinor: 900, per: 'line' }, workingLines('vodka 1 × 2000', [{ discountFloorMinor: 1500 }]), { limits: { units: 1 } })).toEqual([500]);
  });

  test('a line that is cheaper already is not claimed', () => {
    expect(claimedIds(proposed({ kind: 'goods-price', priceMinor: 300 }, workingLines('bread 2 × 200; milk 2 × 500'), { limits: { units: 9 } }))).toEqual(['2']);
  });
});

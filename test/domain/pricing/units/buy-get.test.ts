import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Limits } from '../../../../agent/domain/promotions/promotion.ts';
import type { UnitsReward } from '../../../../agent/domain/promotions/stages.ts';
import { amountsOf, claimedIds, offEach, proposed, skus, workingLines } from './units-kit.ts';

type BuyGet = Extract<UnitsReward, { kind: 'buy-get' }>;

const twoPlusOne: BuyGet = { kind: 'buy-get', buy: { kind: 'all' }, buyUnits: 2, getUnits: 1, off: { kind: 'percent', basisPoints: 10_000 }, pick: 'cheapest' };
const milkForBread: BuyGet = { ...twoPlusOne, buy: skus('milk') };

describe('goods that are both bought and got', () => {
  test.each([
    ['milk 2 × 500', [0]],
    ['milk 3 × 500', [500]],
    ['milk 5 × 500', [500]],
    ['milk 6 × 500', [1000]],
    ['milk 2 × 500; bread 1 × 200', [0, 200]],
    ['milk 3 × 500; bread 3 × 200', [0, 400]],
    ['milk 1 × 500; bread 3 × 200', [0, 200]],
    ['milk 1 × 0; bread 2 × 200', [0, 0]],
    ['cheese 2.5 × 4000; milk 2 × 500', [0, 500]],
    ['milk 1000000 × 3', [999_999]],
  ])('three for two, the cheapest of all free: %s', (lines, off) => {
    expect(offEach(twoPlusOne, workingLines(lines))).toEqual(off);
  });

  test('with pick dearest the cheap ones are bought and the dear ones are got', () => {
    expect(offEach({ ...twoPlusOne, pick: 'dearest' }, workingLines('milk 2 × 500; bread 4 × 200'))).toEqual([1000, 0]);
  });

  test('the last time may get fewer units, but at least one', () => {
    const twoPlusTwo: BuyGet = { ...twoPlusOne, getUnits: 2 };
    expect(offEach(twoPlusTwo, workingLines('milk 6 × 500'))).toEqual([1000]);
    expect(offEach(twoPlusTwo, workingLines('milk 7 × 500'))).toEqual([1500]);
    expect(offEach(twoPlusTwo, workingLines('milk 8 × 500'))).toEqual([2000]);
  });

  test('where only complete times count, a time with fewer units got gives nothing', () => {
    const twoPlusTwo: BuyGet = { ...twoPlusOne, getUnits: 2, complete: true };
    expect(offEach(twoPlusTwo, workingLines('milk 3 × 500'))).toEqual([0]);
    expect(offEach(twoPlusTwo, workingLines('milk 4 × 500'))).toEqual([1000]);
    expect(offEach(twoPlusTwo, workingLines('milk 7 × 500'))).toEqual([1000]);
    expect(offEach({ ...twoPlusTwo, buy: skus('milk') }, workingLines('milk 2 × 500; bread 1 × 200'))).toEqual([0, 0]);
  });

  test('limits.times ends it', () => {
    expect(offEach(twoPlusOne, workingLines('milk 30 × 500'), { limits: { times: 2 } })).toEqual([1000]);
  });

  test('limits.units ends it, also in the middle of a time', () => {
    const onePlusThree: BuyGet = { ...twoPlusOne, buyUnits: 1, getUnits: 3 };
    const offOf = (reward: BuyGet, limits: Limits) => offEach(reward, workingLines('milk 30 × 500'), { limits });
    expect([1, 3, 5, 6].map((units) => offOf(onePlusThree, { units }))).toEqual([[500], [1500], [2500], [3000]]);
    expect(offOf(onePlusThree, { units: 5, times: 1 })).toEqual([1500]);
    expect(offOf({ ...onePlusThree, complete: true }, { units: 5 })).toEqual([1500]);
    expect(offOf({ ...onePlusThree, complete: true }, { units: 2 })).toEqual([0]);
    expect(offOf(twoPlusOne, { units: 1000 })).toEqual([5000]);
  });
});

describe('goods of which only some may be both', () => {
  const goods = skus('bread tea');

  test.each([
    ['milk 2 × 500; bread 1 × 200', [0, 200]],
    ['milk 5 × 500; bread 1 × 200', [0, 200]],
    ['milk 5 × 500; bread 9 × 200; tea 1 × 100', [0, 200, 100]],
    ['milk 1 × 500; bread 1 × 200', [0, 0]],
    ['milk 2 × 500', [0]],
    ['bread 2 × 200', [0]],
  ])('what is got is never bought: %s', (lines, off) => {
    expect(offEach(milkForBread, workingLines(lines), { goods })).toEqual(off);
  });

  const oneForOne: BuyGet = { ...twoPlusOne, buy: skus('milk bread'), buyUnits: 1 };

  test.each([
    // Milk can only be bought, so the bread stays to be got.
    ['milk 1 × 100; bread 1 × 200', [0, 200]],
    ['milk 1 × 500; bread 2 × 200', [0, 200]],
    // Bread is bought for tea, and the dearer of it.
    ['bread 1 × 200; bread 1 × 250; tea 1 × 100', [0, 0, 100]],
    ['bread 2 × 200; bread 1 × 250; tea 1 × 100', [200, 0, 100]],
    ['milk 1 × 500; bread 1 × 200; tea 2 × 100', [0, 0, 200]],
  ])('bought is first what cannot be got: %s', (lines, off) => {
    expect(offEach(oneForOne, workingLines(lines), { goods })).toEqual(off);
  });
});

test('the off may be any, also down to a price', () => {
  expect(offEach({ ...milkForBread, off: { kind: 'price', priceMinor: 1 } }, workingLines('milk 4 × 500; bread 3 × 200'), { goods: skus('bread') })).toEqual([0, 398]);
});

test('no line goes below its floor', () => {
  expect(offEach(twoPlusOne, workingLines('vodka 3 × 2000', [{ discountFloorMinor: 4500 }]))).toEqual([1500]);
});

describe('claims', () => {
  test('what is bought and what is got is claimed, and what is not needed is not', () => {
    expect(claimedIds(proposed(milkForBread, workingLines('milk 2 × 500; milk 2 × 600; tea 1 × 100; bread 1 × 200; bread 1 × 300'), { goods: skus('bread'), limits: { times: 1 } }))).toEqual(['2', '4']);
  });

  test('no more is bought than what is got needs', () => {
    expect(claimedIds(proposed(milkForBread, workingLines('milk 2 × 500; milk 2 × 600; bread 1 × 200'), { goods: skus('bread') }))).toEqual(['2', '3']);
  });

  test('nothing is bought for a time that the limit of units leaves nothing', () => {
    const lines = workingLines('milk 2 × 500; milk 2 × 600; bread 2 × 200');
    expect(claimedIds(proposed({ ...milkForBread, getUnits: 2 }, lines, { goods: skus('bread'), limits: { units: 2 } }))).toEqual(['2', '3']);
    expect(claimedIds(proposed(milkForBread, lines, { goods: skus('bread'), limits: { units: 2 } }))).toEqual(['1', '2', '3']);
    expect(claimedIds(proposed(milkForBread, lines, { goods: skus('bread'), limits: { units: 1 } }))).toEqual(['2', '3']);
  });

  test('nothing is claimed where nothing is given', () => {
    expect(proposed(twoPlusOne, workingLines('milk 2 × 500; bread 1 × 0'))).toBeUndefined();
  });
});

describe('whatever the goods', () => {
  /** Each sku by what it may be: bought, got, both or neither. */
  const roles = { b: 'buy', x: 'buy get', g: 'get', n: '' };
  type Unit = { readonly line: number; readonly price: number; readonly role: string };
  const line = fc.record({ sku: fc.constantFrom('b', 'x', 'x', 'g', 'n'), pieces: fc.integer({ min: 1, max: 4 }), price: fc.integer({ min: 1, max: 4 }) });
  const task = fc.record({
    lines: fc.array(line, { minLength: 1, maxLength: 4 }).filter((lines) => lines.reduce((sum, { pieces }) => sum + pieces, 0) <= 8),
    buyUnits: fc.integer({ min: 1, max: 3 }),
    getUnits: fc.integer({ min: 1, max: 3 }),
    pick: fc.constantFrom('cheapest' as const, 'dearest' as const),
    times: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
    most: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
  });

  test('as often as units can be told apart, and the units that the rule names', () => {
    fc.assert(fc.property(task, ({ lines, buyUnits, getUnits, pick, times, most }) => {
      const working = workingLines(lines.map(({ sku, pieces, price }) => `${sku} ${pieces} × ${price}`).join(';'));
      const units = lines.flatMap(({ sku, pieces, price }, index): Unit[] => Array.from({ length: pieces }, () => ({ line: index, price, role: roles[sku] })));
      const changes = { goods: skus('x g'), limits: { ...(times === undefined ? {} : { times }), ...(most === undefined ? {} : { units: most }) } };
      // 1 off every unit that is got counts them.
      const counted = amountsOf(proposed({ ...twoPlusOne, buy: skus('b x'), buyUnits, getUnits, pick, off: { kind: 'amount', amountMinor: 1 } }, working, changes), working);
      const expected = pickedOneByOne(units, { buyUnits, getUnits, pick, times: times ?? Infinity, most: most ?? Infinity });
      // Which of equal units are got shows in no price, so units are compared by price.
      const pricesOf = (counts: readonly number[]): number[] => counts.flatMap((count, index) => Array.from({ length: count }, () => lines[index]?.price ?? 0)).toSorted((a, b) => a - b);
      expect(pricesOf(counted)).toEqual(expected);
    }), { numRuns: 600 });
  });

  /** The prices of the units that are got, by trying every way of telling units apart. */
  function pickedOneByOne(units: readonly Unit[], { buyUnits, getUnits, pick, times, most }: { buyUnits: number; getUnits: number; pick: 'cheapest' | 'dearest'; times: number; most: number }): number[] {
    let ways = new Set(['0 0']);
    for (const { role } of units) {
      const next = new Set(ways);
      for (const way of ways) {
        const [bought = 0, got = 0] = way.split(' ').map(Number);
        if (role.includes('buy')) next.add(`${bought + 1} ${got}`);
        if (role.includes('get')) next.add(`${bought} ${got + 1}`);
      }
      ways = next;
    }
    let last = 0;
    for (let k = 1; k <= Math.min(times, units.length); k++) if ((k - 1) * getUnits < most && ways.has(`${k * buyUnits} ${(k - 1) * getUnits + 1}`)) last = k;
    const sign = pick === 'cheapest' ? 1 : -1;
    const only = units.filter(({ role }) => role === 'buy');
    const both = units.filter(({ role }) => role === 'buy get').toSorted((a, b) => sign * (b.price - a.price));
    const bought = new Set([...only, ...both].slice(0, last * buyUnits));
    const rest = units.filter((unit) => unit.role.includes('get') && !bought.has(unit)).toSorted((a, b) => sign * (a.price - b.price));
    return rest.slice(0, Math.min(last * getUnits, most)).map(({ price }) => price).toSorted((a, b) => a - b);
  }
});

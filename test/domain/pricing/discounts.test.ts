import { describe, expect, test } from 'vitest';
import type { GoodsSelector, Promotion, PromotionGroup } from '../../../agent/domain/promotions/promotion.ts';
import { offByEach, offEachLine, priceLines } from '../kit/examples.ts';
import { rewardsOf } from '../kit/notation.ts';
import { exampleGoods, oneGroup, promotionOf } from '../kit/shop.ts';
import { numbersOf, specTable } from '../kit/spec-table.ts';

const noCaps = { maxLineDiscountBasisPoints: 10_000, maxReceiptDiscountBasisPoints: 10_000 };

describe('R-2 gross is quantity × price, rounded half up', () => {
  test.each(specTable('R-2'))('$line costs $gross', ({ line = '', gross }) => {
    const priced = priceLines(line, {});
    expect(priced.grossMinor).toBe(Number(gross));
    expect(priced.lines[0]).toMatchObject({ grossMinor: Number(gross), netMinor: Number(gross), payableMinor: Number(gross) });
  });
});

describe.each(['R-3', 'R-9', 'R-11'])('%s in a stack without caps', (rule) => {
  test.each(specTable(rule))('$promotions takes $offEachLine off $lines', ({ promotions = '', lines = '', offEachLine: off }) => {
    expect(offEachLine(priceLines(lines, oneGroup('stack', rewardsOf(promotions))))).toEqual(numbersOf(off));
  });
});

describe('a promotion that is found by the goods of a line, but is not for it,', () => {
  const milk: GoodsSelector = { kind: 'sku', skus: ['milk'] };
  const dearMilk: GoodsSelector = { kind: 'every', of: [milk, { kind: 'price', fromMinor: 600 }] };
  test.each<[PromotionGroup['mode'], Partial<Promotion>, string]>((['stack', 'first', 'best'] as const).flatMap((mode) => [
    [mode, { goods: dearMilk }, 'other goods'], [mode, { goods: milk, when: { kind: 'tier', tiers: ['gold'] } }, 'other customers'],
  ]))('leaves it to the next one, in a group of mode %s: %j', (mode, changes) => {
    for (const rewards of ['goods-percent 1000', '{"kind":"some-units","count":1,"off":{"kind":"percent","basisPoints":1000},"pick":"cheapest"}', 'basket-percent 1000']) {
      const [reward] = rewardsOf(rewards);
      if (reward === undefined) throw new Error(`not a reward: ${rewards}`);
      const promotions = [promotionOf('A', reward, changes), promotionOf('B', reward, { goods: milk, priority: 1 })];
      expect(offByEach(priceLines('milk 1 × 500', { groups: [{ id: 'g', mode }], promotions }), { promotions })).toEqual([0, 50]);
    }
  });
});

describe('R-3 the order of scanning decides nothing', () => {
  test('equal lines that differ by their id only are told apart by the id, wherever they stand', () => {
    const bundle = oneGroup('stack', rewardsOf('basket-amount 1'));
    const lines = [
      { lineId: 'b', sku: 'milk', quantityMilli: 1000, unitPriceMinor: 100 },
      { lineId: 'a', sku: 'milk', quantityMilli: 1000, unitPriceMinor: 100 },
    ];
    expect(offEachLine(priceLines('', bundle, { basket: { lines } }))).toEqual([0, 1]);
    expect(offEachLine(priceLines('', bundle, { basket: { lines: lines.toReversed() } }))).toEqual([1, 0]);
  });
});

describe.each(['R-10', 'R-12'])('%s how promotions of one group live together', (rule) => {
  test.each(specTable(rule))('$mode of $promotions on $lines takes off $offByEachPromotion', ({ mode = '', promotions = '', lines = '', offByEachPromotion: off }) => {
    const bundle = oneGroup(mode as PromotionGroup['mode'], rewardsOf(promotions));
    expect(offByEach(priceLines(lines, bundle), bundle)).toEqual(numbersOf(off));
  });
});

describe('R-10 the next group acts on what the group before left', () => {
  const [tenPercent, fiftyOff] = rewardsOf('goods-percent 1000; goods-amount 50');

  test.each([
    { order: ['one', 'two'], off: [50, 50] },
    { order: ['two', 'one'], off: [45, 50] },
  ])('groups in the order $order take off $off', ({ order, off }) => {
    const bundle = {
      groups: order.map((id) => ({ id, mode: 'best' as const })),
      promotions: [promotionOf('A', tenPercent!, { groupId: 'one' }), promotionOf('B', fiftyOff!, { groupId: 'two' })],
    };
    expect(offByEach(priceLines('milk 1 × 500', bundle), bundle)).toEqual(off);
  });

  test('a lower priority number goes first, and of equal numbers the lower id', () => {
    const promotions = [
      promotionOf('c', tenPercent!, { priority: 2 }), promotionOf('b', tenPercent!, { priority: 1 }), promotionOf('a', tenPercent!, { priority: 2 }),
    ];
    const priced = priceLines('milk 1 × 1000', { promotions });
    expect(priced.promotions.map(({ promotionId, discountMinor }) => [promotionId, discountMinor])).toEqual([['b', 100], ['a', 90], ['c', 81]]);
  });

  test('a promotion whose condition does not hold leaves its place in a first group to the next', () => {
    const bundle = {
      groups: [{ id: 'g', mode: 'first' as const }],
      promotions: [promotionOf('A', fiftyOff!, { when: { kind: 'store', storeIds: ['north'] } }), promotionOf('B', tenPercent!, { priority: 1 })],
    };
    expect(offByEach(priceLines('milk 1 × 1000', bundle), bundle)).toEqual([0, 100]);
  });
});

describe('R-13 no discount goes below a line’s floor', () => {
  test.each(specTable('R-13'))('$promotions takes $offEachLine off $lines with a line cap of $lineCap', ({ promotions = '', lines = '', lineCap: cap, offEachLine: off }) => {
    const caps = { ...noCaps, maxLineDiscountBasisPoints: Number(cap) };
    expect(offEachLine(priceLines(lines, { ...oneGroup('stack', rewardsOf(promotions)), caps }))).toEqual(numbersOf(off));
  });

  test('the minimum price of a weighed good is that of its weight, rounded half up', () => {
    const goods = { cheese: { ...exampleGoods['cheese']!, minPriceMinor: 1001 } };
    expect(offEachLine(priceLines('cheese 0.5 × 4000', { ...oneGroup('stack', rewardsOf('goods-percent 10000')), goods }))).toEqual([2000 - 501]);
  });
});

describe('R-14 all discounts together stay within the receipt’s cap', () => {
  test.each(specTable('R-14'))('$promotions on $lines with a receipt cap of $receiptCap', ({ promotions = '', lines = '', receiptCap: cap, ...expected }) => {
    const bundle = oneGroup('stack', rewardsOf(promotions));
    const priced = priceLines(lines, { ...bundle, caps: { ...noCaps, maxReceiptDiscountBasisPoints: Number(cap) } });
    expect(offByEach(priced, bundle)).toEqual(numbersOf(expected.offByEachPromotion));
    expect(offEachLine(priced)).toEqual(numbersOf(expected.offEachLine));
  });
});

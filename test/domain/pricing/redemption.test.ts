import { describe, expect, test } from 'vitest';
import type { PricingInput } from '../../../agent/domain/pricing/price.ts';
import { redemptionOf, sellWithoutDiscounts } from '../kit/after-discounts.ts';
import { basketOf } from '../kit/examples.ts';
import { customerWith } from '../kit/shop.ts';

const rich = customerWith({ availablePoints: 100_000 });
const bonus = { externalProgrammes: [{ id: 'bonus', name: { ru: 'Бонус' }, customerPromotions: 'keep' as const }] };

describe('redemption.goods says which goods take points', () => {
  test.each([
    { name: 'only some goods', goods: { kind: 'category' as const, categoryIds: ['dairy'] }, paid: [5000, 0, 0] },
    { name: 'only delivery', goods: { kind: 'delivery' as const }, paid: [0, 0, 5000] },
    { name: 'goods and delivery', goods: { kind: 'any' as const, of: [{ kind: 'all' as const }, { kind: 'delivery' as const }] }, paid: [1666, 1667, 1667] },
    { name: 'all goods, where nothing is said, but no delivery', goods: undefined, paid: [2500, 2500, 0] },
  ])('$name', ({ goods, paid }) => {
    const redemption = redemptionOf(goods === undefined ? {} : { goods });
    const { sale } = sellWithoutDiscounts('milk 1 × 10000; gum 1 × 10000; courier 1 × 10000', { redemption }, { customer: rich, redeemPoints: 50 });
    expect(sale.lines.map((line) => line.pointsPaidMinor)).toEqual(paid);
  });

  test('the share is one of what these goods cost, not of the receipt', () => {
    const redemption = redemptionOf({ goods: { kind: 'category', categoryIds: ['dairy'] } });
    const { redeemable } = sellWithoutDiscounts('milk 1 × 10000; bread 1 × 50000', { redemption }, { customer: rich });
    expect(redeemable).toEqual({ maxPoints: 50, limitedBy: 'share' });
  });

  test('the share is rounded down before it is counted in points', () => {
    const redemption = redemptionOf({ maxShareBasisPoints: 9999 });
    expect(sellWithoutDiscounts('milk 1 × 101', { redemption, points: { scale: 0, valueMinor: 1 } }, { customer: rich }).redeemable).toEqual({ maxPoints: 100, limitedBy: 'share' });
  });

  test('a good that may not be bought with points is not, though it is named', () => {
    const redemption = redemptionOf({ goods: { kind: 'sku', skus: ['gift'] } });
    expect(sellWithoutDiscounts('gift 1 × 10000', { redemption }, { customer: rich }).redeemable).toEqual({ maxPoints: 0, limitedBy: 'goods' });
  });

  test('a basket without any of them takes no points', () => {
    const redemption = redemptionOf({ goods: { kind: 'delivery' } });
    expect(sellWithoutDiscounts('milk 1 × 10000', { redemption }, { customer: rich, redeemPoints: 50 })).toMatchObject({
      redeemable: { maxPoints: 0, limitedBy: 'goods' },
      sale: { lines: [{ pointsSpent: 0 }] },
    });
  });
});

test('goods at their minimum price take no points', () => {
  expect(sellWithoutDiscounts('vodka 1 × 1500', {}, { customer: rich }).redeemable).toEqual({ maxPoints: 0, limitedBy: 'goods' });
});

test.each(['balance', 'allowance'] as const)('what an authorisation leaves stands in place of the balance: by the %s', (limitedBy) => {
  expect(sellWithoutDiscounts('milk 1 × 10000', {}, { customer: rich, mayRedeem: { points: 3, limitedBy } }).redeemable).toEqual({ maxPoints: 3, limitedBy });
});

describe('minMoneyMinor of a receipt is paid with money', () => {
  test.each([
    { name: 'it leaves less than the share', minMoneyMinor: 7000, balance: 1000, maxPoints: 30, limitedBy: 'min-money' },
    { name: 'the share leaves less', minMoneyMinor: 4999, balance: 1000, maxPoints: 50, limitedBy: 'share' },
    { name: 'both leave the same', minMoneyMinor: 5000, balance: 1000, maxPoints: 50, limitedBy: 'share' },
    { name: 'the balance is smaller than both', minMoneyMinor: 7000, balance: 29, maxPoints: 29, limitedBy: 'balance' },
    { name: 'the balance is as small as it', minMoneyMinor: 7000, balance: 30, maxPoints: 30, limitedBy: 'balance' },
    { name: 'the receipt costs less', minMoneyMinor: 10_001, balance: 1000, maxPoints: 0, limitedBy: 'min-money' },
  ])('$name: $maxPoints points, limited by $limitedBy', ({ minMoneyMinor, balance, maxPoints, limitedBy }) => {
    const customer = customerWith({ availablePoints: balance });
    expect(sellWithoutDiscounts('milk 1 × 10000', { redemption: redemptionOf({ minMoneyMinor }) }, { customer }).redeemable).toEqual({ maxPoints, limitedBy });
  });

  test('the receipt costs less, where a point pays the smallest sum', () => {
    const bundle = { redemption: redemptionOf({ minMoneyMinor: 501 }), points: { scale: 0, valueMinor: 1 } };
    expect(sellWithoutDiscounts('milk 1 × 500', bundle, { customer: rich }).redeemable).toEqual({ maxPoints: 0, limitedBy: 'min-money' });
  });

  test('goods that take no points count as money', () => {
    const redemption = redemptionOf({ minMoneyMinor: 7000 });
    expect(sellWithoutDiscounts('milk 1 × 10000; gift 1 × 7000', { redemption }, { customer: rich }).redeemable).toEqual({ maxPoints: 50, limitedBy: 'share' });
  });

  test('a hold spends no more than it leaves, in whole steps', () => {
    const redemption = redemptionOf({ minMoneyMinor: 7000, stepPoints: 20 });
    expect(sellWithoutDiscounts('milk 1 × 10000', { redemption }, { customer: rich, redeemPoints: 50 }).sale.lines).toMatchObject([{ pointsSpent: 20, pointsPaidMinor: 2000 }]);
  });
});

describe('what forbids points is named in a fixed order', () => {
  const blocked = customerWith({ card: { number: '2900770100017', state: 'blocked' } });
  test.each<{ limitedBy: string; input: Partial<PricingInput> }>([
    { limitedBy: 'external', input: { customer: blocked, identifiedBy: 'phone', basket: { ...basketOf('gift 1 × 10000'), external: 'bonus' } } },
    { limitedBy: 'card-state', input: { customer: blocked, identifiedBy: 'phone', basket: basketOf('gift 1 × 10000') } },
    { limitedBy: 'identification', input: { identifiedBy: 'phone', basket: basketOf('gift 1 × 10000') } },
    { limitedBy: 'goods', input: { basket: basketOf('gift 1 × 10000') } },
    { limitedBy: 'balance', input: { basket: basketOf('milk 1 × 10000') } },
  ])('$limitedBy', ({ limitedBy, input }) => {
    expect(sellWithoutDiscounts('', bonus, input).redeemable).toEqual({ maxPoints: 0, limitedBy });
  });

  test('an external programme takes the place of own points: a hold applies nothing', () => {
    const basket = { ...basketOf('milk 1 × 10000'), external: 'bonus' };
    expect(sellWithoutDiscounts('', bonus, { basket, customer: rich, redeemPoints: 50 }).sale.lines).toMatchObject([{ pointsSpent: 0, pointsPaidMinor: 0 }]);
  });
});

test('R-3 what points pay of equal lines goes by sku, not by the order of scanning', () => {
  const paid = (lines: string): (number | string)[][] =>
    sellWithoutDiscounts(lines, { points: { scale: 0, valueMinor: 1 } }, { customer: rich, redeemPoints: 1 }).sale.lines.map(({ sku, pointsPaidMinor, pointsSpent }) => [sku, pointsPaidMinor, pointsSpent]);
  expect(paid('milk 1 × 100; bread 1 × 100')).toEqual([['milk', 0, 0], ['bread', 1, 1]]);
  expect(paid('bread 1 × 100; milk 1 × 100')).toEqual([['bread', 1, 1], ['milk', 0, 0]]);
});

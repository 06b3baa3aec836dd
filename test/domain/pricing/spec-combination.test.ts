import { describe, expect, test } from 'vitest';
import { priceLines } from '../kit/examples.ts';
import { promotionOf } from '../kit/shop.ts';
import { outcomeOf, workedRows } from '../kit/worked.ts';

describe('R-31 what does not go together', () => {
  test.each(workedRows('R-31'))('$given: $gives', (worked) => {
    expect(outcomeOf('R-31', worked)).toEqual(worked.expected);
  });
});

test.each([
  { ways: [10, 10, 10], exact: true },
  { ways: [7, 11, 13], exact: false },
])('R-31 where the receipt can be priced in $ways ways of its groups, all are compared: $exact', ({ ways, exact }) => {
  const promotions = ways.flatMap((count, group) => Array.from({ length: count }, (_, place) => promotionOf(`P${group}-${place}`, { kind: 'goods-amount', amountMinor: 1 + place }, { groupId: `g${group}` })));
  const groups = ways.map((_, group) => ({ id: `g${group}`, mode: 'best', on: 'receipt' }) as const);
  expect(priceLines('milk 1 × 5000', { groups, promotions }, { explain: true }).trace?.exact).toBe(exact);
});

test('R-31 where the receipt has more ways than are compared, a part of the lines is still tried in all of its own', () => {
  const many = [0, 1, 2].flatMap((group) => Array.from({ length: 11 }, (_, place) => promotionOf(`P${group}-${place}`, { kind: 'goods-amount', amountMinor: 1 + place }, { groupId: `g${group}`, goods: { kind: 'sku', skus: ['vodka'] } })));
  const promotions = [
    promotionOf('A', { kind: 'goods-percent', basisPoints: 2000 }, { goods: { kind: 'sku', skus: ['milk', 'bread'] } }),
    promotionOf('B', { kind: 'nth-unit', every: 2, off: { kind: 'percent', basisPoints: 10_000 }, pick: 'cheapest' }, { goods: { kind: 'sku', skus: ['milk', 'bread'] } }),
    ...many,
  ];
  const groups = [{ id: 'g', mode: 'best' } as const, ...[0, 1, 2].map((group) => ({ id: `g${group}`, mode: 'best', on: 'receipt' }) as const)];
  const { discountMinor, trace } = priceLines('milk 1 × 500; bread 1 × 100; bread 1 × 100; vodka 1 × 9000', { groups, promotions }, { explain: true });
  expect({ discountMinor, exact: trace?.exact }).toEqual({ discountMinor: 233, exact: false });
});

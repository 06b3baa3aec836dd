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

test('R-31 of many groups each is chosen in by itself, whatever their stages', () => {
  const groups = Array.from({ length: 45 }, (_, index) => ({ id: `g${index}`, mode: 'best', on: 'receipt' }) as const);
  const promotions = groups.flatMap(({ id: groupId }, index) => [3, 4].map((amountMinor) => {
    const reward = index >= 20 ? { kind: 'goods-amount', amountMinor } as const : { kind: 'some-units', count: 1, off: { kind: 'amount', amountMinor }, pick: 'dearest' } as const;
    return promotionOf(`${groupId}-${amountMinor}`, reward, { groupId, goods: { kind: 'sku', skus: [`sku-${index}`] } });
  }));
  const wanted = [0, 1, 9, 10, 19, 20, 21, 40];
  const { promotions: applied } = priceLines(wanted.map((index) => `sku-${index} 1 × 500`).join('; '), { groups, promotions });
  expect(applied.map(({ promotionId }) => promotionId).toSorted()).toEqual(wanted.map((index) => `g${index}-4`).toSorted());
});

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

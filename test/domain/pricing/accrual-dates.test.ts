import { expect, test } from 'vitest';
import type { Reward } from '../../../agent/domain/promotions/promotion.ts';
import { sellWithoutDiscounts } from '../kit/after-discounts.ts';
import { priceLines } from '../kit/examples.ts';
import { oneGroup, promotionOf } from '../kit/shop.ts';

/** Today is 2026-11-22. */
test.each<{ name: string; days: { pendingDays?: number; expiresAfterDays?: number }; dates: object }>([
  { name: 'pending', days: { pendingDays: 7 }, dates: { availableOn: '2026-11-29' } },
  { name: 'expiring', days: { expiresAfterDays: 40 }, dates: { expiresOn: '2027-01-01' } },
  { name: 'pending and then expiring', days: { pendingDays: 10, expiresAfterDays: 30 }, dates: { availableOn: '2026-12-02', expiresOn: '2027-01-01' } },
])('points that are $name say so, whatever gave them', ({ days, dates }) => {
  const rewards: Reward[] = [
    { kind: 'points-percent', basisPoints: 1000, ...days },
    { kind: 'points-multiplier', factorBasisPoints: 20_000, ...days },
    { kind: 'points-per-unit', points: 2, ...days },
    { kind: 'points-fixed', points: 1, ...days },
  ];
  expect(sellWithoutDiscounts('milk 1 × 10000', oneGroup('stack', rewards)).sale.accruals).toEqual([
    { promotionId: 'A', points: 10, ...dates },
    { promotionId: 'B', points: 10, ...dates },
    { promotionId: 'C', points: 2, ...dates },
    { promotionId: 'D', points: 1, ...dates },
  ]);
});

test('points that are free of both, and promotions that gave none, are not listed', () => {
  const free: Reward = { kind: 'points-percent', basisPoints: 1000 };
  const none: Reward = { kind: 'points-fixed', points: 0, pendingDays: 7 };
  const pending: Reward = { kind: 'points-fixed', points: 5, pendingDays: 7 };
  expect(sellWithoutDiscounts('milk 1 × 10000', oneGroup('stack', [free, none])).sale.accruals).toBeUndefined();
  expect(sellWithoutDiscounts('milk 1 × 10000', oneGroup('stack', [free, none, pending])).sale.accruals).toEqual([{ promotionId: 'C', points: 5, availableOn: '2026-11-29' }]);
});

test('points are listed once, also where ways of combining discounts were compared by the points that they would earn', () => {
  const off: Reward = { kind: 'basket-amount', amountMinor: 1000 };
  const promotions = [
    promotionOf('A', off, { goods: { kind: 'sku', skus: ['milk'] } }),
    promotionOf('B', off, { goods: { kind: 'sku', skus: ['bread'] } }),
    promotionOf('C', { kind: 'points-percent', basisPoints: 1000, pendingDays: 7 }, { goods: { kind: 'sku', skus: ['milk'] }, groupId: 'h' }),
  ];
  const priced = priceLines('milk 1 × 10000; bread 1 × 10000', { groups: [{ id: 'g', mode: 'best' }, { id: 'h', mode: 'stack' }], promotions });
  expect(priced.promotions.map(({ promotionId }) => promotionId)).toEqual(['B', 'C']);
  expect(priced.accruals).toEqual([{ promotionId: 'C', points: 10, availableOn: '2026-11-29' }]);
});

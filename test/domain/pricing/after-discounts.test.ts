import { describe, expect, test } from 'vitest';
import type { Bundle } from '../../../agent/domain/bundle/bundle.ts';
import type { Promotion } from '../../../agent/domain/promotions/promotion.ts';
import { redemptionOf } from '../kit/after-discounts.ts';
import { basketOf, priceLines } from '../kit/examples.ts';
import { customerWith, promotionOf } from '../kit/shop.ts';

const rich = customerWith({ availablePoints: 1000 });
const coupons: Bundle['coupons'] = [{ id: 'ten', name: { ru: 'Десять' }, codes: ['TEN'] }];
const onTen: Partial<Promotion> = { when: { kind: 'coupon', couponIds: ['ten'] } };

describe('paying with points after discounts', () => {
  const half = { promotions: [promotionOf('A', { kind: 'goods-percent', basisPoints: 5000 })] };

  test('share and least money are of what discounts left', () => {
    expect(priceLines('milk 1 × 20000', { ...half, redemption: redemptionOf({ maxShareBasisPoints: 8000 }) }, { customer: rich }).redeemable).toEqual({ maxPoints: 80, limitedBy: 'share' });
    expect(priceLines('milk 1 × 20000', { ...half, redemption: redemptionOf({ maxShareBasisPoints: 8000, minMoneyMinor: 4000 }) }, { customer: rich }).redeemable).toEqual({ maxPoints: 60, limitedBy: 'min-money' });
  });

  test('as a means of payment the amounts are the same, and the result says so', () => {
    const asDiscount = priceLines('milk 1 × 20000', half, { customer: rich, redeemPoints: 30 });
    const asTender = priceLines('milk 1 × 20000', { ...half, redemption: redemptionOf({ as: 'tender' }) }, { customer: rich, redeemPoints: 30 });
    expect(asTender).toEqual({ ...asDiscount, pointsPaidAs: 'tender' });
    expect(asDiscount).toMatchObject({ pointsPaidMinor: 3000, payableMinor: 7000 });
  });

  test('says which of the points are spent', () => {
    const customer = customerWith({ availablePoints: 100, lots: [{ lotId: 'stays', points: 90 }, { lotId: 'soon', points: 10, expiresOn: '2026-11-30' }] });
    expect(priceLines('milk 1 × 20000', {}, { customer, redeemPoints: 30 }).pointsSpentFrom).toEqual([{ lotId: 'soon', points: 10 }, { lotId: 'stays', points: 20 }]);
    expect(priceLines('milk 1 × 20000', {}, { customer })).not.toHaveProperty('pointsSpentFrom');
  });
});

describe('points may ask what discounts left', () => {
  test.each([
    { minMinor: 10_000, points: 5 },
    { minMinor: 10_001, points: 0 },
  ])('where the net sum must be $minMinor, goods for 10000 after discounts earn $points', ({ minMinor, points }) => {
    const promotions = [
      promotionOf('A', { kind: 'goods-percent', basisPoints: 5000 }),
      promotionOf('B', { kind: 'points-fixed', points: 5 }, { when: { kind: 'basket-sum', goods: { kind: 'all' }, of: 'net', minMinor } }),
    ];
    expect(priceLines('milk 1 × 20000', { promotions }).pointsEarned).toBe(points);
  });

  test('goods from which nothing was taken off may earn apart', () => {
    const promotions = [
      promotionOf('A', { kind: 'goods-percent', basisPoints: 5000 }, { goods: { kind: 'brand', brands: ['Lug'] } }),
      promotionOf('B', { kind: 'points-percent', basisPoints: 1000 }, { goods: { kind: 'not-discounted' } }),
    ];
    expect(priceLines('milk 1 × 10000; bread 1 × 10000', { promotions }).lines.map((line) => line.pointsEarned)).toEqual([0, 10]);
  });
});

describe('what the result says of coupons and dates', () => {
  test.each<{ name: string; promotion: Promotion; status: string }>([
    { name: 'a discount', promotion: promotionOf('A', { kind: 'goods-percent', basisPoints: 1000 }, onTen), status: 'applied' },
    { name: 'points', promotion: promotionOf('A', { kind: 'points-fixed', points: 1 }, onTen), status: 'applied' },
    { name: 'a message', promotion: promotionOf('A', { kind: 'message', to: 'slip', text: { ru: 'Текст' } }, onTen), status: 'applied' },
    { name: 'a coupon', promotion: promotionOf('A', { kind: 'issue-coupon', couponId: 'ten', count: 1, fromDays: 1, days: 1 }, onTen), status: 'applied' },
    { name: 'a discount on goods that are not there', promotion: promotionOf('A', { kind: 'goods-percent', basisPoints: 1000 }, { ...onTen, goods: { kind: 'sku', skus: ['bread'] } }), status: 'no-effect' },
    { name: 'no points', promotion: promotionOf('A', { kind: 'points-fixed', points: 0 }, onTen), status: 'no-effect' },
  ])('$name for a coupon: $status', ({ promotion, status }) => {
    const priced = priceLines('', { coupons, promotions: [promotion] }, { basket: { ...basketOf('milk 1 × 500'), coupons: ['TEN'] } });
    expect(priced.coupons).toEqual([{ code: 'TEN', couponId: 'ten', status }]);
  });

  test('points that wait, and coupons for the next purchase', () => {
    const promotions = [
      promotionOf('A', { kind: 'points-fixed', points: 5, pendingDays: 7 }),
      promotionOf('B', { kind: 'issue-coupon', couponId: 'ten', count: 3, fromDays: 1, days: 9 }),
    ];
    expect(priceLines('milk 1 × 500', { coupons, promotions })).toMatchObject({
      pointsEarned: 5,
      accruals: [{ promotionId: 'A', points: 5, availableOn: '2026-11-29' }],
      couponsIssued: [{ promotionId: 'B', couponId: 'ten', count: 3, validFrom: '2026-11-23', validTo: '2026-12-01' }],
      promotions: [{ promotionId: 'A', discountMinor: 0, points: 5 }],
    });
  });

  test('what there is nothing to say of is absent', () => {
    const priced = priceLines('milk 1 × 500', {});
    for (const name of ['coupons', 'accruals', 'couponsIssued', 'pointsSpentFrom', 'pointsPaidAs', 'external']) expect(priced).not.toHaveProperty(name);
  });
});

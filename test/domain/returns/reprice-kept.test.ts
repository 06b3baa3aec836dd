import { describe, expect, test } from 'vitest';
import { price } from '../../../agent/domain/pricing/price.ts';
import type { PricingInput } from '../../../agent/domain/pricing/pricing-input.ts';
import { repriceKept } from '../../../agent/domain/returns/reprice-kept.ts';
import { saleOfInput } from '../kit/sale.ts';
import { compiledExample, customerWith, linesOf, promotionOf, timeAt } from '../kit/shop.ts';

describe('what is kept is priced as the sale was', () => {
  const compiled = compiledExample({
    promotions: [
      promotionOf('gold', { kind: 'goods-percent', basisPoints: 1_000 }, { when: { kind: 'tier', tiers: ['gold'] } }),
      promotionOf('coupon', { kind: 'goods-percent', basisPoints: 1_000 }, { when: { kind: 'coupon', couponIds: ['ten'] } }),
      promotionOf('sunday', { kind: 'goods-percent', basisPoints: 1_000 }, { when: { kind: 'weekdays', days: [7] } }),
      promotionOf('centre', { kind: 'goods-percent', basisPoints: 1_000 }, { when: { kind: 'store', storeIds: ['centre'] } }),
    ],
    coupons: [{ id: 'ten', name: { ru: 'Десять' }, codes: ['TEN'] }],
  });
  const lines = linesOf('milk 2 × 10000; bread 1 × 10000');
  const input: PricingInput = {
    basket: { lines, coupons: ['TEN'] }, storeId: 'centre', time: timeAt(), customer: customerWith({ tier: 'gold' }), identifiedBy: 'scan', redeemPoints: 30,
  };
  const sale = saleOfInput(input, price(compiled, input));
  const kept = [{ ...lines[0]!, quantityMilli: 1_000 }];

  test('by the time, the store, the customer and the coupons of the sale, with the points that are left to it', () => {
    expect(sale.result.payableMinor).toBe(3 * 6_561 - 3_000);
    expect(repriceKept(compiled, sale)(kept, 12)).toMatchObject({ payableMinor: 6_561 - 1_200, pointsSpent: 12 });
  });

  test('with no points where it spent none', () => {
    const { redeemPoints: _without, ...unpaid } = input;
    expect(repriceKept(compiled, saleOfInput(unpaid, price(compiled, unpaid)))(kept, 12)).toMatchObject({ payableMinor: 6_561, pointsSpent: 0 });
  });

  test('not at all where the basket has no price: a part of a piece', () => {
    expect(repriceKept(compiled, sale)([{ ...lines[0]!, quantityMilli: 500 }], 0)).toBeUndefined();
  });
});

import { couponsAskedFor } from '../../../promotions/condition.ts';
import type { CouponStatus, PricedSale } from '../../priced-sale.ts';
import type { Reason } from '../../trace.ts';
import type { Combined } from '../combine.ts';
import type { WorkingSale } from '../working-sale.ts';
import { reason } from './reason.ts';
import { redemptionRemarks } from './redemption-told.ts';
import { standAfter } from './stand.ts';
import type { Taken } from './taken.ts';
import { unreachable } from '../../../unreachable.ts';

/** What is to say of the sale as a whole. */
export function remarksOf(sale: WorkingSale, { exact, plans }: Combined, final: Taken, priced: PricedSale): Reason[] {
  standAfter(sale, final);
  return [
    ...(priced.coupons ?? []).map((coupon) => couponRemark(sale, coupon)),
    ...redemptionRemarks(sale, priced),
    ...(exact ? [] : [reason('combination.inexact', { plans })]),
  ];
}

function couponRemark({ compiled: { bundle } }: WorkingSale, { code, couponId, status }: { code: string; couponId?: string; status: CouponStatus }): Reason {
  const coupon = bundle.coupons?.find(({ id }) => id === couponId)?.name ?? code;
  switch (status) {
    case 'applied':
      return reason('coupon.applied', { code, coupon });
    case 'unknown':
      return reason('coupon.unknown', { code });
    case 'used':
      return reason('coupon.used', { code });
    case 'withheld':
      return reason('coupon.withheld', { code, coupon });
    case 'no-effect': {
      const promotions = bundle.promotions.filter(({ when }) => couponId !== undefined && couponsAskedFor(when).includes(couponId)).map(({ name }) => name);
      return promotions.length === 0 ? reason('coupon.not-asked', { code, coupon }) : reason('coupon.no-effect', { code, coupon, promotions });
    }
    default:
      return unreachable(status);
  }
}

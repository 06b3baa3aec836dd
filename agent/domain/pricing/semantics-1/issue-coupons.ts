import { turnOf } from '../../promotions/promotion-index.ts';
import type { CouponReward } from '../../promotions/stages.ts';
import { addDays } from '../../time/calendar.ts';
import type { PricedSale } from '../priced-sale.ts';
import { gather } from './gather.ts';
import type { WorkingSale } from './working-sale.ts';

const turn = turnOf('coupons');

/** Coupons for the next purchase, of every promotion whose condition holds and whose goods are in the basket; like messages they do not compete. */
export function issueCoupons(sale: WorkingSale): PricedSale['couponsIssued'] {
  const issuing = gather<CouponReward>(sale, turn);
  if (issuing.length === 0) return undefined;
  return issuing.map(({ promotion: { id, reward } }) => {
    const validFrom = addDays(sale.facts.time.localDate, reward.fromDays);
    return { promotionId: id, couponId: reward.couponId, count: reward.count, validFrom, validTo: addDays(validFrom, reward.days - 1) };
  });
}

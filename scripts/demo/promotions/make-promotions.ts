import type { Exclusion, Promotion, PromotionGroup } from '../../../agent/domain/promotions/promotion.ts';
import { happyHours } from './happy-hours.ts';
import { messages, nextVisit } from './messages.ts';
import { gifts, multibuys } from './multibuy.ts';
import { accrualPromotions, extraPoints, multipliers } from './points.ts';
import { clearancePromotions, shelfPromotions } from './shelf.ts';
import type { Listed, SkuOf } from './vocabulary.ts';
import { couponPromotions, deliveryPromotions, receiptPromotions, roundingPromotions, staffPromotions } from './whole-receipt.ts';

type GroupWithPromotions = PromotionGroup & { promotions: (skuOf: SkuOf) => readonly Listed[] };

/** Groups apply in this order, each on what the one before left; within a group the promotions go by their place. */
const shelves: readonly GroupWithPromotions[] = [
  { id: 'clearance', mode: 'stack', promotions: () => clearancePromotions },
  // The customer always gets the better of two shelf prices, never both
  { id: 'shelf', mode: 'best', on: 'line', promotions: shelfPromotions },
  { id: 'hours', mode: 'first', promotions: () => happyHours },
  { id: 'multibuy', mode: 'best', promotions: multibuys },
  { id: 'gifts', mode: 'first', promotions: gifts },
  { id: 'basket', mode: 'best', promotions: receiptPromotions },
  { id: 'staff', mode: 'stack', promotions: () => staffPromotions },
  { id: 'coupons', mode: 'best', on: 'receipt', promotions: couponPromotions },
  { id: 'delivery', mode: 'first', promotions: () => deliveryPromotions },
  { id: 'rounding', mode: 'first', promotions: () => roundingPromotions },
  { id: 'accrual', mode: 'first', promotions: () => accrualPromotions },
  { id: 'extra-points', mode: 'stack', promotions: () => extraPoints },
  { id: 'multiplier', mode: 'best', promotions: () => multipliers },
  { id: 'next-visit', mode: 'stack', promotions: () => nextVisit },
  { id: 'messages', mode: 'stack', promotions: () => messages },
];

export const groups: readonly PromotionGroup[] = shelves.map(({ promotions: _promotions, ...group }) => group);

export const exclusions: readonly Exclusion[] = [
  // A price on the shelf or an offer on several units, whichever is better for the line
  { groupIds: ['shelf', 'multibuy'], on: 'line', resolve: 'best' },
  // A coupon leaves alone what a happy hour made cheaper
  { groupIds: ['hours', 'coupons'], on: 'line', resolve: 'first' },
  // One discount on the receipt: the chain's own or the coupon's
  { groupIds: ['basket', 'coupons'], on: 'receipt', resolve: 'best' },
];

/** The chain's promotions. Throws where one names a good that the chain does not have. */
export function makePromotions(skuOf: SkuOf): Promotion[] {
  return shelves.flatMap(({ id: groupId, promotions }) => promotions(skuOf).map(({ id, name, ...rest }, place) => ({ id, name, groupId, priority: (place + 1) * 10, ...rest })));
}

import type { Bundle } from '../../../agent/domain/bundle/bundle.ts';
import type { PricedLine, PricedSale } from '../../../agent/domain/pricing/priced-sale.ts';
import { offByEach, offEachLine, pointsByEach } from './examples.ts';

type Words = (priced: PricedSale, bundle: Pick<Bundle, 'promotions'>) => string;

/** What the columns of docs/spec/pricing.md say of a priced sale, in its words. */
export const inWords = {
  gross: ({ grossMinor }) => String(grossMinor),
  discount: ({ discountMinor }) => String(discountMinor),
  paidWithPoints: ({ pointsPaidMinor }) => String(pointsPaidMinor),
  payable: ({ payableMinor }) => String(payableMinor),
  pointsEarned: (priced) => String(priced.pointsEarned),
  pointsSpent: (priced) => String(priced.pointsSpent),
  offEachLine: (priced) => list(offEachLine(priced)),
  offByEachPromotion: (priced, bundle) => list(offByEach(priced, bundle)),
  paidForEachLine: (priced) => list(eachLine(priced, ({ pointsPaidMinor }) => pointsPaidMinor)),
  pointsForEachLine: (priced) => list(eachLine(priced, ({ pointsEarned }) => pointsEarned)),
  pointsByEachPromotion: (priced, bundle) => list(pointsByEach(priced, bundle)),
  discountsOfEachLine: (priced) => eachLine(priced, ({ discounts }) => discounts.map(({ promotionId, amountMinor }) => `${promotionId} ${amountMinor}`).join(' + ')).join('; ').trim(),
  applied: ({ promotions }) => promotions.map(({ promotionId }) => promotionId).join('; '),
  holds: ({ messages }) => (messages.length > 0 ? 'yes' : 'no'),
  redeemable: ({ redeemable }) => String(redeemable.maxPoints),
  limitedBy: ({ redeemable }) => redeemable.limitedBy,
  paidAs: ({ pointsPaidAs }) => pointsPaidAs ?? 'discount',
  spentFrom: ({ pointsSpentFrom = [] }) => pointsSpentFrom.map(({ lotId, points }) => `${lotId} ${points}`).join('; '),
  giftsOffered: ({ gifts = [] }) => gifts.map(({ promotionId, units }) => `${promotionId} ${units}`).join('; '),
  coupons: ({ coupons = [] }) => coupons.map(({ code, couponId, status }) => [code, ...(couponId === undefined ? [] : [couponId]), status].join(' ')).join('; '),
  issued: ({ couponsIssued = [] }) => couponsIssued.map(({ promotionId, count, validFrom, validTo }) => `${promotionId} ${count} ${validFrom} ${validTo}`).join('; '),
  accruals: ({ accruals = [] }) => accruals.map(({ promotionId, points, availableOn = '-', expiresOn = '-' }) => `${promotionId} ${points} ${availableOn} ${expiresOn}`).join('; '),
  exact: ({ trace }) => (trace?.exact === true ? 'yes' : 'no'),
} satisfies Record<string, Words>;

export type Outcome = keyof typeof inWords;

function eachLine<T>({ lines }: PricedSale, of: (line: PricedLine) => T): T[] {
  return lines.map(of);
}

function list(numbers: readonly number[]): string {
  return numbers.join('; ');
}

/** The whole pipeline for one way of assigning lines to promotions, as the sale that it makes. */
import type { PricedLine, PricedSale } from '../../../../agent/domain/pricing/priced-sale.ts';
import type { Promotion } from '../../../../agent/domain/promotions/promotion.ts';
import { sum } from './arithmetic.ts';
import { couponResults } from './coupons.ts';
import { addDays } from './days.ts';
import { type Bars, discount, type Discounted } from './discounts.ts';
import type { Entry } from './entries.ts';
import { promotionHolds } from './holds.ts';
import type { Line } from './lines.ts';
import { earn, type Earned } from './points.ts';
import { redeem, type Redeemed } from './redemption.ts';
import { selects } from './selects.ts';
import { countingCustomer, type World } from './world.ts';

export interface Answer {
  sale: PricedSale;
  /** Ids of the lines whose units each promotion used, of those that gave something */
  used: Map<Entry, string[]>;
}

export function answer(entries: readonly Entry[], world: World, hash: string, bars: Bars): Answer {
  const { bundle, input } = world;
  const { basket } = input;
  const discounted = discount(entries, world, bars);
  const { lines } = discounted;
  const redeemed = redeem(lines, world);
  const earns = countingCustomer(input) !== undefined && basket.external === undefined;
  const earned = earns ? earn(entries, lines, (line) => (bundle.redemption.earnsOnPointsPaid === true ? line.left : line.left - paidOf(redeemed, line)), world) : [];
  const later = entries.filter(({ stage, promotion }) => (stage === 'coupon' || stage === 'message') && promotionHolds(promotion, lines, world) && lines.some((line) => selects(promotion.goods, line, line.left, world))).map(({ promotion }) => promotion);
  const priced = basket.lines.flatMap(({ lineId }) => lines.filter((line) => line.basket.lineId === lineId)).map((line) => pricedLine(line, redeemed, earned));
  const total = (amountOf: (line: PricedLine) => number): number => sum(priced.map(amountOf));
  const promotions = namedPromotions(entries, discounted, earned);
  const gave = [...bundle.promotions.filter(({ id }) => promotions.some(({ promotionId }) => promotionId === id)), ...discounted.gifts.map(({ promotion }) => promotion), ...later];
  const accruals = earned.flatMap((entry) => accrualOf(entry, world.today));
  const issued = later.flatMap((promotion) => issuedBy(promotion, world.today));

  const sale: PricedSale = {
    semantics: 1,
    bundle: { serial: bundle.serial, hash },
    lines: priced,
    grossMinor: total((line) => line.grossMinor),
    discountMinor: total((line) => line.grossMinor - line.netMinor),
    netMinor: total((line) => line.netMinor),
    pointsSpent: redeemed.pointsSpent,
    pointsPaidMinor: total((line) => line.pointsPaidMinor),
    payableMinor: total((line) => line.payableMinor),
    pointsEarned: total((line) => line.pointsEarned),
    promotions,
    redeemable: redeemed.redeemable,
    messages: later.flatMap(({ id, reward }) => (reward.kind === 'message' ? [{ promotionId: id, to: reward.to, text: reward.text }] : [])),
    ...(basket.coupons === undefined || basket.coupons.length === 0 ? {} : { coupons: couponResults(bundle, input, gave) }),
    ...(discounted.gifts.length === 0 ? {} : { gifts: discounted.gifts.map(({ promotion: { id, name }, skus, units }) => ({ promotionId: id, name, skus, units })) }),
    ...(accruals.length === 0 ? {} : { accruals }),
    ...(issued.length === 0 ? {} : { couponsIssued: issued }),
    ...(redeemed.spentFrom.length === 0 ? {} : { pointsSpentFrom: redeemed.spentFrom }),
    ...(bundle.redemption.as === 'tender' && redeemed.pointsSpent > 0 ? { pointsPaidAs: 'tender' as const } : {}),
    ...(basket.external === undefined ? {} : { external: basket.external }),
  };
  return { sale, used: new Map([...discounted.used].map(([entry, used]) => [entry, used.map((line) => line.basket.lineId)])) };
}

function paidOf(redeemed: Redeemed, line: Line): number {
  return redeemed.paidMinor.get(line) ?? 0;
}

function pricedLine(line: Line, redeemed: Redeemed, earned: readonly Earned[]): PricedLine {
  const { lineId, sku, quantityMilli, unitPriceMinor } = line.basket;
  const pointsPaidMinor = paidOf(redeemed, line);
  return {
    lineId, sku, quantityMilli, unitPriceMinor,
    grossMinor: line.gross,
    discounts: line.discounts,
    netMinor: line.left,
    pointsPaidMinor,
    pointsSpent: redeemed.spent.get(line) ?? 0,
    payableMinor: line.left - pointsPaidMinor,
    pointsEarned: sum(earned.map(({ byLine }) => byLine.get(line) ?? 0)),
  };
}

/** What came with an order from promotions that the bundle does not know stands first; then all in the order of application. */
function namedPromotions(entries: readonly Entry[], { lines }: Discounted, earned: readonly Earned[]): PricedSale['promotions'] {
  const discounts = lines.flatMap((line) => line.discounts);
  const known = new Set(entries.map(({ promotion }) => promotion.id));
  const unknown = [...new Set(discounts.map(({ promotionId }) => promotionId))].filter((id) => !known.has(id)).toSorted();
  const all = [...unknown.map((id) => ({ id, name: { ru: id } })), ...entries.map(({ promotion }) => promotion)];
  return all
    .map(({ id, name }) => ({
      promotionId: id,
      name,
      discountMinor: sum(discounts.filter(({ promotionId }) => promotionId === id).map(({ amountMinor }) => amountMinor)),
      points: sum(earned.filter(({ promotion }) => promotion.id === id).flatMap(({ byLine }) => [...byLine.values()])),
    }))
    .filter(({ discountMinor, points }) => discountMinor > 0 || points > 0);
}

function accrualOf({ promotion, byLine }: Earned, today: string): NonNullable<PricedSale['accruals']> {
  const { pendingDays, expiresAfterDays } = promotion.reward as { pendingDays?: number; expiresAfterDays?: number };
  if (pendingDays === undefined && expiresAfterDays === undefined) return [];
  const availableOn = addDays(today, pendingDays ?? 0);
  return [{
    promotionId: promotion.id,
    points: sum([...byLine.values()]),
    ...(pendingDays === undefined ? {} : { availableOn }),
    ...(expiresAfterDays === undefined ? {} : { expiresOn: addDays(availableOn, expiresAfterDays) }),
  }];
}

function issuedBy({ id, reward }: Promotion, today: string): NonNullable<PricedSale['couponsIssued']> {
  if (reward.kind !== 'issue-coupon') return [];
  const validFrom = addDays(today, reward.fromDays);
  return [{ promotionId: id, couponId: reward.couponId, count: reward.count, validFrom, validTo: addDays(validFrom, reward.days - 1) }];
}

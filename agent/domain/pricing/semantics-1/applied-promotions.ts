import type { PricedSale } from '../priced-sale.ts';
import type { WorkingSale } from './working-sale.ts';

type AppliedPromotions = PricedSale['promotions'];

/** What each promotion gave, in the order of application; before them those of an order that this bundle does not know, by the name that the order has for them. */
export function appliedPromotions({ applied, lines, compiled }: WorkingSale): AppliedPromotions {
  const own = applied.map(({ promotion: { id, name }, discountMinor, points }) => ({ promotionId: id, name, discountMinor, points }));
  const kept = lines.flatMap((line) => line.kept);
  if (kept.length === 0) return own;
  const foreign = kept
    .filter(({ promotionId }) => !compiled.promotionsById.has(promotionId))
    .map(({ promotionId, amountMinor }) => ({ promotionId, name: { ru: promotionId }, discountMinor: amountMinor, points: 0 }));
  return eachOnce([...foreign, ...own]);
}

/** A promotion may have given a discount when the order was priced, and points now. */
function eachOnce(promotions: AppliedPromotions): AppliedPromotions {
  const byId = new Map<string, AppliedPromotions[number]>();
  for (const promotion of promotions) {
    const first = byId.get(promotion.promotionId);
    if (first === undefined) {
      byId.set(promotion.promotionId, promotion);
    } else {
      first.discountMinor += promotion.discountMinor;
      first.points += promotion.points;
    }
  }
  return [...byId.values()];
}

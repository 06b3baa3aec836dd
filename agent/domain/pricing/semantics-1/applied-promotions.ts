import type { PricedSale } from '../priced-sale.ts';
import type { Applied, WorkingSale } from './working-sale.ts';

type AppliedPromotions = PricedSale['promotions'];

/** What each promotion gave, in the order of application; before them, by id, those of an order that this bundle does not know. */
export function appliedPromotions({ applied, lines, compiled }: WorkingSale): AppliedPromotions {
  if (lines.every(({ kept }) => kept.length === 0)) return applied.map(entryOf);
  const foreign = lines
    .flatMap(({ kept }) => kept)
    .filter(({ promotionId }) => compiled.promotions.find(promotionId) === undefined)
    .toSorted((a, b) => (a.promotionId < b.promotionId ? -1 : 1))
    .map(({ promotionId, amountMinor }) => ({ promotionId, name: { ru: promotionId }, discountMinor: amountMinor, points: 0 }));
  // A promotion that gave a discount when the order was priced may give points now.
  const own = applied.toSorted((a, b) => a.promotion.ordinal - b.promotion.ordinal).map(entryOf);
  return eachOnce([...foreign, ...own]);
}

function entryOf({ promotion: { id, name }, discountMinor, points }: Applied): AppliedPromotions[number] {
  return { promotionId: id, name, discountMinor, points };
}

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

import type { CompiledBundle } from '../../bundle/compiled.ts';
import type { PricedSale } from '../priced-sale.ts';
import type { WorkingSale } from './working-sale.ts';

type AppliedPromotions = PricedSale['promotions'];

/** What each promotion gave, in the order of application; before them, by id, those of an order that this bundle does not know. */
export function appliedPromotions({ applied, lines, compiled }: WorkingSale): AppliedPromotions {
  if (lines.every(({ kept }) => kept.length === 0)) return applied;
  const foreign = lines
    .flatMap(({ kept }) => kept)
    .filter(({ promotionId }) => compiled.promotions.find(promotionId) === undefined)
    .toSorted((a, b) => (a.promotionId < b.promotionId ? -1 : 1))
    .map(({ promotionId, amountMinor }) => ({ promotionId, name: { ru: promotionId }, discountMinor: amountMinor, points: 0 }));
  // A promotion that gave a discount when the order was priced may give points now.
  return eachOnce([...foreign, ...applied.toSorted((a, b) => ordinalOf(compiled, a) - ordinalOf(compiled, b))]);
}

function ordinalOf({ promotions }: CompiledBundle, { promotionId }: AppliedPromotions[number]): number {
  return promotions.find(promotionId)?.ordinal ?? 0;
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

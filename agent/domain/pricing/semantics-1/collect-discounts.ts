import type { CompiledPromotion } from '../../promotions/compiled-promotion.ts';
import type { Applied, WorkingSale } from './working-sale.ts';

/** What each promotion of the bundle took off the lines, in the order of application. */
export function collectDiscounts({ lines, compiled }: WorkingSale): Applied[] {
  const byPromotion = new Map<CompiledPromotion, Applied>();
  for (const { discounts } of lines) {
    for (const { promotionId, amountMinor } of discounts) {
      const promotion = compiled.promotionsById.get(promotionId);
      // An order may bring along a promotion that this bundle does not know.
      if (promotion === undefined) continue;
      const applied = byPromotion.get(promotion);
      if (applied === undefined) byPromotion.set(promotion, { promotion, discountMinor: amountMinor, points: 0 });
      else applied.discountMinor += amountMinor;
    }
  }
  return byPromotion.size < 2 ? [...byPromotion.values()] : [...byPromotion.values()].sort((a, b) => a.promotion.ordinal - b.promotion.ordinal);
}

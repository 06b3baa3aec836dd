import type { CompiledPromotion } from '../../promotions/compiled-promotion.ts';
import type { WorkingLine } from './working-line.ts';
import type { Applied, WorkingSale } from './working-sale.ts';

/** What each promotion of the bundle took off the lines, in the order of application. */
export function collectDiscounts({ lines, compiled }: WorkingSale): Applied[] {
  const byPromotion = new Map<CompiledPromotion, Applied>();
  for (const line of lines) {
    if (line.kept.length > 0) collectKept(line, compiled.promotionsById, byPromotion);
    for (let place = 0; place < line.givenBy.length; place += 1) {
      const promotion = line.givenBy[place];
      const discount = line.discounts[line.kept.length + place];
      if (promotion !== undefined && discount !== undefined) add(byPromotion, promotion, discount.amountMinor);
    }
  }
  const applied = [...byPromotion.values()];
  return applied.length < 2 ? applied : applied.sort((a, b) => a.promotion.ordinal - b.promotion.ordinal);
}

/** An order may bring along a promotion that this bundle does not know: its discount is on the line, and nowhere else. */
function collectKept({ kept }: WorkingLine, promotions: ReadonlyMap<string, CompiledPromotion>, into: Map<CompiledPromotion, Applied>): void {
  for (const { promotionId, amountMinor } of kept) {
    const promotion = promotions.get(promotionId);
    if (promotion !== undefined) add(into, promotion, amountMinor);
  }
}

function add(into: Map<CompiledPromotion, Applied>, promotion: CompiledPromotion, amountMinor: number): void {
  const applied = into.get(promotion);
  if (applied === undefined) into.set(promotion, { promotion, discountMinor: amountMinor, points: 0 });
  else applied.discountMinor += amountMinor;
}

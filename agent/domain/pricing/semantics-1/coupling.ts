import type { CompiledPromotion } from '../../promotions/compiled-promotion.ts';
import { collectDiscounts } from './collect-discounts.ts';
import { concerns } from './gather.ts';
import type { WorkingLine } from './working-line.ts';
import type { WorkingSale } from './working-sale.ts';

/**
 * Can what is chosen for one line change what another costs, or make a discount of today dearer tomorrow? Then the lines must be chosen together.
 * Without that, less left of a line is never more to pay: every reward takes at most what is left and leaves no less of more.
 * Asked after the discounts were applied once.
 */
export function isCoupled(sale: WorkingSale): boolean {
  return sale.compiled.contests.lookers.some((promotion) => sale.lines.some((line) => concerns(promotion, line, sale) || promotion.looksAtNet)) || sharesUnevenly(sale);
}

/** Does a promotion that divides one amount over lines come before another that acts on other lines of them? How the amount falls then decides what the later one finds. */
function sharesUnevenly(sale: WorkingSale): boolean {
  const applied = collectDiscounts(sale);
  const from = applied.findIndex(({ promotion }) => divides(promotion));
  if (from < 0 || from === applied.length - 1) return false;
  const places = linesByPromotion(sale);
  return applied.some(({ promotion }, place) => {
    if (place < from || !divides(promotion)) return false;
    const own = places.get(promotion.id) ?? [];
    return own.length > 1 && applied.slice(place + 1).some((later) => !isSame(own, places.get(later.promotion.id) ?? []));
  });
}

function divides({ stage, reward, limits }: CompiledPromotion): boolean {
  return stage === 'basket' || reward.kind === 'sets' || limits.discountMinor !== undefined || limits.budget !== undefined;
}

function linesByPromotion({ lines }: WorkingSale): Map<string, WorkingLine[]> {
  const places = new Map<string, WorkingLine[]>();
  for (const line of lines) {
    for (const { promotionId } of line.discounts) {
      const own = places.get(promotionId);
      if (own === undefined) places.set(promotionId, [line]);
      else own.push(line);
    }
  }
  return places;
}

/** Both lists are in the order of the basket. */
function isSame(one: readonly WorkingLine[], other: readonly WorkingLine[]): boolean {
  return one.length === other.length && one.every((line, place) => line === other[place]);
}

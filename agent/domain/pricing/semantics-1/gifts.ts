import type { CompiledPromotion } from '../../promotions/compiled-promotion.ts';
import type { PricedSale } from '../priced-sale.ts';
import { inOrderGiven } from './given.ts';
import { rivalryOf } from './rivalry.ts';
import { unitsMissing } from './units/propose-units.ts';
import { holds, type WorkingSale } from './working-sale.ts';

/** The gifts that the customer may still take; undefined where there are none. */
export function offerGifts(sale: WorkingSale): PricedSale['gifts'] {
  const { compiled } = sale;
  const { gifts } = compiled;
  if (gifts.length === 0) return undefined;
  const offered: NonNullable<PricedSale['gifts']> = [];
  /** What the customer has or may have, in turn: a gift that does not go with it could not be had */
  let there: Set<CompiledPromotion> | undefined;
  for (const promotion of gifts) {
    if (!holds(sale, promotion)) continue;
    const { goods } = promotion.promotion;
    const missing = unitsMissing(promotion, sale.lines.filter((line) => promotion.selects(line, sale.facts)));
    // Gifts are named by sku: `check-promotion` sees to it.
    if (missing === 0 || goods.kind !== 'sku') continue;
    there ??= new Set(sale.lines.flatMap(({ given }) => inOrderGiven(given).map(({ ordinal }) => compiled.promotions.at(ordinal))));
    if ([...there].some((other) => keepsAway(sale, other, promotion))) continue;
    there.add(promotion);
    offered.push({ promotionId: promotion.id, name: promotion.name, skus: [...goods.skus], units: missing });
  }
  return offered.length === 0 ? undefined : offered;
}

/** Gifts of a group that chooses are not for different lines: they would all be given. */
function keepsAway(sale: WorkingSale, other: CompiledPromotion, gift: CompiledPromotion): boolean {
  const rivalry = rivalryOf(sale, gift, other);
  return rivalry?.on === 'receipt' || (rivalry?.key === 'lost.group' && other.reward.kind === 'gift');
}

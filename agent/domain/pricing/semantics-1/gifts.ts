import type { PricedSale } from '../priced-sale.ts';
import { unitsMissing } from './units/propose-units.ts';
import { holds, type WorkingSale } from './working-sale.ts';

/** The gifts that the customer may still take; undefined where there are none. */
export function offerGifts(sale: WorkingSale): PricedSale['gifts'] {
  const { gifts } = sale.compiled;
  if (gifts.length === 0) return undefined;
  const offered = gifts.flatMap((promotion) => {
    if (!holds(sale, promotion)) return [];
    const { goods } = promotion.promotion;
    const missing = unitsMissing(promotion, sale.lines.filter((line) => promotion.selects(line, sale.facts)));
    // Gifts are named by sku: `check-promotion` sees to it.
    return missing === 0 || goods.kind !== 'sku' ? [] : [{ promotionId: promotion.id, name: promotion.name, skus: [...goods.skus], units: missing }];
  });
  return offered.length === 0 ? undefined : offered;
}

import type { SaleView } from '../../../agent/contract/sale.ts';
import type { Localized } from '../../../agent/contract/words/localized.ts';

/** What one promotion took off the whole receipt. Without a name: all the others together, which `count` tells. */
export type Saving = { id: string; name: Localized; amountMinor: number } | { id: 'others'; count: number; amountMinor: number };

/** As many as fit beside the customer on a small screen. */
const shown = 4;

/** The promotions of the receipt by what they saved, most first; the sum of all is the discount. */
export function savedBy({ promotions }: Pick<SaleView['priced'], 'promotions'>): Saving[] {
  const all = promotions
    .filter((promotion) => promotion.discountMinor > 0)
    .map(({ promotionId, name, discountMinor }) => ({ id: promotionId, name, amountMinor: discountMinor }))
    .toSorted((a, b) => b.amountMinor - a.amountMinor);
  if (all.length <= shown) return all;
  const others = all.slice(shown - 1);
  return [...all.slice(0, shown - 1), { id: 'others', count: others.length, amountMinor: others.reduce((sum, each) => sum + each.amountMinor, 0) }];
}

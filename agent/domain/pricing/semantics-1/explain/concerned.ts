import { type CompiledPromotion, concernsLine } from '../../../promotions/compiled-promotion.ts';
import { turnCount } from '../../../promotions/promotion-index.ts';
import type { Localized } from '../../../scalars.ts';
import type { PricedSale } from '../../priced-sale.ts';
import { gather } from '../gather.ts';
import type { WorkingLine } from '../working-line.ts';
import type { WorkingSale } from '../working-sale.ts';
import { standAfter } from './stand.ts';
import type { Taken } from './taken.ts';

/** A promotion that somebody at the till could ask about. */
export interface Concerned {
  readonly promotionId: string;
  readonly name: Localized;
  /** Undefined where an order brought it along and the bundle does not know it */
  readonly promotion: CompiledPromotion | undefined;
  /** The lines of its goods, whatever was taken off them in this sale */
  readonly lines: readonly WorkingLine[];
}

/** In the order of application: whatever concerns a line, whether its condition holds or not, and what gave or offers something without concerning one. */
export function concernedBy(sale: WorkingSale, final: Taken, priced: PricedSale): Concerned[] {
  standAfter(sale, final, () => false);
  const all: readonly number[] = Array.from({ length: turnCount }, (_, turn) => turn);
  const found = all
    .flatMap((turn) => gather(sale, turn, 'all'))
    .sort((a, b) => a.promotion.ordinal - b.promotion.ordinal)
    .map(({ promotion, lines }): Concerned => ({ promotionId: promotion.id, name: promotion.name, promotion, lines: lines.filter((line) => concernsLine(promotion, line, sale.facts)) }))
    .filter(({ lines }) => lines.length > 0);
  const ids = new Set(found.map(({ promotionId }) => promotionId));
  for (const { promotionId, name } of [...priced.promotions, ...(priced.gifts ?? [])]) {
    if (ids.has(promotionId)) continue;
    ids.add(promotionId);
    found.push({ promotionId, name, promotion: sale.compiled.promotions.find(promotionId), lines: [] });
  }
  return found;
}

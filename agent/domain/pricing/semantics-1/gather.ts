import type { CompiledPromotion } from '../../promotions/compiled-promotion.ts';
import type { Reward } from '../../promotions/promotion.ts';
import { type Turn } from '../../promotions/promotion-index.ts';
import type { WorkingLine } from './working-line.ts';
import { holds, type WorkingSale } from './working-sale.ts';

/** A promotion that holds, with the lines that its goods select (of `buy-get` and `sets`: that it may concern), in the order of the basket. At least one. */
export interface Gathered<R extends Reward = Reward> {
  readonly promotion: CompiledPromotion<R>;
  readonly lines: readonly WorkingLine[];
}

/** The promotions whose turn it is and that concern this basket, in the order of application. */
export function gather<R extends Reward>(sale: WorkingSale, turn: Turn, isIn: (sale: WorkingSale, promotion: CompiledPromotion) => boolean = holds): Gathered<R>[] {
  const { index } = sale.compiled;
  if (index.isUsed[turn] !== true) return [];
  const found: Gathered[] = [];
  const filed = new Map<CompiledPromotion, WorkingLine[]>();
  for (const promotion of index.everywhere[turn] ?? []) {
    if (!isIn(sale, promotion)) continue;
    const lines = promotion.promotion.goods.kind === 'all' && promotion.parts.length === 0 ? sale.goodsLines : sale.lines.filter((line) => concerns(promotion, line, sale));
    if (lines.length > 0) found.push({ promotion, lines });
  }
  for (const [place, line] of sale.lines.entries()) {
    for (const promotion of sale.promotionsOf[place]?.[turn] ?? []) {
      if (!isIn(sale, promotion) || !concerns(promotion, line, sale)) continue;
      const lines = filed.get(promotion);
      if (lines === undefined) {
        const own = [line];
        filed.set(promotion, own);
        found.push({ promotion, lines: own });
      } else {
        lines.push(line);
      }
    }
  }
  if (filed.size > 0) found.sort((a, b) => a.promotion.ordinal - b.promotion.ordinal);
  // The turn names the stage, and the stage the rewards.
  return found as Gathered<R>[];
}

/** Does the promotion hold, or may it when its stage begins? */
export function mayHold(sale: WorkingSale, promotion: CompiledPromotion): boolean {
  return promotion.looksAtNet || holds(sale, promotion);
}

/** Has the line to do with the promotion: does it take something off it, or need it for that? */
export function concerns({ selects, buys, parts }: CompiledPromotion, line: WorkingLine, sale: WorkingSale): boolean {
  if (buys === undefined && parts.length === 0) return selects(line, sale.facts);
  return (
    (buys !== undefined && (selects(line, sale.facts) || buys(line, sale.facts))) ||
    parts.some((set) => set.some((selectsPart) => selectsPart(line, sale.facts)))
  );
}

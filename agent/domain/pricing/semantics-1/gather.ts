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
  if ((sale.turns & (1 << turn)) === 0) return none as Gathered<R>[];
  const { index } = sale.compiled;
  const found: Gathered[] = [];
  const filed = new Map<CompiledPromotion, WorkingLine[]>();
  for (const promotion of index.everywhere.byTurn[turn] ?? []) {
    if (!isIn(sale, promotion)) continue;
    const lines = promotion.promotion.goods.kind === 'all' && promotion.parts.length === 0 ? sale.goodsLines : sale.lines.filter((line) => concerns(promotion, line, sale));
    if (lines.length > 0) found.push({ promotion, lines });
  }
  for (const line of sale.lines) {
    if ((line.promotions.turns & (1 << turn)) === 0) continue;
    for (const promotion of line.promotions.byTurn[turn] ?? []) {
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

const none: Gathered[] = [];

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

import { type CompiledPromotion, concernsLine } from '../../promotions/compiled-promotion.ts';
import { hasRoomForCustomer } from '../../promotions/customer-limit.ts';
import type { Reward } from '../../promotions/promotion.ts';
import { type Turn } from '../../promotions/promotion-index.ts';
import { hasTwoRounds } from '../../promotions/stages.ts';
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
    const lines = promotion.promotion.goods.kind === 'all' && promotion.parts.length === 0 ? sale.goodsLines : sale.lines.filter((line) => mayConcern(promotion, line, sale));
    if (lines.length > 0) found.push({ promotion, lines });
  }
  for (const line of sale.lines) {
    if ((line.promotions.turns & (1 << turn)) === 0) continue;
    for (const promotion of line.promotions.byTurn[turn] ?? []) {
      if (!isIn(sale, promotion) || (!promotion.isStatic && !mayConcern(promotion, line, sale))) continue;
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

/** A discount on goods that were, or were not, discounted is asked again at its turn: what comes before it in its stage decides. */
function mayConcern(promotion: CompiledPromotion, line: WorkingLine, sale: WorkingSale): boolean {
  return (promotion.looksAtDiscounts && hasTwoRounds(promotion.stage)) || concernsLine(promotion, line, sale.facts);
}

/** Does the promotion hold, or may it when its stage begins? */
export function mayHold(sale: WorkingSale, promotion: CompiledPromotion): boolean {
  return promotion.looksAtNet ? sale.compiled.timetable.isOn(promotion.ordinal, sale.facts) && promotion.mayHold(sale.facts) && hasRoomForCustomer(promotion, sale.facts) : holds(sale, promotion);
}

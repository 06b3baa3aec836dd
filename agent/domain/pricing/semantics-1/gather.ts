import { type CompiledPromotion, concernsLine } from '../../promotions/compiled-promotion.ts';
import { hasRoomForCustomer } from '../../promotions/customer-limit.ts';
import type { Reward } from '../../promotions/promotion.ts';
import type { PromotionsOfGood, Turn } from '../../promotions/promotion-index.ts';
import { hasTwoRounds } from '../../promotions/stages.ts';
import { holdsPlainly } from '../../promotions/plain-conditions.ts';
import type { WorkingLine } from './working-line.ts';
import { hasTurn, holdsNow, type WorkingSale } from './working-sale.ts';

/** A promotion that holds, with the lines that its goods select (of `buy-get` and `sets`: that it may concern), in the order of the basket. At least one. */
export interface Gathered<R extends Reward = Reward> {
  readonly promotion: CompiledPromotion<R>;
  readonly lines: readonly WorkingLine[];
}

/** Which promotions are asked for: those that hold, those that may hold when their stage begins, or all that have to do with the basket. */
type Wanted = 'holding' | 'may-hold' | 'all';

/** The promotions whose turn it is and that concern this basket, in the order of application; of one group, where it is named by its index. */
export function gather<R extends Reward>(sale: WorkingSale, turn: Turn, wanted: Wanted = 'holding', group?: number): Gathered<R>[] {
  if (!hasTurn(sale, turn)) return none;
  const { index } = sale.compiled;
  const found: Gathered[] = [];
  let filed: Map<CompiledPromotion, WorkingLine[]> | undefined;
  for (const promotion of wantedOf(index.everywhere, turn, sale, wanted, group)) {
    const lines = promotion.isForAllGoods ? sale.goodsLines : sale.lines.filter((line) => mayConcern(promotion, line, sale));
    if (lines.length > 0) found.push({ promotion, lines });
  }
  for (const line of sale.lines) {
    if ((line.promotions.turns & (1 << turn)) === 0) continue;
    for (const promotion of wantedOf(line.promotions, turn, sale, wanted, group)) {
      if (!promotion.isStatic && !mayConcern(promotion, line, sale)) continue;
      const lines = filed?.get(promotion);
      if (lines === undefined) {
        const own = [line];
        (filed ??= new Map()).set(promotion, own);
        found.push({ promotion, lines: own });
      } else {
        lines.push(line);
      }
    }
  }
  if (filed !== undefined) found.sort((a, b) => a.promotion.ordinal - b.promotion.ordinal);
  // The turn names the stage, and the stage the rewards.
  return found as Gathered<R>[];
}

const none: never[] = [];

/** A discount on goods that were, or were not, discounted is asked again at its turn: what comes before it in its stage decides. */
function mayConcern(promotion: CompiledPromotion, line: WorkingLine, sale: WorkingSale): boolean {
  return (promotion.looksAtDiscounts && hasTwoRounds(promotion.stage)) || concernsLine(promotion, line, sale.facts);
}

function wantedOf({ byTurn }: PromotionsOfGood, turn: Turn, sale: WorkingSale, wanted: Wanted, group: number | undefined): readonly CompiledPromotion[] {
  const listed = byTurn[turn];
  if (listed === undefined) return none;
  const { promotions, plain } = listed;
  if (wanted === 'all') return promotions;
  const found: CompiledPromotion[] = [];
  for (let place = 0; place < promotions.length; place += 1) {
    const promotion = promotions[place];
    if (promotion === undefined || !plain.holds(place, sale.facts) || (group !== undefined && promotion.group.index !== group)) continue;
    if (wanted === 'holding' ? holdsNow(sale, promotion) : mayHoldNow(sale, promotion)) found.push(promotion);
  }
  return found;
}

/** Does the promotion hold, or may it when its stage begins? */
export function mayHold(sale: WorkingSale, promotion: CompiledPromotion): boolean {
  return holdsPlainly(promotion.plain, sale.facts) && mayHoldNow(sale, promotion);
}

function mayHoldNow(sale: WorkingSale, promotion: CompiledPromotion): boolean {
  return promotion.looksAtNet ? promotion.mayHold(sale.facts) && hasRoomForCustomer(promotion, sale.facts) : holdsNow(sale, promotion);
}

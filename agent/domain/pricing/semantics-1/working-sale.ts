import type { CompiledBundle } from '../../bundle/compiled.ts';
import type { CompiledPromotion } from '../../promotions/compiled-promotion.ts';
import { hasRoomForCustomer } from '../../promotions/customer-limit.ts';
import type { HoldsMemo } from '../../promotions/holds-memo.ts';
import { holdsPlainly } from '../../promotions/plain-conditions.ts';
import type { Turn } from '../../promotions/promotion-index.ts';
import type { SaleFacts } from '../../promotions/sale-facts.ts';
import type { PricedSale } from '../priced-sale.ts';
import type { PricingInput } from '../pricing-input.ts';
import type { Gathered } from './gather.ts';
import type { WorkingLine } from './working-line.ts';

/** A promotion that took something off these lines together. */
export interface Act {
  readonly promotion: CompiledPromotion;
  readonly lines: readonly WorkingLine[];
}

/** A sale on its way through the pipeline. Only the stages of semantics 1 write to it. */
export interface WorkingSale {
  readonly compiled: CompiledBundle;
  readonly input: PricingInput;
  readonly facts: SaleFacts;
  /** In the order of the basket; where equal lines compete, `compareLines` decides */
  readonly lines: readonly WorkingLine[];
  /** The lines without deliveries: those that the selector `all` hits. One list, so that what is computed from it is computed once */
  readonly goodsLines: readonly WorkingLine[];
  /** A bit for each turn in which a promotion may concern any of the lines */
  readonly turns: number;
  /** The same for those that are found by the goods of lines */
  readonly turnsOfLines: number;
  /** What the receipt's cap allows to take off altogether */
  readonly receiptCapMinor: number;
  readonly memo: HoldsMemo;
  /** By turn, once they were asked for: promotions on several lines that may hold when their stage begins (`gather`) */
  readonly mayHold: (readonly Gathered[] | undefined)[];
  /** The line stage chose a promotion of a `best` group for some line */
  hasLineChoices: boolean;
  /** By how much the closest of these choices was won: what the next best, or nobody, would have left more of the line */
  closestWinMinor: number;
  /** What the basket stage chose in `best` groups, with the lines of all that would have given something */
  basketChoices: { readonly ordinal: number; readonly lines: readonly WorkingLine[]; readonly isTie: boolean }[];
  /** What acted on several lines together, in the order of application */
  acts: Act[];
  /** A promotion that asks for a coupon took something off a line by itself */
  hasCouponLines: boolean;
  /** In the order in which they acted */
  applied: PricedSale['promotions'];
  /** Points given that cannot be spent at once, or that expire; undefined where there are none */
  accruals: PricedSale['accruals'];
}

/** Does the promotion's condition hold, and has its limit of a customer room? Asked once a sale, or each time where the answer may change from stage to stage. */
export function holds(sale: WorkingSale, promotion: CompiledPromotion): boolean {
  return holdsPlainly(promotion.plain, sale.facts) && holdsNow(sale, promotion);
}

/** The same where what is plain of its condition is known to hold. */
export function holdsNow(sale: WorkingSale, promotion: CompiledPromotion): boolean {
  if (promotion.isUnconditional) return true;
  if (promotion.looksAtNet) return ask(sale, promotion);
  return sale.memo.recall(promotion.ordinal) ?? sale.memo.keep(promotion.ordinal, ask(sale, promotion));
}

function ask({ facts }: WorkingSale, promotion: CompiledPromotion): boolean {
  return promotion.holdsBesidesPlain(facts) && hasRoomForCustomer(promotion, facts);
}

/** May any promotion of the turn concern the sale? */
export function hasTurn({ turns }: WorkingSale, turn: Turn): boolean {
  return (turns & (1 << turn)) !== 0;
}

/** From here on conditions see what the stages before left. */
export function beginStage({ lines }: WorkingSale): void {
  for (const line of lines) line.stageMinor = line.leftMinor;
}

import { compileCondition, type ConditionContext, type HoldsForSale, looksAtNet } from './compile-condition.ts';
import { compileSelector, isStaticSelector, looksAtDiscounts, type SelectsLine } from './compile-selector.ts';
import type { LineFacts, SaleFacts } from './sale-facts.ts';
import type { GoodsSelector, Limits, Off, Promotion, PromotionGroup, Reward } from './promotion.ts';
import { dividePlain, nothingMore, type PlainCondition, type TierBits } from './plain-conditions.ts';
import type { Outline } from './promotion-outline.ts';
import type { Stage } from './stages.ts';
import { type WholeOff, wholeOffOf } from './whole-off.ts';

/** A promotion ready to be asked: does it hold, which lines does it hit, when is its turn. */
export interface CompiledPromotion<R extends Reward = Reward> {
  readonly promotion: Promotion;
  readonly id: string;
  readonly name: Promotion['name'];
  readonly reward: R;
  readonly limits: Limits;
  readonly group: CompiledGroup;
  readonly stage: Stage;
  /** 1: it asks for a coupon, and acts after all that do not */
  readonly round: 0 | 1;
  /** Its place in the order of application, over the whole bundle */
  readonly ordinal: number;
  /** What of its condition is plain: its row of the table */
  readonly plain: PlainCondition;
  /** Does the rest of its condition hold? */
  readonly holdsBesidesPlain: HoldsForSale;
  /** It asks for nothing but what is plain */
  readonly isUnconditional: boolean;
  /** May it hold in this sale, whatever discounts leave? */
  readonly mayHold: HoldsForSale;
  /** Its condition may answer otherwise from stage to stage */
  readonly looksAtNet: boolean;
  readonly selects: SelectsLine;
  /** `selects` answers the same for a good for ever */
  readonly isStatic: boolean;
  /** It has to do with all goods, and with nothing else */
  readonly isForAllGoods: boolean;
  /** Its goods are those from which nothing was taken off */
  readonly looksAtDiscounts: boolean;
  /** Of `goods-…` off all units of a line, which most promotions are: where it need not be fetched */
  readonly wholeOff: WholeOff;
  /** Of `goods-…`: what is taken off each unit, or once off the line */
  readonly off: Off | { readonly kind: 'line-amount'; readonly amountMinor: number } | undefined;
  /** Of `buy-get`: the goods to be bought */
  readonly buys: SelectsLine | undefined;
  /** Of `sets`: by set and part */
  readonly parts: readonly (readonly SelectsLine[])[];
}

export interface CompiledGroup {
  readonly id: string;
  readonly mode: PromotionGroup['mode'];
  readonly on: 'line' | 'receipt';
  /** Its place in the bundle */
  readonly index: number;
}

export function compileGroups(groups: readonly PromotionGroup[]): CompiledGroup[] {
  return groups.map(({ id, mode, on = 'line' }, index) => ({ id, mode, on, index }));
}

/** Has the line to do with the promotion: does it take something off it, or need it for that? */
export function concernsLine({ selects, buys, parts }: CompiledPromotion, line: LineFacts, sale: Pick<SaleFacts, 'favourite'>): boolean {
  for (const set of parts) for (const selectsPart of set) if (selectsPart(line, sale)) return true;
  if (parts.length > 0) return false;
  return selects(line, sale) || buys?.(line, sale) === true;
}

/** The selector of every line that may have to do with the promotion: what it takes something off, and what must be bought for it. */
export function concernedGoods({ goods, reward }: Promotion): GoodsSelector {
  if (reward.kind === 'buy-get') return { kind: 'any', of: [goods, reward.buy] };
  return reward.kind === 'sets' ? { kind: 'any', of: reward.sets.flatMap(({ parts }) => parts.map((part) => part.goods)) } : goods;
}

/** What of the bundle promotions are resolved against. */
export interface PromotionContext extends ConditionContext {
  readonly tierBits: TierBits;
}

/** Makes a promotion ready to be asked. */
export function compilePromotion({ promotion, group, stage, round, ordinal }: Outline, context: PromotionContext): CompiledPromotion {
  const { id, name, reward, limits = noLimits, when, goods } = promotion;
  const concerned = concernedGoods(promotion);
  const { plain, rest } = dividePlain(when, context.tierBits);
  const holdsBesidesPlain = rest === nothingMore ? always : compileCondition(rest, context);
  const looks = looksAtNet(when);
  return {
    // What every line asks of it stands first, together: most of the time of pricing is waiting for memory.
    group,
    ordinal,
    reward,
    isUnconditional: rest === nothingMore && limits.perCustomer === undefined,
    looksAtNet: looks,
    holdsBesidesPlain,
    limits,
    isStatic: isStaticSelector(concerned),
    wholeOff: limits.unitsPerLine === undefined ? wholeOffOf(reward) : 0,
    off: offOf(reward),
    isForAllGoods: concerned.kind === 'all',
    id, round, stage, promotion, name, plain,
    mayHold: looks ? compileCondition(when, context, true) : holdsBesidesPlain,
    selects: compileSelector(goods, context.subtrees),
    looksAtDiscounts: looksAtDiscounts(concerned),
    buys: reward.kind === 'buy-get' ? compileSelector(reward.buy, context.subtrees) : undefined,
    parts: reward.kind === 'sets' ? reward.sets.map(({ parts }) => parts.map((part) => compileSelector(part.goods, context.subtrees))) : noParts,
  };
}

const always: HoldsForSale = () => true;
const noLimits: Limits = {};
const noParts: CompiledPromotion['parts'] = [];

function offOf(reward: Reward): CompiledPromotion['off'] {
  if (reward.kind === 'goods-percent') return { kind: 'percent', basisPoints: reward.basisPoints };
  if (reward.kind === 'goods-amount') return { kind: reward.per === 'line' ? 'line-amount' : 'amount', amountMinor: reward.amountMinor };
  return reward.kind === 'goods-price' ? { kind: 'price', priceMinor: reward.priceMinor } : undefined;
}

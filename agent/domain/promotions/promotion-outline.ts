import { asksForCoupon, looksAtNet } from './compile-condition.ts';
import { looksAtDiscounts } from './compile-selector.ts';
import type { CompiledGroup } from './compiled-promotion.ts';
import type { Promotion } from './promotion.ts';
import type { GoodsSelector } from './selector.ts';
import { hasTwoRounds, type Stage, stageOf, stages } from './stages.ts';

/** What a bundle asks of a promotion before any sale does, found without making it ready. */
export interface Outline {
  readonly promotion: Promotion;
  readonly group: CompiledGroup;
  readonly stage: Stage;
  /** 1: it asks for a coupon, and acts after all that do not */
  readonly round: 0 | 1;
  /** Round, stage and group in one number, in the order of application: ten thousand promotions are compared a hundred thousand times */
  readonly turn: number;
  readonly priority: number;
  readonly id: string;
  /** A discount whose reward is not simply more of more: it looks at what others left (by condition, goods or step), or gives nothing where it is too much */
  readonly looksAtOthers: boolean;
  /** A discount that wants to be alone */
  readonly isExclusive: boolean;
  readonly isGift: boolean;
  /** Its place in the order of application, over the whole bundle */
  ordinal: number;
}

/** Groups that the number can tell apart. A bundle has tens. */
const groupPlaces = 2 ** 24;

/** Without its place in the order. `concerned` are all goods that it may have to do with. */
export function outlineOf(promotion: Promotion, group: CompiledGroup, concerned: GoodsSelector): Outline {
  const { id, priority, when } = promotion;
  const stage = stageOf(promotion);
  const isDiscount = hasTwoRounds(stage);
  const round = isDiscount && asksForCoupon(when) ? 1 : 0;
  // those without rounds come after all that have them
  const turn = ((isDiscount ? round : 1) * stages.length + stages.indexOf(stage)) * groupPlaces + group.index;
  return {
    promotion, group, stage, round, turn, priority, id,
    looksAtOthers: isDiscount && looksAtOthers(promotion, concerned),
    isExclusive: isDiscount && promotion.exclusive !== undefined,
    isGift: promotion.reward.kind === 'gift',
    ordinal: -1,
  };
}

export function compareOutlines(one: Outline, other: Outline): number {
  return one.turn - other.turn || one.priority - other.priority || (one.id < other.id ? -1 : 1);
}

function looksAtOthers({ reward, limits, when }: Promotion, concerned: GoodsSelector): boolean {
  return reward.kind === 'spend-ladder' || limits?.budget?.whenOver === 'skip' || looksAtNet(when) || looksAtDiscounts(concerned);
}

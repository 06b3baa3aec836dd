import { compileCondition, type HoldsForSale } from './compile-condition.ts';
import { compileSelector, type SelectsGood } from './compile-selector.ts';
import type { Promotion, PromotionGroup, Reward } from './promotion.ts';

/** A promotion with its condition and its selector turned into functions. */
export interface CompiledPromotion<R extends Reward = Reward> {
  readonly id: string;
  readonly name: Promotion['name'];
  readonly priority: number;
  readonly groupId: string;
  readonly reward: R;
  readonly holds: HoldsForSale;
  readonly selects: SelectsGood;
}

/** The promotions of one group that act in one stage, in the order in which they apply: by priority, then by id. */
export interface StageGroup<R extends Reward> {
  readonly mode: PromotionGroup['mode'];
  readonly promotions: readonly CompiledPromotion<R>[];
}

export function compilePromotion(promotion: Promotion, subtrees: ReadonlyMap<string, ReadonlySet<string>>): CompiledPromotion {
  const { id, name, priority, groupId, reward, when, goods } = promotion;
  return { id, name, priority, groupId, reward, holds: compileCondition(when, subtrees), selects: compileSelector(goods, subtrees) };
}

/** The groups, in their order, that have a promotion of this stage. */
export function stageGroups<R extends Reward>(
  groups: readonly PromotionGroup[],
  promotions: readonly CompiledPromotion[],
  isOfStage: (reward: Reward) => reward is R,
): StageGroup<R>[] {
  const inOrder = promotions
    .flatMap((promotion) => (isOfStage(promotion.reward) ? [{ ...promotion, reward: promotion.reward }] : []))
    .sort((a, b) => a.priority - b.priority || (a.id < b.id ? -1 : 1));
  return groups
    .map(({ id, mode }) => ({ mode, promotions: inOrder.filter(({ groupId }) => groupId === id) }))
    .filter((group) => group.promotions.length > 0);
}

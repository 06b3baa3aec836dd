import { findConditionProblem } from './check-condition.ts';
import { findLimitProblem } from './check-limits.ts';
import { findRewardProblem } from './check-reward.ts';
import { findSelectorProblem } from './check-selector.ts';
import { below, findUnknownId, type KnownNames, type Problem } from './problem.ts';
import type { Promotion } from './promotion.ts';

/** The first part of the promotion that names something unknown, can never hold, or means nothing. */
export function findPromotionProblem(promotion: Promotion, names: KnownNames): Problem | undefined {
  return (
    findUnknownId('/groupId', promotion.groupId, names.groups, 'group') ??
    below('/when', findConditionProblem(promotion.when, names)) ??
    below('/goods', findSelectorProblem(promotion.goods, names)) ??
    below('/reward', findRewardProblem(promotion.reward, names)) ??
    findUnnamedGift(promotion) ??
    findLimitProblem(promotion)
  );
}

/** What is not in the basket is offered by name, so that a gift must have one. */
function findUnnamedGift({ reward, goods }: Promotion): Problem | undefined {
  return reward.kind !== 'gift' || goods.kind === 'sku' ? undefined : { path: '/goods/kind', detail: 'must be "sku": gifts are named one by one' };
}

import type { Reward } from './promotion.ts';

/** Rewards by the stage of the pipeline in which they act. */
export type LineReward = Extract<Reward, { kind: 'goods-percent' | 'goods-amount' | 'goods-price' }>;
export type BasketReward = Extract<Reward, { kind: 'basket-percent' | 'basket-amount' }>;
export type PercentPointsReward = Extract<Reward, { kind: 'points-percent' }>;
export type MultiplierReward = Extract<Reward, { kind: 'points-multiplier' }>;
export type FixedPointsReward = Extract<Reward, { kind: 'points-fixed' }>;
export type MessageReward = Extract<Reward, { kind: 'message' }>;

export function isLineReward(reward: Reward): reward is LineReward {
  return reward.kind === 'goods-percent' || reward.kind === 'goods-amount' || reward.kind === 'goods-price';
}

export function isBasketReward(reward: Reward): reward is BasketReward {
  return reward.kind === 'basket-percent' || reward.kind === 'basket-amount';
}

export function isPercentPointsReward(reward: Reward): reward is PercentPointsReward {
  return reward.kind === 'points-percent';
}

export function isMultiplierReward(reward: Reward): reward is MultiplierReward {
  return reward.kind === 'points-multiplier';
}

export function isFixedPointsReward(reward: Reward): reward is FixedPointsReward {
  return reward.kind === 'points-fixed';
}

export function isMessageReward(reward: Reward): reward is MessageReward {
  return reward.kind === 'message';
}

import type { Promotion, Reward } from './promotion.ts';
import { unreachable } from '../unreachable.ts';

/** The stages of the pipeline in which promotions act, in their order. The first three have two rounds: those that ask for a coupon come after all others. */
export const stages = ['line', 'units', 'basket', 'rounding', 'percent-points', 'multiplier', 'unit-points', 'fixed-points', 'coupons', 'messages'] as const;
export type Stage = (typeof stages)[number];

/** The stages of discounts run twice: for what asks for no coupon, then for what does. They are also the ones that contend with one another. */
export function hasTwoRounds(stage: Stage): boolean {
  return stage === 'line' || stage === 'units' || stage === 'basket';
}

/** Discounts on goods, each line by itself. */
export type LineReward = Extract<Reward, { kind: 'goods-percent' | 'goods-amount' | 'goods-price' }>;
/** Discounts on units of several lines together; those of `LineReward` too, where a limit counts over the receipt. */
export type UnitsReward = LineReward | Extract<Reward, { kind: 'nth-unit' | 'some-units' | 'buy-get' | 'sets' | 'quantity-tiers' | 'gift' }>;
/** Discounts on what the goods cost together. */
export type BasketReward = Extract<Reward, { kind: 'basket-percent' | 'basket-amount' | 'spend-ladder' }>;
export type RoundingReward = Extract<Reward, { kind: 'round-down' }>;
export type PercentPointsReward = Extract<Reward, { kind: 'points-percent' }>;
export type MultiplierReward = Extract<Reward, { kind: 'points-multiplier' }>;
export type UnitPointsReward = Extract<Reward, { kind: 'points-per-unit' }>;
export type FixedPointsReward = Extract<Reward, { kind: 'points-fixed' }>;
export type CouponReward = Extract<Reward, { kind: 'issue-coupon' }>;
export type MessageReward = Extract<Reward, { kind: 'message' }>;

export function stageOf({ reward, limits }: Pick<Promotion, 'reward' | 'limits'>): Stage {
  switch (reward.kind) {
    case 'goods-percent':
    case 'goods-amount':
    case 'goods-price':
      return limits?.units === undefined && limits?.discountMinor === undefined && limits?.budget === undefined ? 'line' : 'units';
    case 'nth-unit':
    case 'some-units':
    case 'buy-get':
    case 'sets':
    case 'quantity-tiers':
    case 'gift':
      return 'units';
    case 'basket-percent':
    case 'basket-amount':
    case 'spend-ladder':
      return 'basket';
    case 'round-down':
      return 'rounding';
    case 'points-percent':
      return 'percent-points';
    case 'points-multiplier':
      return 'multiplier';
    case 'points-per-unit':
      return 'unit-points';
    case 'points-fixed':
      return 'fixed-points';
    case 'issue-coupon':
      return 'coupons';
    case 'message':
      return 'messages';
    default:
      return unreachable(reward);
  }
}

import { findSelectorProblem } from './check-selector.ts';
import { below, findFirst, findUnknownId, type KnownNames, type Problem } from './problem.ts';
import type { Reward } from './reward.ts';
import { unreachable } from '../unreachable.ts';

/** The first part of the reward that names something unknown or leaves open what it means. */
export function findRewardProblem(reward: Reward, names: KnownNames): Problem | undefined {
  switch (reward.kind) {
    case 'buy-get':
      return below('/buy', findSelectorProblem(reward.buy, names));
    case 'sets':
      return findFirst('/sets', reward.sets, findSetProblem, names);
    case 'quantity-tiers':
      return findRepeated('/tiers', reward.tiers.map(({ minMilli }) => minMilli), '/minMilli');
    case 'spend-ladder':
      return findRepeated('/steps', reward.steps.map(({ minMinor }) => minMinor), '/minMinor');
    case 'issue-coupon':
      return findUnknownId('/couponId', reward.couponId, names.coupons, 'coupon');
    case 'goods-percent':
    case 'goods-amount':
    case 'goods-price':
    case 'nth-unit':
    case 'some-units':
    case 'gift':
    case 'basket-percent':
    case 'basket-amount':
    case 'round-down':
    case 'points-percent':
    case 'points-fixed':
    case 'points-per-unit':
    case 'points-multiplier':
    case 'message':
      return undefined;
    default:
      return unreachable(reward);
  }
}

type GoodsSet = Extract<Reward, { kind: 'sets' }>['sets'][number];

function findSetProblem({ parts }: GoodsSet, names: KnownNames): Problem | undefined {
  return findFirst('/parts', parts, findPartProblem, names);
}

function findPartProblem({ goods }: GoodsSet['parts'][number], names: KnownNames): Problem | undefined {
  return below('/goods', findSelectorProblem(goods, names));
}

function findRepeated(path: string, thresholds: readonly number[], field: string): Problem | undefined {
  const index = thresholds.findIndex((threshold, at) => thresholds.indexOf(threshold) !== at);
  return index < 0 ? undefined : { path: `${path}/${index}${field}`, detail: `${thresholds[index] ?? 0} is there twice: it must be clear what it gives` };
}

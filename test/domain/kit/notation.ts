import type { Reward } from '../../../agent/domain/promotions/promotion.ts';

/** Rewards from `goods-percent 1000; goods-amount 30`: the kind and its one number. */
export function rewardsOf(text: string): Reward[] {
  return text.split(';').filter((part) => part.trim() !== '').map(rewardOf);
}

function rewardOf(text: string): Reward {
  const [kind = '', number = ''] = text.trim().split(' ');
  const amount = Number(number);
  switch (kind) {
    case 'goods-percent':
    case 'basket-percent':
    case 'points-percent':
      return { kind, basisPoints: amount };
    case 'goods-amount':
    case 'basket-amount':
      return { kind, amountMinor: amount };
    case 'goods-price':
      return { kind, priceMinor: amount };
    case 'points-fixed':
      return { kind, points: amount };
    case 'points-multiplier':
      return { kind, factorBasisPoints: amount };
    default:
      throw new Error(`not a reward: "${text}"`);
  }
}

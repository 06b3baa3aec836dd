import type { Exclusion, Promotion, PromotionGroup, Reward } from '../../../agent/domain/promotions/promotion.ts';
import { promotionOf } from './shop.ts';

/** Rewards from `goods-percent 1000; goods-amount 30`: the kind and its one number. */
export function rewardsOf(text: string): Reward[] {
  return partsOf(text).map(rewardOf);
}

/** Promotions A, B, C … by priority from `goods-percent 1000; {"kind":"gift","units":1} with {"goods":…}`: the reward, short or as JSON, and what else is said of the promotion. */
export function promotionsOf(text: string): Promotion[] {
  return partsOf(text).map((part, index) => {
    const [reward = '', changes = '{}'] = part.split(' with ');
    return promotionOf(String.fromCodePoint(65 + index), rewardOf(reward), { priority: index, ...(JSON.parse(changes) as Partial<Promotion>) });
  });
}

/** Groups from `g best; h first receipt`: id, mode and where one of them applies. */
export function groupsOf(text: string): PromotionGroup[] {
  return partsOf(text).map((part) => {
    const [id = '', mode, on] = part.split(' ');
    return { id, mode: mode as PromotionGroup['mode'], ...(on === undefined ? {} : { on: on as 'line' | 'receipt' }) };
  });
}

/** A row whose table tells only the mode of the one group `g` as one that tells all groups. */
export function withGroups({ mode = 'stack', groups = `g ${mode}`, ...row }: Record<string, string>): Record<string, string> & { groups: string } {
  return { ...row, groups };
}

/** Exclusions from `g h receipt best`: two groups, where, and how it is resolved. */
export function exclusionsOf(text: string): Exclusion[] {
  return partsOf(text).map((part) => {
    const [one = '', other = '', on, resolve] = part.split(' ');
    return { groupIds: [one, other], on: on as Exclusion['on'], resolve: resolve as Exclusion['resolve'] };
  });
}

function partsOf(text: string): string[] {
  return text.split(';').map((part) => part.trim()).filter((part) => part !== '');
}

function rewardOf(text: string): Reward {
  if (text.startsWith('{')) return JSON.parse(text) as Reward;
  const [kind = '', number = ''] = text.split(' ');
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
    case 'points-per-unit':
      return { kind, points: amount };
    case 'gift':
      return { kind, units: amount };
    case 'round-down':
      return { kind, toMinor: amount };
    case 'points-multiplier':
      return { kind, factorBasisPoints: amount };
    default:
      throw new Error(`not a reward: "${text}"`);
  }
}

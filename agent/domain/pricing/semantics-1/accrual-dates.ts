import type { Reward } from '../../promotions/promotion.ts';
import { addDays } from '../../time/calendar.ts';
import type { Accrual, PricedSale } from '../priced-sale.ts';
import type { WorkingSale } from './working-sale.ts';
import { unreachable } from '../../unreachable.ts';

/** The points that cannot be spent at once, or that expire, by promotion in the order applied; undefined where there are none. */
export function accrualsOf(sale: WorkingSale): PricedSale['accruals'] {
  let accruals: Accrual[] | undefined;
  for (const { promotion, points } of sale.applied) {
    if (points === 0) continue;
    const validity = validityOf(promotion.reward, sale.facts.time.localDate);
    if (validity !== undefined) (accruals ??= []).push({ promotionId: promotion.id, points, ...validity });
  }
  return accruals;
}

function validityOf(reward: Reward, today: string): Pick<Accrual, 'availableOn' | 'expiresOn'> | undefined {
  const { pendingDays, expiresAfterDays } = daysOf(reward);
  if (pendingDays === undefined && expiresAfterDays === undefined) return undefined;
  const availableOn = pendingDays === undefined ? today : addDays(today, pendingDays);
  return {
    ...(pendingDays === undefined ? {} : { availableOn }),
    ...(expiresAfterDays === undefined ? {} : { expiresOn: addDays(availableOn, expiresAfterDays) }),
  };
}

const noDays: { pendingDays?: number; expiresAfterDays?: number } = {};

function daysOf(reward: Reward): typeof noDays {
  switch (reward.kind) {
    case 'points-percent':
    case 'points-fixed':
    case 'points-per-unit':
    case 'points-multiplier':
      return reward;
    case 'goods-percent':
    case 'goods-amount':
    case 'goods-price':
    case 'nth-unit':
    case 'some-units':
    case 'buy-get':
    case 'sets':
    case 'quantity-tiers':
    case 'gift':
    case 'basket-percent':
    case 'basket-amount':
    case 'spend-ladder':
    case 'round-down':
    case 'issue-coupon':
    case 'message':
      return noDays;
    default:
      return unreachable(reward);
  }
}

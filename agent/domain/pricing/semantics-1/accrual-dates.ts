import type { CompiledPromotion } from '../../promotions/compiled-promotion.ts';
import type { Reward } from '../../promotions/promotion.ts';
import { addDays } from '../../time/calendar.ts';
import type { Accrual } from '../priced-sale.ts';
import type { WorkingSale } from './working-sale.ts';
import { unreachable } from '../../unreachable.ts';

/** Notes the promotion's points where they cannot be spent at once, or expire. */
export function noteAccrual(sale: WorkingSale, { id, reward }: CompiledPromotion, points: number): void {
  const validity = validityOf(reward, sale.facts.time.localDate);
  if (validity !== undefined) (sale.accruals ??= []).push({ promotionId: id, points, ...validity });
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

import type { Promotion } from '../../../../agent/domain/promotions/promotion.ts';
import type { World } from './world.ts';

/** What the promotion's own limits and its budget leave of an amount. */
export function withinLimits({ id, limits }: Promotion, amount: number, { input }: World): number {
  const limited = Math.min(amount, limits?.discountMinor ?? Infinity);
  if (limits?.budget === undefined) return limited;
  const left = input.programme?.budgets?.find(({ promotionId }) => promotionId === id)?.leftMinor ?? Infinity;
  if (limited <= left) return limited;
  return limits.budget.whenOver === 'cut' ? left : 0;
}

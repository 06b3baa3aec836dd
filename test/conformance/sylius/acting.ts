import { filterSelects, type Cart, type CartLine } from './cart.ts';
import type { SyliusAction, SyliusCase, SyliusPromotion } from './case.ts';

/** A promotion with its place among those of the case: higher priority first, as Sylius applies them. */
export interface Ranked {
  promotion: SyliusPromotion;
  rank: number;
}

export function inOrder(promotions: readonly SyliusPromotion[]): Ranked[] {
  return promotions
    .toSorted((a, b) => (b.priority ?? Number.NEGATIVE_INFINITY) - (a.priority ?? Number.NEGATIVE_INFINITY) || 0)
    .map((promotion, rank) => ({ promotion, rank }));
}

/** Can the promotion act in this case at all: does it run, and was its coupon shown? */
export function mayAct(promotion: SyliusPromotion, { usedCoupons }: SyliusCase): boolean {
  const { active, couponBased, coupon, couponState } = promotion;
  return active !== false && !isUsedUp(promotion) && couponState === undefined && (!couponBased || (coupon !== undefined && usedCoupons.includes(coupon)));
}

/** Was it used as often as it may be? One use is one sale, so that a single sale sees no more of such a limit. */
export function isUsedUp({ usageLimit, used = 0 }: SyliusPromotion): boolean {
  return usageLimit !== undefined && used >= usageLimit;
}

/** Positive, if `a` surely comes before `b` in Sylius; negative, if after; 0 where the case does not say. Where neither has a priority they come as they were made. */
export function precedence(a: Ranked, b: Ranked): number {
  const [first, second] = [a.promotion.priority, b.promotion.priority];
  if (first === null && second === null) return b.rank - a.rank;
  return first === null || second === null ? 0 : first - second;
}

/** The discounted lines of the cart; none for an action on the delivery. */
export function linesOf({ scope, filter }: SyliusAction, cart: Cart, read: SyliusCase): CartLine[] {
  if (scope === 'shipping') return [];
  return scope === 'unit' ? cart.lines.filter((line) => filterSelects(filter, line, read)) : cart.lines;
}

export function grossOf(lines: readonly CartLine[]): number {
  return lines.reduce((sum, { unitPriceMinor, units }) => sum + unitPriceMinor * units, 0);
}

/** The most that an action can take off the goods. */
export function mostOff(action: SyliusAction, cart: Cart, read: SyliusCase): number {
  const lines = linesOf(action, cart, read);
  if (action.kind === 'percent') return Math.ceil((grossOf(lines) * action.value) / 100);
  const times = action.scope === 'unit' ? lines.reduce((sum, { units }) => sum + units, 0) : 1;
  return Math.min(grossOf(lines), action.value * times);
}

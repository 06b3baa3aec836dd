/** What one pricing looks at and never changes. */
import type { Bundle, Good } from '../../../../agent/domain/bundle/bundle.ts';
import type { CustomerState } from '../../../../agent/domain/customer/account.ts';
import type { PricingInput } from '../../../../agent/domain/pricing/pricing-input.ts';
import { usableKinds } from './coupons.ts';

export interface World {
  bundle: Bundle;
  input: PricingInput;
  /** The customer whom conditions see */
  seen: CustomerState | undefined;
  /** The favourite category that runs now */
  favouriteId: string | undefined;
  couponIds: Set<string>;
  today: string;
}

export function worldOf(bundle: Bundle, input: PricingInput): World {
  const dropped = bundle.externalProgrammes?.some(({ id, customerPromotions }) => id === input.basket.external && customerPromotions === 'drop') ?? false;
  const seen = dropped ? undefined : countingCustomer(input);
  const today = input.time.localDate;
  const favouriteId = seen?.favourite !== undefined && today <= seen.favourite.until ? seen.favourite.categoryId : undefined;
  return { bundle, input, seen, favouriteId, couponIds: usableKinds(bundle, input), today };
}

/** Behind a blocked or replaced card there is nobody. */
export function countingCustomer({ customer }: PricingInput): CustomerState | undefined {
  return customer?.card.state === 'blocked' || customer?.card.state === 'replaced' ? undefined : customer;
}

export function goodOf(bundle: Bundle, sku: string): Good | undefined {
  return Object.hasOwn(bundle.goods, sku) ? bundle.goods[sku] : undefined;
}

/** The category and all above it. */
export function withParents(bundle: Bundle, categoryId: string): string[] {
  const parentId = bundle.categories.find(({ id }) => id === categoryId)?.parentId;
  return parentId === undefined ? [categoryId] : [categoryId, ...withParents(bundle, parentId)];
}

import type { PricedSale } from '../../../agent/domain/pricing/priced-sale.ts';
import { priceCase } from '../shop.ts';
import type { MedusaCase } from './case.ts';
import { isBuyGet } from './promotion-order.ts';
import type { Translated } from './plan-all.ts';
import type { MedusaTranslation } from './translate.ts';

/** What a call answers, in the terms of Medusa; amounts as the engine has them. */
export type Action =
  | { action: 'addItemAdjustment' | 'addShippingMethodAdjustment'; id: string; code: string; minor: number }
  | { action: 'removeItemAdjustment' | 'removeShippingMethodAdjustment'; id: string; code: string }
  | { action: 'campaignBudgetExceeded' | 'promotionLimitExceeded'; code: string };

/** The actions that the priced sale amounts to. */
export function actionsOf(translation: MedusaTranslation, read: MedusaCase): Action[] {
  const priced = priceCase(translation);
  return [...removals(read), ...translation.translated.flatMap((one) => actionsOfOne(one, priced, translation))];
}

/** A basket is priced anew each time, so nothing that an earlier call took off stays. */
function removals({ context }: MedusaCase): Action[] {
  const of = (action: 'removeItemAdjustment' | 'removeShippingMethodAdjustment', adjustments: readonly { id: string; code: string }[] = []): Action[] =>
    adjustments.map(({ id, code }) => ({ action, id, code }));
  return [
    ...(context.items ?? []).flatMap(({ adjustments }) => of('removeItemAdjustment', adjustments)),
    ...(context.shipping_methods ?? []).flatMap(({ adjustments }) => of('removeShippingMethodAdjustment', adjustments)),
  ];
}

function actionsOfOne(one: Translated, priced: PricedSale, translation: MedusaTranslation): Action[] {
  const { promotion, plan, campaign, isLoaded, isUsedUp } = one.planned;
  const { code } = promotion;
  // Told before its rules are looked at.
  if (isLoaded && campaign.kind === 'by-attribute' && isAtEnd(one, translation)) return [{ action: 'campaignBudgetExceeded', code }];
  if (isLoaded && isUsedUp) return [{ action: 'promotionLimitExceeded', code }];
  const given = amountsOf(one, priced, translation);
  if (given.length > 0 || campaign.kind === 'unlimited' || campaign.kind === 'by-attribute' || !isLoaded) return given;
  const unlimited = amountsOf(one, priceCase(withoutLimits(one, translation)), translation);
  // Once for every line that nothing is taken off: also where it would have gone to some units only, as none of them was found yet.
  const times = isBuyGet(promotion) ? Math.min(1, unlimited.length) : promotion.application_method.allocation === 'once' && unlimited.length > 0 ? plan.discounts.length : unlimited.length;
  return Array.from({ length: times }, () => ({ action: 'campaignBudgetExceeded', code }));
}

/** Has the customer had the promotion as often as a customer may? */
function isAtEnd({ promotions }: Translated, { input }: MedusaTranslation): boolean {
  const times = new Map((input.customer?.usage ?? []).map((usage) => [usage.promotionId, usage.times]));
  return promotions.some(({ id, limits }) => limits?.perCustomer !== undefined && (times.get(id) ?? 0) >= limits.perCustomer.times);
}

/** What the promotion takes off each item and delivery, in the order of the basket. */
function amountsOf({ planned, promotions }: Translated, { lines }: PricedSale, { thingOf, scale }: MedusaTranslation): Action[] {
  const ids = new Set(promotions.map(({ id }) => id));
  const amounts = new Map<string, Action & { minor: number }>();
  for (const { lineId, discounts } of lines) {
    const minor = discounts.reduce((sum, { promotionId, amountMinor }) => (ids.has(promotionId) ? sum + amountMinor : sum), 0);
    const thing = thingOf.get(lineId);
    if (minor === 0 || thing === undefined) continue;
    const action = thing.kind === 'item' ? 'addItemAdjustment' : 'addShippingMethodAdjustment';
    const key = `${action} ${thing.id}`;
    amounts.set(key, { action, id: thing.id, code: planned.promotion.code, minor: minor + (amounts.get(key)?.minor ?? 0) });
  }
  return [...amounts.values()].filter(({ action, minor }) => action !== 'addItemAdjustment' || !scale.isNothing(minor));
}

/** The same sale, if only this promotion's campaign limited nothing. */
function withoutLimits({ promotions }: Translated, translation: MedusaTranslation): MedusaTranslation {
  const ids = new Set(promotions.map(({ id }) => id));
  const isOther = ({ promotionId }: { promotionId: string }): boolean => !ids.has(promotionId);
  const { input } = translation;
  return {
    ...translation,
    input: {
      ...input,
      programme: { budgets: (input.programme?.budgets ?? []).filter(isOther) },
      ...(input.customer === undefined ? {} : { customer: { ...input.customer, usage: (input.customer.usage ?? []).filter(isOther) } }),
    },
  };
}

import type { MedusaPromotion } from './case.ts';

/** The order in which Medusa applies promotions: first what is bought and got, then by value; of equals as they were made. */
export function inOrder(promotions: readonly MedusaPromotion[]): MedusaPromotion[] {
  return promotions.toSorted((a, b) => kindRank(a) - kindRank(b) || b.application_method.value - a.application_method.value || (isBuyGet(a) ? moreUnits(a, b) : 0));
}

export function isBuyGet({ type }: MedusaPromotion): boolean {
  return type === 'buyget';
}

function kindRank(promotion: MedusaPromotion): number {
  return isBuyGet(promotion) ? 0 : 1;
}

function moreUnits({ application_method: a }: MedusaPromotion, { application_method: b }: MedusaPromotion): number {
  return (b.buy_rules_min_quantity ?? 0) - (a.buy_rules_min_quantity ?? 0) || (b.apply_to_quantity ?? 0) - (a.apply_to_quantity ?? 0);
}

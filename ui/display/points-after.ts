import type { SaleView } from '../../agent/contract/sale.ts';

/** The balance once this sale is finished, as far as it can be told beforehand; undefined without a customer, or where own points have no part in it. */
export function pointsAfter({ customer, priced }: Pick<SaleView, 'customer' | 'priced'>): number | undefined {
  if (customer?.status !== 'known' || priced.external !== undefined) return undefined;
  return customer.balancePoints - priced.pointsSpent + priced.pointsEarned;
}

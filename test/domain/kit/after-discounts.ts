import type { Bundle } from '../../../agent/domain/bundle/bundle.ts';
import type { PricedSale } from '../../../agent/domain/pricing/priced-sale.ts';
import type { PricingInput } from '../../../agent/domain/pricing/price.ts';
import { applyAccrual } from '../../../agent/domain/pricing/semantics-1/accrual.ts';
import { openSale } from '../../../agent/domain/pricing/semantics-1/open-sale.ts';
import { applyRedemption } from '../../../agent/domain/pricing/semantics-1/redemption.ts';
import type { WorkingSale } from '../../../agent/domain/pricing/semantics-1/working-sale.ts';
import { basketOf, exampleInput } from './examples.ts';
import { compiledExample, exampleGoods } from './shop.ts';

/** The example shop with a delivery. */
export const goodsAndDelivery: Bundle['goods'] = {
  ...exampleGoods,
  courier: { name: { ru: 'Доставка' }, categoryId: 'other', service: 'delivery', unit: 'piece', priceMinor: 1000, barcodes: [] },
};

/** Redemption rules of the example shop, changed. */
export function redemptionOf(changes: Partial<Bundle['redemption']>): Bundle['redemption'] {
  return { maxShareBasisPoints: 5000, stepPoints: 1, minStrengthToRedeem: 'scan', offline: 'never', holdSeconds: 600, ...changes };
}

export interface AfterDiscounts {
  sale: WorkingSale;
  redeemable: PricedSale['redeemable'];
}

/** Only what comes after discounts, of a sale that got none: it is paid with points and earns. An active card was scanned, if nothing else is said. */
export function sellWithoutDiscounts(lines: string, bundle: Partial<Bundle>, input: Partial<PricingInput> = {}): AfterDiscounts {
  const sale = openSale(compiledExample({ goods: goodsAndDelivery, ...bundle }), { basket: basketOf(lines), ...exampleInput(), ...input });
  const redeemable = applyRedemption(sale);
  applyAccrual(sale);
  return { sale, redeemable };
}

/** Points by line, in the order of the basket. */
export function pointsByLine({ sale }: AfterDiscounts): number[] {
  return sale.lines.map((line) => line.pointsEarned);
}

/** Points by promotion, of those that gave any, in the order applied. */
export function pointsByPromotion({ sale }: AfterDiscounts): Record<string, number> {
  return Object.fromEntries(sale.applied.map(({ promotionId, points }) => [promotionId, points]));
}

import type { CompiledBundle } from '../bundle/compiled.ts';
import { price } from './price.ts';
import type { PricingInput } from './pricing-input.ts';

/** One good on a shelf, in a web shop or on a page, and who looks at it; points that pay and coupons that are shown belong to a sale. */
export interface ForecastInput extends Omit<PricingInput, 'basket' | 'redeemPoints' | 'explain'> {
  sku: string;
  unitPriceMinor: number;
}

export interface Forecast {
  points: number;
  payableMinor: number;
}

/**
 * What one unit of a good (a piece or a kilogram) would earn and cost for this customer, if it were all that is bought: the price of a basket of one line.
 * It does not see what else may come into the basket (sums, sets, n-th units, tiers of quantity, points above a threshold), coupons, payment methods, other
 * channels than the till, nor points spent: a sale may give more, or less where the receipt's cap or a better promotion of the same group comes in.
 * Fixed points of the receipt are counted as if this good had brought them. Throws `RangeError` on a price that `checkBasket` refuses.
 */
export function forecast(compiled: CompiledBundle, { sku, unitPriceMinor, ...circumstances }: ForecastInput): Forecast {
  const basket = { lines: [{ lineId: '1', sku, quantityMilli: 1000, unitPriceMinor }] };
  const { pointsEarned, payableMinor } = price(compiled, { ...circumstances, basket });
  return { points: pointsEarned, payableMinor };
}

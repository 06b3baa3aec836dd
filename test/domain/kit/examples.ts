import type { Bundle } from '../../../agent/domain/bundle/bundle.ts';
import type { Basket } from '../../../agent/domain/basket/basket.ts';
import type { PricedSale } from '../../../agent/domain/pricing/priced-sale.ts';
import { price, type PricingInput } from '../../../agent/domain/pricing/price.ts';
import { compiledExample, customerWith, linesOf, timeAt } from './shop.ts';

/** Prices lines in the example shop: on a Sunday noon in `centre`, for an active card that was scanned. `input` changes any of it. */
export function priceLines(lines: string, bundle: Partial<Bundle>, input: Partial<PricingInput> = {}): PricedSale {
  return price(compiledExample(bundle), { basket: basketOf(lines), ...exampleInput(), ...input });
}

/** The same for a customer without a card. */
export function priceAnonymously(lines: string, bundle: Partial<Bundle>): PricedSale {
  const { storeId, time } = exampleInput();
  return price(compiledExample(bundle), { basket: basketOf(lines), storeId, time });
}

export function exampleInput(): Required<Pick<PricingInput, 'storeId' | 'time' | 'customer' | 'identifiedBy'>> {
  return { storeId: 'centre', time: timeAt(), customer: customerWith(), identifiedBy: 'scan' };
}

export function basketOf(lines: string): Basket {
  return { lines: linesOf(lines) };
}

/** What was taken off each line, in the order of the basket. */
export function offEachLine(priced: PricedSale): number[] {
  return priced.lines.map((line) => line.grossMinor - line.netMinor);
}

/** What each of the promotions A, B, C … took off; 0 for those that are not listed. */
export function offByEach(priced: PricedSale, bundle: Pick<Bundle, 'promotions'>): number[] {
  return bundle.promotions.map(({ id }) => priced.promotions.find(({ promotionId }) => promotionId === id)?.discountMinor ?? 0);
}

/** What each of the promotions A, B, C … gave in points. */
export function pointsByEach(priced: PricedSale, bundle: Pick<Bundle, 'promotions'>): number[] {
  return bundle.promotions.map(({ id }) => priced.promotions.find(({ promotionId }) => promotionId === id)?.points ?? 0);
}

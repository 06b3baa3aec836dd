import { checkBasket } from '../basket/check-basket.ts';
import type { CompiledBundle } from '../bundle/compiled.ts';
import { recordedInput } from '../operations/recorded-input.ts';
import type { SaleCommitted } from '../operations/operation.ts';
import { price } from '../pricing/price.ts';
import type { PricingInput } from '../pricing/pricing-input.ts';
import type { Reprice } from './return-terms.ts';

/** Prices what is kept of the sale as the sale itself was priced. `compiled` must be the bundle that the sale names. */
export function repriceKept(compiled: CompiledBundle, sale: SaleCommitted): Reprice {
  return repriceKeptOf(compiled, recordedInput(sale));
}

/** The same of a sale that no operation records: `sold` is what it was priced from. */
export function repriceKeptOf(compiled: CompiledBundle, sold: PricingInput): Reprice {
  return (kept, pointsLeft) => {
    const basket = { ...sold.basket, lines: kept };
    if (checkBasket(compiled, basket) !== undefined) return undefined;
    return price(compiled, { ...sold, basket, ...(sold.redeemPoints === undefined ? {} : { redeemPoints: pointsLeft }) });
  };
}

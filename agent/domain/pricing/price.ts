import type { CompiledBundle } from '../bundle/compiled.ts';
import type { PricedSale } from './priced-sale.ts';
import type { PricingInput } from './pricing-input.ts';
import { priceSemantics1 } from './semantics-1/price-semantics-1.ts';
import { unreachable } from '../unreachable.ts';

export type { PricingInput } from './pricing-input.ts';

/**
 * The price of a basket: a pure function of the bundle and the input, the same on every till, in the centre, and for ever (docs/spec/pricing.md).
 * Throws `RangeError` on a basket that `checkBasket` refuses.
 */
export function price(compiled: CompiledBundle, input: PricingInput): PricedSale {
  switch (compiled.bundle.semantics) {
    case 1:
      return priceSemantics1(compiled, input);
    default:
      return unreachable(compiled.bundle.semantics);
  }
}

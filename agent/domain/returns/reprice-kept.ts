import { checkBasket } from '../basket/check-basket.ts';
import type { CompiledBundle } from '../bundle/compiled.ts';
import { recordedInput } from '../operations/recorded-input.ts';
import type { SaleCommitted } from '../operations/operation.ts';
import { price } from '../pricing/price.ts';
import type { Reprice } from './return-terms.ts';

/** Prices what is kept of the sale as the sale itself was priced. `compiled` must be the bundle that the sale names. */
export function repriceKept(compiled: CompiledBundle, sale: SaleCommitted): Reprice {
  return (kept, pointsLeft) => {
    const basket = { ...sale.basket, lines: kept };
    if (checkBasket(compiled, basket) !== undefined) return undefined;
    return price(compiled, { ...recordedInput(sale), basket, ...(sale.redemption === undefined ? {} : { redeemPoints: pointsLeft }) });
  };
}

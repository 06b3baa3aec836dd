import { price } from '../domain/pricing/price.ts';
import { digestOf } from './digest.ts';
import type { Basket } from '../domain/basket/basket.ts';
import type { CompiledBundle } from '../domain/bundle/compiled.ts';
import type { BusinessTime } from '../domain/time/business-time.ts';
import type { SaleCustomer, SaleRecord } from '../ports/sales.ts';
import type { Till } from './till.ts';

/** What a price comes from, besides the programme and the store. */
export interface PriceInputs {
  readonly basket: Basket;
  readonly time: BusinessTime;
  readonly customer?: SaleCustomer;
  /** Points to spend; the engine caps them at what the sale can take */
  readonly redeemPoints?: number;
}

/** The part of a sale record that pricing decides. */
export type PricedPart = Pick<SaleRecord, 'priced' | 'pricedHash' | 'bundle' | 'basket' | 'time'>;

export function pricedPart(till: Till, compiled: CompiledBundle, inputs: PriceInputs): PricedPart {
  const priced = price(compiled, {
    basket: inputs.basket,
    storeId: till.storeId,
    time: inputs.time,
    ...(inputs.customer === undefined ? {} : { customer: inputs.customer.state, identifiedBy: inputs.customer.identifiedBy }),
    ...(inputs.redeemPoints === undefined ? {} : { redeemPoints: inputs.redeemPoints }),
  });
  return {
    basket: inputs.basket,
    time: inputs.time,
    priced,
    pricedHash: digestOf(priced),
    bundle: { serial: compiled.bundle.serial, hash: compiled.hash, semantics: compiled.bundle.semantics },
  };
}

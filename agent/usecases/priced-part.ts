import { price, type PricingInput } from '../domain/pricing/price.ts';
import { strengthOf } from '../domain/customer/rights.ts';
import { digestOf } from './digest.ts';
import type { Basket } from '../domain/basket/basket.ts';
import type { CompiledBundle } from '../domain/bundle/compiled.ts';
import type { ProgrammeState } from '../domain/pricing/programme-state.ts';
import type { MayRedeem, PricedSale } from '../domain/pricing/priced-sale.ts';
import type { BusinessTime } from '../domain/time/business-time.ts';
import type { SaleCustomer, SaleRecord } from '../ports/sales.ts';
import type { Till } from './till.ts';

/** What a price comes from, besides the programme and the till. */
export interface PriceInputs {
  readonly basket: Basket;
  readonly time: BusinessTime;
  readonly customer?: SaleCustomer;
  readonly programme?: ProgrammeState;
  /** Points to spend; the engine caps them at what the sale can take */
  readonly redeemPoints?: number;
  readonly mayRedeem?: MayRedeem;
}

/** The part of a sale record that pricing decides. */
export type PricedPart = Pick<SaleRecord, 'priced' | 'pricedHash' | 'bundle' | 'basket' | 'time' | 'mayRedeem'> & { agentVersion: string };

export function pricedPart(till: Till, compiled: CompiledBundle, inputs: PriceInputs): PricedPart {
  const { agentVersion } = till;
  const priced = price(compiled, pricingInput(till, agentVersion, inputs));
  return {
    basket: inputs.basket,
    time: inputs.time,
    agentVersion,
    ...(inputs.mayRedeem === undefined ? {} : { mayRedeem: inputs.mayRedeem }),
    priced,
    pricedHash: digestOf(priced),
    bundle: { serial: compiled.bundle.serial, hash: compiled.hash, semantics: compiled.bundle.semantics },
  };
}

/** The sale's price once more, with the reasons. They are for the client that asks: the record and the journal hold the price alone. */
export function explainedPrice(till: Till, sale: SaleRecord): PricedSale {
  const compiled = till.activeBundle();
  // Another programme came into service since: its reasons would be those of another price.
  if (compiled === undefined || compiled.hash !== sale.bundle.hash) return sale.priced;
  const { basket, time, customer, cover, mayRedeem } = sale;
  const inputs = {
    basket, time, ...programmeOf(sale),
    ...(customer === undefined ? {} : { customer }), ...(cover === undefined ? {} : { redeemPoints: cover.points }), ...(mayRedeem === undefined ? {} : { mayRedeem }),
  };
  return price(compiled, { ...pricingInput(till, sale.agentVersion, inputs), explain: true });
}

/** The state that the sale was priced with: only what is asked for now may change its price. */
export function programmeOf({ programme }: Pick<SaleRecord, 'programme'>): Pick<PriceInputs, 'programme'> {
  return programme === undefined ? {} : { programme };
}

function pricingInput(till: Till, agentVersion: string | undefined, { basket, time, customer, programme, redeemPoints, mayRedeem }: PriceInputs): PricingInput {
  return {
    basket,
    storeId: till.storeId,
    tillId: till.tillId,
    time,
    ...(agentVersion === undefined ? {} : { agentVersion }),
    ...(customer === undefined ? {} : { customer: customer.state, identifiedBy: strengthOf(customer) }),
    ...(programme === undefined ? {} : { programme }),
    ...(redeemPoints === undefined ? {} : { redeemPoints }),
    ...(mayRedeem === undefined ? {} : { mayRedeem }),
  };
}

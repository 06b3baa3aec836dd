import type { Basket } from '../basket/basket.ts';
import type { Identification } from '../cards/card.ts';
import type { CustomerState } from '../customer/account.ts';
import type { MayRedeem } from './priced-sale.ts';
import type { ProgrammeState } from './programme-state.ts';
import type { BusinessTime } from '../time/business-time.ts';

/** All that a price depends on, besides the bundle. */
export interface PricingInput {
  /** Must have passed `checkBasket` */
  basket: Basket;
  customer?: CustomerState;
  identifiedBy?: Identification;
  /** Points that a hold or an allowance has authorised for this sale; they are no longer in `customer.availablePoints`, and the balance is not checked again */
  redeemPoints?: number;
  /** If nothing is said, the balance */
  mayRedeem?: MayRedeem;
  storeId: string;
  /** Without it no till and no flag by till is meant */
  tillId?: string;
  /** Of the agent, as in `1.4.0`: flags may ask for it */
  agentVersion?: string;
  programme?: ProgrammeState;
  /** Also say why: adds `trace` to the result and changes nothing else */
  explain?: boolean;
  time: BusinessTime;
}

import { strengthOf } from '../customer/rights.ts';
import type { PricingInput } from '../pricing/pricing-input.ts';
import type { SaleCommitted } from './operation.ts';

/** The inputs that a sale's price came from, as its operation records them: with the bundle that it names they give its result again. */
export function recordedInput({ basket, customer, redemption, mayRedeem, storeId, tillId, agentVersion, programme, time }: Omit<SaleCommitted, 'result'>): PricingInput {
  return {
    basket,
    ...(customer === undefined ? {} : { customer: customer.state, identifiedBy: strengthOf(customer) }),
    ...(redemption === undefined ? {} : { redeemPoints: redemption.points }),
    ...(mayRedeem === undefined ? {} : { mayRedeem }),
    storeId,
    tillId,
    ...(agentVersion === undefined ? {} : { agentVersion }),
    ...(programme === undefined ? {} : { programme }),
    time,
  };
}

import type { FoundCustomer as FoundCustomerView } from '../../contract/customer.ts';
import type { CompiledBundle } from '../../domain/bundle/compiled.ts';
import { endingOf } from './cards-of-customer-view.ts';
import { accountCode, type FoundCustomer } from '../../usecases/find-by-phone.ts';

/** A customer to choose: enough to tell them from others, no number that somebody could use. */
export function foundCustomerView(compiled: CompiledBundle | undefined, { accountId, givenName, tier, cardEndings, isVerified, isHere }: FoundCustomer): FoundCustomerView {
  return {
    accountId,
    code: accountCode + accountId,
    ...(givenName === undefined ? {} : { givenName }),
    ...(tier === undefined ? {} : { tier: { id: tier, name: compiled?.bundle.tiers.find(({ id }) => id === tier)?.name ?? { ru: tier } } }),
    cards: cardEndings.map(endingOf),
    isVerified,
    isHere,
  };
}

import { type CardState, type Identification, identificationStrengths } from '../cards/card.ts';
import type { CustomerState } from './account.ts';

/** The customer as far as conditions and points are concerned: behind a blocked or replaced card there is nobody. */
export function countingCustomer(customer: CustomerState | undefined): CustomerState | undefined {
  return customer !== undefined && countsForSale(customer.card.state) ? customer : undefined;
}

/** Does a card in this state earn, and meet the conditions of promotions? */
function countsForSale(state: CardState): boolean {
  return state === 'issued' || state === 'active' || state === 'restricted';
}

export function maySpend(state: CardState): boolean {
  return state === 'active';
}

/** How sure it is who the customer is: a code that was sent to their telephone, or a second person's word, is as good as the application that shows one. */
export function strengthOf({ identifiedBy, proof }: { readonly identifiedBy: Identification; readonly proof?: unknown }): Identification {
  return proof === undefined ? identifiedBy : 'dynamic-qr';
}

/** No identification at all is weaker than every other. */
export function isStrongEnough(identifiedBy: Identification | undefined, needed: Identification): boolean {
  return identifiedBy !== undefined && identificationStrengths.indexOf(identifiedBy) >= identificationStrengths.indexOf(needed);
}

import type { Account, CustomerState } from './account.ts';

/** The account as a sale sees it when this card is shown; undefined where the card is not the account's. */
export function customerState(account: Account, cardNumber: string): CustomerState | undefined {
  const { cards, lastOperations: _last, mergedIds: _others, mergedInto: _other, phone: _phone, registeredWith: _answered, favouriteChoices: _choices, ...state } = account;
  const card = cards.find(({ number }) => number === cardNumber);
  return card === undefined ? undefined : { ...state, card: { number: card.number, state: card.state } };
}

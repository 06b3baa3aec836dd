import { cardsNow } from './cards-now.ts';
import type { FoldedCard } from '../domain/cards/account-card.ts';
import { isCardBody } from '../domain/operations/card-operations.ts';
import { readOperation } from '../domain/operations/read-operation.ts';
import type { AccountNow } from './customer-state.ts';
import type { Till } from './till.ts';

export interface CardOfAccount {
  readonly card: FoldedCard;
  /** Something that was done to it here is not settled by the centre */
  readonly isTentative: boolean;
}

/** All cards of a customer as this till knows them now, by number: those that the centre told of, and what was issued, bound or put in their place here since. */
export function cardsOfAccount(till: Till, { account, through }: AccountNow): CardOfAccount[] {
  const ids = new Set([account.accountId, ...(account.mergedIds ?? [])]);
  const own = [...ids].flatMap((id) => till.journal.operationsOfAccount(id, through)).flatMap((stored) => {
    const read = readOperation(stored);
    return read.ok && isCardBody(read.body) ? [read.body.payload.cardNumber] : [];
  });
  const { cards, tentative } = cardsNow(till, [...account.cards.map(({ number }) => number), ...own]);
  return [...cards.values()].filter(({ accountId }) => ids.has(accountId)).toSorted((one, other) => (one.number < other.number ? -1 : 1))
    .map((card) => ({ card, isTentative: tentative.has(card.number) }));
}

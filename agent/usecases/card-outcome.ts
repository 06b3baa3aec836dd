import { stateOf, type FoldedCard } from '../domain/cards/account-card.ts';
import type { CardFault } from '../domain/cards/judge-card.ts';
import { unreachable } from '../domain/unreachable.ts';
import type { IdempotentAnswer } from '../ports/journal.ts';
import type { StoredOperation } from '../domain/operations/operation.ts';
import { refuse, type Refusal } from './outcome.ts';

export type CardCode =
  | 'not-ready' | 'card-number-wrong' | 'card-unknown' | 'card-state-wrong' | 'card-taken' | 'card-other-account' | 'block-unknown' | 'account-unknown'
  | 'registration-required' | 'number-pool-empty' | 'pack-too-large' | 'pack-not-consecutive';

/** What was journalled: the cards, each once, and the operations in their order. */
export interface DoneCards {
  readonly cardNumbers: readonly string[];
  readonly appended: readonly StoredOperation[];
  /** Of cards that were issued: the number pool of virtual ones */
  readonly poolId?: string;
}

export type CardOutcome<Code extends CardCode = CardCode> = ({ readonly ok: true } & DoneCards) | Refusal<Code>;

/** Makes the answer that is kept for a repeat of the request; called in the transaction that journals. */
export type RememberCards = (done: DoneCards) => IdempotentAnswer;

export function cardUnknown(cardNumber: string): Refusal<'card-unknown'> {
  return refuse('card-unknown', `Nobody here knows the card ${cardNumber}. Check the number; a card that was never issued is issued first.`, { cardNumber });
}

export function stateWrong(cardNumber: string, state: string, detail: string): Refusal<'card-state-wrong'> {
  return refuse('card-state-wrong', detail, { cardNumber, state });
}

export function alreadyDone(card: FoldedCard): Refusal<'card-state-wrong'> {
  return stateWrong(card.number, stateOf(card), `The card ${card.number} is as wished already: nothing is to be done.`);
}

/** A judgement as an answer to whoever asked. `card` is the one that was named, where it is known; `inForce` the one that stands in its place now. */
export function refusalOf(fault: CardFault, cardNumber: string, card: FoldedCard | undefined, inForce?: string): Refusal<Extract<CardCode, 'card-unknown' | 'card-state-wrong' | 'card-taken' | 'card-other-account' | 'block-unknown'>> {
  switch (fault) {
    case 'unknown':
      return cardUnknown(cardNumber);
    case 'issued':
      return refuse('card-taken', `The card ${cardNumber} was issued before. Take another one.`, { cardNumber, ...(card === undefined ? {} : { state: stateOf(card) }) });
    case 'replaced':
      return { ...stateWrong(cardNumber, 'replaced', `The card ${cardNumber} was replaced${inForce === undefined ? '' : `; ${inForce} stands in its place`}: work with the new one.`), facts: { cardNumber, state: 'replaced', ...(inForce === undefined ? {} : { replacedBy: inForce }) } };
    case 'blocked':
      return stateWrong(cardNumber, card === undefined ? 'blocked' : stateOf(card), `The card ${cardNumber} is blocked. Lift its blocks first.`);
    case 'taken':
      return { ...refuse('card-taken', 'The new card belongs to somebody else, is blocked, or was replaced itself. Take another one.', { cardNumber }), path: '/newCardNumber' };
    case 'bound':
      return refuse('card-other-account', `The card ${cardNumber} belongs to another customer.`, { cardNumber });
    case 'not-blocked':
      return refuse('block-unknown', `The card ${cardNumber} has no such block, or it was lifted before.`, { cardNumber });
    default:
      return unreachable(fault);
  }
}

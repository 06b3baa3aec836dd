/**
 * Cards as this till knows them now: what the centre told, and own operations that this does not contain yet, folded over it in their order. The centre may
 * settle it otherwise, so a card with own operations is tentative until the feed contains them.
 */
import { foldedFrom, type FoldedCard } from '../domain/cards/account-card.ts';
import { foldInOrder, type CardEvent } from '../domain/cards/card-fold.ts';
import type { Cards } from '../domain/cards/judge-card.ts';
import { isCardBody } from '../domain/operations/card-operations.ts';
import { readOperation } from '../domain/operations/read-operation.ts';
import type { CachedAccount } from '../ports/customer-cache.ts';
import type { Till } from './till.ts';

/** What these need of a till. */
export type CardReader = Pick<Till, 'journal' | 'cache'>;

export interface CardsNow {
  readonly cards: Cards;
  /** Numbers of the cards that an own operation changed which the centre has not told of */
  readonly tentative: ReadonlySet<string>;
  /** Accounts that the cache leads to from these cards, by card number */
  readonly cached: ReadonlyMap<string, CachedAccount>;
}

/** These cards, and all that own operations link them with. */
export function cardsNow({ journal, cache }: CardReader, numbers: readonly string[]): CardsNow {
  const view = cache.view();
  const through = view === undefined ? 0 : journal.throughOf(view.through.journalId, view.through.seq);
  const found = new Map<number, CardEvent>();
  const cached = new Map<string, CachedAccount>();
  const openings: FoldedCard[] = [];
  const seen = new Set<string>();
  const due = [...numbers];
  for (let number = due.pop(); number !== undefined; number = due.pop()) {
    if (seen.has(number)) continue;
    seen.add(number);
    const told = cache.findByCard(number);
    const card = told?.account.cards.find((each) => each.number === number);
    if (told !== undefined && card !== undefined) {
      cached.set(number, told);
      openings.push(foldedFrom(card, told.account.accountId));
    }
    for (const stored of journal.operationsOfCard(number, through)) {
      const read = readOperation(stored);
      if (!read.ok || !isCardBody(read.body)) continue;
      const { body } = read;
      found.set(stored.seq, { opId: stored.opId, orderMs: stored.seq, journalId: journal.journalId, seq: stored.seq, body });
      if (body.kind === 'card-replaced') due.push(body.payload.cardNumber, body.payload.newCardNumber);
    }
  }
  const events = [...found.values()].toSorted((one, other) => one.seq - other.seq);
  const { cards } = foldInOrder(openings, events);
  const touched = events.flatMap(({ body }) => (body.kind === 'card-replaced' ? [body.payload.cardNumber, body.payload.newCardNumber] : [body.payload.cardNumber]));
  return { cards, cached, tentative: new Set(touched) };
}

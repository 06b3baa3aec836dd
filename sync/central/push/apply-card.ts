import { toldCard } from '../../../agent/domain/cards/account-card.ts';
import type { Cards } from '../../../agent/domain/cards/judge-card.ts';
import { raceReason } from '../../../agent/domain/cards/lost-race.ts';
import { readCardNumber } from '../../../agent/domain/cards/card-number.ts';
import { isBare } from '../../../agent/domain/customer/bare-account.ts';
import type { CardBody } from '../../../agent/domain/operations/card-operations.ts';
import { sameJson } from '../../../agent/domain/same-json.ts';
import { change as changeAccount } from '../accounts/books.ts';
import { addCard, foldOf, numbersOf } from '../cards/card-books.ts';
import type { BatchItem, Outcome } from './batch-item.ts';
import { report, type BatchState } from './batch-state.ts';

/**
 * Takes one operation on a card. What is wrong with it for good refuses it; else it counts, and the fold says at the end of the batch, and again whenever one
 * comes that stands before it, whether it went or has lost (`card-race-lost-…`).
 */
export function applyCard(state: BatchState, item: BatchItem, body: CardBody): Outcome {
  const refused = refusalOf(state, item, body);
  const orderMs = item.clock === 'suspect' ? item.receivedAtMs : item.atMs;
  addCard(state.cards, { opId: item.opId, journalId: item.journalId, seq: item.seq, tillId: item.tillId, orderMs, body, isRefused: refused !== undefined });
  if (refused !== undefined) return { verdict: 'parked', reason: refused };
  state.cardItems.unsettled.push({ item, body });
  return { verdict: 'applied' };
}

/** Shows the cards on the accounts as all operations so far leave them, and says of each what became of it. Before anybody looks at a card, and at the end of a batch. */
export function settleCards(state: BatchState): void {
  const { settled, unsettled } = state.cardItems;
  if (unsettled.length === 0) return;
  settled.push(...unsettled.splice(0));
  const { cards, lost } = foldOf(state.cards);
  showCards(state, cards);
  for (const { item, body } of settled) {
    const fault = lost.get(item.opId);
    const accountId = cards.get(body.payload.cardNumber)?.accountId;
    item.outcome = { ...(fault === undefined ? { verdict: 'applied' } : { verdict: 'parked', reason: raceReason(fault) }), ...(accountId === undefined ? {} : { accountId }) };
  }
}

/** What is wrong with it whatever else comes. */
function refusalOf(state: BatchState, item: BatchItem, body: CardBody): string | undefined {
  const { payload } = body;
  const { accountId } = payload;
  if (payload.tillId !== item.tillId) {
    report(state, item, 'defect', accountId, { what: 'till', stated: payload.tillId });
    return 'defect';
  }
  const { inForce } = state;
  if (inForce !== undefined && payload.programmeId !== inForce.programmeId) return 'programme-differs';
  // a card base that was imported may have numbers of older schemes
  if (numbersOf(body).some((number) => inForce !== undefined && !state.cards.openings.has(number) && !isNumber(inForce.cardSchemes, number))) {
    report(state, item, 'defect', accountId, { what: 'card-number' });
    return 'defect';
  }
  if (body.kind === 'card-issued' && body.payload.poolId !== undefined) {
    // a centre that was restored may not know the pool: then the number counts for what it is
    const journalId = state.cards.poolJournals.get(body.payload.poolId);
    if (journalId !== undefined && journalId !== item.journalId) {
      report(state, item, 'defect', accountId, { what: 'number-pool', poolId: body.payload.poolId });
      return 'defect';
    }
  }
  if ((body.kind === 'card-issued' || body.kind === 'card-bound') && !state.books.accounts.has(body.payload.accountId)) return 'account-unknown';
  return leavesPoints(state, body) ? 'card-account-not-bare' : undefined;
}

function isNumber(schemes: Parameters<typeof readCardNumber>[0], number: string): boolean {
  const read = readCardNumber(schemes, number);
  return read.ok && read.number === number;
}

/** Would a card leave an account behind that has points or a person? To make one of two customers is another matter (ADR 0034). */
function leavesPoints(state: BatchState, { kind, payload }: CardBody): boolean {
  if (kind !== 'card-bound' && kind !== 'card-replaced') return false;
  settleCards(state);
  const { cards } = foldOf(state.cards);
  const moving = cards.get(kind === 'card-bound' ? payload.cardNumber : payload.newCardNumber);
  const toId = kind === 'card-bound' ? payload.accountId : cards.get(payload.cardNumber)?.accountId;
  if (moving === undefined || toId === undefined || moving.accountId === toId) return false;
  const left = state.books.accounts.get(moving.accountId);
  return left !== undefined && (state.profiles.byAccount.has(moving.accountId) || left.heldPoints > 0 || !isBare(left.account, moving.number));
}

/** The accounts as tills are told of them: each with the cards that lead to it now. */
function showCards({ books, cards: { openings, before } }: BatchState, cards: Cards): void {
  const concerned = new Set([...cards.keys(), ...openings.keys(), ...before.cards.keys()]);
  const byAccount = Map.groupBy(cards.values(), ({ accountId }) => accountId);
  for (const accountId of books.accounts.keys()) {
    const own = (byAccount.get(accountId) ?? []).map(toldCard);
    changeAccount(books, accountId, (account) => {
      const others = account.cards.filter(({ number }) => !concerned.has(number));
      const shown = [...others, ...own].toSorted((one, other) => (one.number < other.number ? -1 : 1));
      return sameJson(shown, account.cards) ? account : { ...account, cards: shown };
    });
  }
}

import Type from 'typebox';
import type { EventRule } from '../../../agent/domain/bundle/bundle.ts';
import type { CompiledBundle } from '../../../agent/domain/bundle/compiled.ts';
import { readCardNumber } from '../../../agent/domain/cards/card-number.ts';
import { eventAccrual, lotsOfEvent } from '../../../agent/domain/events/event-accrual.ts';
import { bookSale } from '../../../agent/domain/ledger/book-on-account.ts';
import { postings } from '../../../agent/domain/ledger/effects.ts';
import { periodOf } from '../../../agent/domain/operations/sale-counts.ts';
import { Id, LocalDate, Points, Strict } from '../../../agent/domain/scalars.ts';
import { digestOf } from '../../../agent/usecases/digest.ts';
import { post, roomFor, type Books } from '../accounts/books.ts';
import { openBooks } from '../accounts/open-books.ts';
import { settleAccount } from '../accounts/settle-account.ts';
import { writeBooks } from '../accounts/write-books.ts';
import type { CentralContext } from '../central-context.ts';
import type { Queryable } from '../database/database.ts';
import { assertNotMerged } from '../merging/redirects.ts';
import { ProblemError } from '../problem-error.ts';
import { localDay } from '../programme-day.ts';
import type { WebChannel } from './web-channel.ts';

/** POST /v1/events/accrue. `eventId` is the shop's own: the same one again with the same content answers the same. */
export const AccrueRequest = Strict({
  eventId: Id,
  /** An id of the bundle's `events` */
  kind: Id,
  /** The card's number or short form */
  card: Type.String({ minLength: 1, maxLength: 64 }),
});
export type AccrueRequest = Type.Static<typeof AccrueRequest>;

export const AccruedView = Strict({
  eventId: Id,
  kind: Id,
  cardNumber: Type.String(),
  points: Points,
  /** May be spent from this day on; at once where it is absent */
  availableOn: Type.Optional(LocalDate),
  /** Their last day; they stay where it is absent */
  expiresOn: Type.Optional(LocalDate),
  /** Under which id the points stand in the ledger */
  opId: Type.String(),
});
export type AccruedView = Type.Static<typeof AccruedView>;

/**
 * Books the points of an event, once. Nothing is kept of a refused one: sent again it is judged again.
 * @throws ProblemError `no-bundle`, `event-unknown`, `event-differs`, `event-limit-reached`, `card-unknown`, `card-not-earning`
 */
export async function accrueEvent({ db, library, now }: Pick<CentralContext, 'db' | 'library' | 'now'>, channel: WebChannel, request: AccrueRequest): Promise<AccruedView> {
  const nowMs = now();
  const requestHash = digestOf(request);
  return await db.transaction(async (tx) => {
    const earlier = await findAccrued(tx, channel, request, requestHash);
    if (earlier !== undefined) return earlier;
    const compiled = await library.inForce(tx);
    if (compiled === undefined) throw new ProblemError('no-bundle', 'No programme bundle was published yet.');
    const rule = ruleOf(compiled, request.kind);
    const { cardNumber, accountId, books } = await openAccount(tx, compiled, request.card, nowMs);
    // another process may have booked this very event while this one waited for the account
    const meanwhile = await findAccrued(tx, channel, request, requestHash);
    if (meanwhile !== undefined) return meanwhile;
    const today = localDay(nowMs, compiled.bundle.timeZone);
    const since = periodOf(rule.limit?.period ?? 'ever', today);
    await assertWithinLimit(tx, rule, accountId, since);
    const opId = `event:${channel.channelId}:${request.eventId}`;
    const accrued = book(books, accountId, rule, today, opId);
    const view: AccruedView = { eventId: request.eventId, kind: request.kind, cardNumber, ...accrued, opId };
    await tx.query('INSERT INTO accrued_event (channel_id, event_id, request_hash, kind, account_id, since, answer, at_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)', [
      channel.channelId, request.eventId, requestHash, rule.id, accountId, since, JSON.stringify(view), nowMs,
    ]);
    await writeBooks(tx, books);
    return view;
  }, 'READ COMMITTED', 'idempotent');
}

async function findAccrued(tx: Queryable, { channelId }: WebChannel, { eventId }: AccrueRequest, requestHash: string): Promise<AccruedView | undefined> {
  const rows = await tx.query<{ request_hash: string; answer: string }>('SELECT request_hash, answer FROM accrued_event WHERE channel_id = $1 AND event_id = $2', [channelId, eventId]);
  const row = rows[0];
  if (row === undefined) return undefined;
  if (row.request_hash !== requestHash) throw new ProblemError('event-differs', `The event ${eventId} was accrued with another kind or card.`);
  // only this file writes it
  return JSON.parse(row.answer) as AccruedView;
}

function ruleOf({ bundle: { events = [] } }: CompiledBundle, kind: string): EventRule {
  const rule = events.find(({ id }) => id === kind);
  if (rule === undefined) throw new ProblemError('event-unknown', `The programme gives no points for events of the kind ${kind}.`, { path: '/kind' });
  return rule;
}

/** The account behind the card, locked. */
async function openAccount(tx: Queryable, compiled: CompiledBundle, code: string, nowMs: number): Promise<{ cardNumber: string; accountId: string; books: Books }> {
  const card = readCardNumber(compiled.bundle.cardSchemes, code);
  const rows = card.ok ? await tx.query<{ account_id: string }>('SELECT account_id FROM card WHERE number = $1', [card.number]) : [];
  const accountId = rows[0]?.account_id;
  if (!card.ok || accountId === undefined) throw new ProblemError('card-unknown', 'The programme has no such card.', { path: '/card' });
  const books = await openBooks(tx, [accountId], [], nowMs);
  assertNotMerged(books);
  const state = books.accounts.get(accountId)?.account.cards.find(({ number }) => number === card.number)?.state;
  if (state === undefined) throw new ProblemError('card-unknown', 'The programme has no such card.', { path: '/card' });
  if (state === 'blocked' || state === 'replaced') throw new ProblemError('card-not-earning', `This card is ${state}: it earns nothing.`, { path: '/card', state });
  return { cardNumber: card.number, accountId, books };
}

async function assertWithinLimit(tx: Queryable, { id, name, limit }: EventRule, accountId: string, since: string): Promise<void> {
  if (limit === undefined) return;
  const rows = await tx.query<{ times: number }>('SELECT count(*) AS times FROM accrued_event WHERE account_id = $1 AND kind = $2 AND since = $3', [accountId, id, since]);
  if ((rows[0]?.times ?? 0) < limit.times) return;
  throw new ProblemError('event-limit-reached', `The customer had points for “${name.en ?? name.ru}” as often as they may.`, { times: limit.times, period: limit.period });
}

function book(books: Books, accountId: string, rule: EventRule, today: string, opId: string) {
  settleAccount(books, accountId, today, opId);
  const booked = books.accounts.get(accountId);
  if (booked === undefined) throw new Error(`account ${accountId} is not locked in this transaction`);
  const accrual = eventAccrual(rule, Math.min(rule.points, roomFor(booked)), today);
  const effects = postings({ earned: accrual.points, pending: accrual.availableOn === undefined ? 0 : accrual.points, spent: 0 });
  post(books, accountId, opId, effects, (account) => bookSale(account, effects, lotsOfEvent(accrual, today)));
  return accrual;
}

import type { HoldMessage, HoldReply } from '../protocol/messages.ts';
import { liveAllowances, recallAllowance } from './accounts/book-allowances.ts';
import { endHold, grantHold, type Books, type HoldRecord } from './accounts/books.ts';
import { openBooks } from './accounts/open-books.ts';
import { writeBooks } from './accounts/write-books.ts';
import { settleAccount } from './accounts/settle-account.ts';
import type { BundleLibrary } from './bundle-library.ts';
import type { CentralContext } from './central-context.ts';
import type { Queryable } from './database/database.ts';
import { assertNotMerged } from './merging/redirects.ts';
import { ProblemError } from './problem-error.ts';
import { programmeToday } from './programme-day.ts';

type HoldFields = Omit<HoldMessage, 'protocol'>;

/**
 * Sets points of an account aside for one sale of this till. Idempotent by `holdId`: the same request gives the same answer while the hold is active.
 * Where the balance is too short, what is set aside for other tills is recalled: when they have given it back, the next request may find it.
 * @throws ProblemError `hold-differs` where this id stands for another hold
 */
export async function requestHold({ db, library }: Pick<CentralContext, 'db' | 'library'>, message: HoldMessage, nowMs: number, tillId: string): Promise<HoldReply> {
  const reply = await db.transaction(async (tx) => await holdWithin(tx, library, message, nowMs, tillId), 'READ COMMITTED', 'idempotent');
  return message.protocol === 1 ? withoutReserved(reply) : reply;
}

function withoutReserved(reply: HoldReply): HoldReply {
  if (reply.outcome === 'held') return reply;
  const { reserved: _unknown, ...known } = reply;
  return known;
}

/** The same in a transaction that goes on. Takes the account's lock and the feed's; of one that was merged, those of the account that is left too. */
export async function holdWithin(tx: Queryable, library: BundleLibrary, message: HoldFields, nowMs: number, tillId: string): Promise<HoldReply> {
  const named = await openBooks(tx, [message.accountId], [message.holdId], nowMs);
  const accountId = named.accounts.get(message.accountId)?.account.mergedInto ?? message.accountId;
  const books = accountId === message.accountId ? named : await openBooks(tx, [accountId], [message.holdId], nowMs);
  assertNotMerged(books);
  expireOverdueHolds(books, accountId);
  const account = books.accounts.get(accountId)?.account;
  const hasDays = account?.lots !== undefined || account?.pending !== undefined;
  // a repeated request moves nothing, and an account without days need not know today: a cashier waits
  if (hasDays && !books.holds.has(message.holdId)) settleAccount(books, accountId, await programmeToday(tx, library, nowMs), `hold:${message.holdId}`);
  const reply = decideHold(books, { ...message, accountId }, tillId);
  await writeBooks(tx, books);
  return reply;
}

/** Books back the active holds of this account whose time is over. */
export function expireOverdueHolds(books: Books, accountId: string): void {
  for (const hold of books.holds.values()) {
    if (hold.accountId === accountId && hold.state === 'active' && hold.expiresAtMs <= books.nowMs) endHold(books, hold, 'expired');
  }
}

function decideHold(books: Books, message: HoldFields, tillId: string): HoldReply {
  const { accountId, holdId, points } = message;
  const account = books.accounts.get(accountId)?.account;
  if (account === undefined) return { outcome: 'refused', reason: 'account-unknown', availablePoints: 0 };
  const { availablePoints } = account;
  const known = books.holds.get(holdId);
  if (known !== undefined) return repeatHold(known, message, availablePoints);
  const card = account.cards.find((each) => each.number === message.cardNumber);
  if (card?.state !== 'active') return { outcome: 'refused', reason: 'card-not-active', availablePoints };
  if (availablePoints < points) return { outcome: 'refused', reason: 'insufficient-points', availablePoints, ...recallElsewhere(books, message, tillId) };
  const expiresAtMs = books.nowMs + message.holdSeconds * 1000;
  grantHold(books, { holdId, saleId: message.saleId, accountId, points, state: 'active', expiresAtMs, createdAtMs: books.nowMs });
  return { outcome: 'held', points, expiresAtMs };
}

/** The till that asks spends its own allowance itself. */
function recallElsewhere(books: Books, { accountId }: HoldFields, tillId: string): Pick<Extract<HoldReply, { outcome: 'refused' }>, 'reserved'> {
  const elsewhere = liveAllowances(books, accountId).filter((allowance) => allowance.tillId !== tillId && allowance.points > 0);
  for (const allowance of elsewhere) recallAllowance(books, allowance, 'short');
  if (elsewhere.length === 0) return {};
  return { reserved: elsewhere.map(({ tillId: at, storeId, points }) => ({ tillId: at, storeId, points })).sort((one, other) => other.points - one.points) };
}

function repeatHold(known: HoldRecord, message: HoldFields, availablePoints: number): HoldReply {
  // a tombstone carries no points: it only says that this hold was let go before it was asked for
  if (known.state !== 'active') return { outcome: 'refused', reason: 'hold-released', availablePoints };
  if (known.accountId !== message.accountId || known.saleId !== message.saleId || known.points !== message.points) {
    throw new ProblemError('hold-differs', `Hold ${known.holdId} was granted for another sale, account or number of points.`);
  }
  return { outcome: 'held', points: known.points, expiresAtMs: known.expiresAtMs };
}

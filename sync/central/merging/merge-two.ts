import type { Account } from '../../../agent/domain/customer/account.ts';
import { emptied, mergeAccounts, survivorOf } from '../../../agent/domain/customer/merge-accounts.ts';
import { foldTogether } from '../../../agent/domain/customer/profile-fold.ts';
import type { Bundle } from '../../../agent/domain/bundle/bundle.ts';
import type { Effect } from '../../../agent/domain/operations/effect.ts';
import { leasedOf } from '../../../agent/domain/ledger/move-lots.ts';
import { liveAllowances, recallAllowance } from '../accounts/book-allowances.ts';
import { pendingPoints, post, roomFor, type BookedAccount, type Books } from '../accounts/books.ts';
import { openBooks } from '../accounts/open-books.ts';
import { writeBooks } from '../accounts/write-books.ts';
import type { Queryable } from '../database/database.ts';
import { openProfiles, profileOf, setProfile, writeProfiles } from '../profiles/profile-books.ts';
import { shownOf } from '../push/apply-customer.ts';

export interface MergeOptions {
  cause: 'verified-phone' | 'accepted';
  bundle: Bundle | undefined;
  nowMs: number;
}

export type Merged = { outcome: 'merged'; survivorId: string; mergedId: string } | { outcome: 'too-many-points' | 'another-programme' | 'merged-before' };

/**
 * Makes one account of two, in the caller's transaction, which has locked neither:
 *
 *   every bucket of the other ──`merge:<other>`──► the survivor's, so that each account's postings still sum to zero
 *   cards, holds, allowances, lots, the person ──► the survivor's       the other ──► a redirect for ever, as are those that were merged into it
 *
 * The survivor comes before the other in the feed, so that no till ever sees a card of nobody.
 */
export async function mergeTwo(tx: Queryable, accountId: string, otherId: string, { cause, bundle, nowMs }: MergeOptions): Promise<Merged> {
  const books = await openBooks(tx, [accountId, otherId], [], nowMs);
  const [one, two] = [books.accounts.get(accountId), books.accounts.get(otherId)];
  if (one === undefined || two === undefined || one === two) throw new Error(`accounts ${accountId} and ${otherId} are not two`);
  if (one.account.mergedInto !== undefined || two.account.mergedInto !== undefined) return { outcome: 'merged-before' };
  if (one.programmeId !== two.programmeId) return { outcome: 'another-programme' };
  const survivor = survivorOf(one.account, two.account) === one.account ? one : two;
  const other = survivor === one ? two : one;
  if (roomFor(survivor) < other.account.availablePoints + other.heldPoints + leasedOf(other.account) + pendingPoints(other.account)) return { outcome: 'too-many-points' };

  inFeedOrder(books, [survivor, other]);
  recallSecond(books, survivor.account.accountId, other.account.accountId);
  const { accountId: survivorId } = survivor.account;
  const { accountId: mergedId } = other.account;
  const profiles = await openProfiles(tx, [survivorId, mergedId], bundle?.questionnaires);
  const person = foldTogether(profileOf(profiles, survivorId), profileOf(profiles, mergedId));
  const merged = shownOf(mergeAccounts(survivor.account, other.account, (bundle?.tiers ?? []).map(({ id }) => id)), person);
  const sums = await readBuckets(tx, mergedId);
  const opId = `merge:${mergedId}`;
  post(books, mergedId, opId, sums.map(({ bucket, points }) => ({ bucket, points: -points })), (account) => emptied(account, survivorId));
  post(books, survivorId, opId, sums, () => merged);
  // an account without any points changes as well
  survivor.isChanged = other.isChanged = true;
  await moveHolds(tx, mergedId, survivorId);
  await writeBooks(tx, books);
  await moveNamed(tx, mergedId, survivorId);
  await writeRest(tx, merged, mergedId);
  if (profiles.byAccount.size > 0) {
    setProfile(profiles, survivorId, person);
    profiles.changes.push({ accountId: survivorId, kind: 'merged', fields: Object.keys(person.stamps), opId, atMs: nowMs });
  }
  await writeProfiles(tx, profiles, nowMs);
  await tx.query('DELETE FROM profile WHERE account_id = $1', [mergedId]);
  await moveErasure(tx, mergedId, survivorId);
  await settleProposals(tx, survivorId, nowMs);
  await tx.query('INSERT INTO account_merge (merged_id, survivor_id, cause, at_ms) VALUES ($1, $2, $3, $4)', [mergedId, survivorId, cause, nowMs]);
  return { outcome: 'merged', survivorId, mergedId };
}

/** Positions are given in the order of the books. */
function inFeedOrder(books: Books, accounts: readonly BookedAccount[]): void {
  books.accounts.clear();
  for (const booked of accounts) books.accounts.set(booked.account.accountId, booked);
}

async function readBuckets(tx: Queryable, accountId: string): Promise<Effect[]> {
  return await tx.query<Effect>(
    'SELECT bucket, sum(amount_minor)::bigint AS points FROM ledger_entry WHERE account_id = $1 GROUP BY bucket HAVING sum(amount_minor) <> 0 ORDER BY bucket', [accountId],
  );
}

/** Ended ones too: a request or a release for one of them may still be on its way. */
async function moveHolds(tx: Queryable, fromId: string, toId: string): Promise<void> {
  await tx.query('UPDATE hold SET account_id = $2 WHERE account_id = $1', [fromId, toId]);
}

/** Of two allowances that one journal has now, its till spends the survivor's and gives the other back. */
function recallSecond(books: Books, survivorId: string, mergedId: string): void {
  const has = new Set(liveAllowances(books, survivorId).filter(({ state }) => state === 'granted').map(({ journalId }) => journalId));
  for (const allowance of liveAllowances(books, mergedId)) if (has.has(allowance.journalId)) recallAllowance(books, allowance, 'merged');
}

/** Allowances keep their ids and journals, so that what their tills say of them settles here; events and choices of a favourite count for the limits of both. */
async function moveNamed(tx: Queryable, fromId: string, toId: string): Promise<void> {
  await tx.query('UPDATE allowance SET account_id = $2 WHERE account_id = $1', [fromId, toId]);
  await tx.query('UPDATE favourite_choice SET account_id = $2 WHERE account_id = $1', [fromId, toId]);
  await tx.query('UPDATE verification SET account_id = $2 WHERE account_id = $1', [fromId, toId]);
  await tx.query('INSERT INTO phone_proof (account_id, phone, at_ms) SELECT $2, phone, at_ms FROM phone_proof WHERE account_id = $1 ON CONFLICT (account_id, phone) DO NOTHING', [fromId, toId]);
  await tx.query('DELETE FROM phone_proof WHERE account_id = $1', [fromId]);
  await tx.query('UPDATE accrued_event SET account_id = $2 WHERE account_id = $1', [fromId, toId]);
}

/** What `writeBooks` does not write, because nothing but a merge changes it. */
async function writeRest(tx: Queryable, merged: Account, mergedId: string): Promise<void> {
  const { accountId, tier, favourite, joinedOn, segments = [], offers = [] } = merged;
  await tx.query(
    `UPDATE account a SET tier = $2, favourite_category_id = $3, favourite_until = $4, joined_on = $5, segments = $6::jsonb, offers = $7::jsonb,
       first_purchase_on = least(a.first_purchase_on, o.first_purchase_on), last_purchase_on = greatest(a.last_purchase_on, o.last_purchase_on)
     FROM account o WHERE a.account_id = $1 AND o.account_id = $8`,
    [accountId, tier, favourite?.categoryId ?? null, favourite?.until ?? null, joinedOn ?? null, JSON.stringify(segments), JSON.stringify(offers), mergedId],
  );
  await tx.query(
    `UPDATE account SET favourite_category_id = NULL, favourite_until = NULL, segments = '[]', offers = '[]', first_purchase_on = NULL, last_purchase_on = NULL
     WHERE account_id = $1`,
    [mergedId],
  );
  await tx.query('UPDATE account SET merged_into = $2 WHERE account_id = $1 OR merged_into = $1', [mergedId, accountId]);
  await tx.query('UPDATE card SET account_id = $2 WHERE account_id = $1', [mergedId, accountId]);
}

/** Nobody need decide whether accounts are one that are. */
async function settleProposals(tx: Queryable, survivorId: string, nowMs: number): Promise<void> {
  await tx.query(
    `UPDATE merge_proposal SET state = 'settled', ended_at_ms = $2
     WHERE state = 'open' AND account_id IN (SELECT account_id FROM account WHERE account_id = $1 OR merged_into = $1)
       AND other_id IN (SELECT account_id FROM account WHERE account_id = $1 OR merged_into = $1)`,
    [survivorId, nowMs],
  );
}

/** What was taken of the person before they were erased there must not come back here. */
async function moveErasure(tx: Queryable, fromId: string, toId: string): Promise<void> {
  await tx.query(
    `INSERT INTO profile_erasure (account_id, erased_at_ms) SELECT $2, erased_at_ms FROM profile_erasure WHERE account_id = $1
     ON CONFLICT (account_id) DO UPDATE SET erased_at_ms = greatest(profile_erasure.erased_at_ms, excluded.erased_at_ms)`,
    [fromId, toId],
  );
}

import type { Account, Allowance } from '../../../agent/domain/customer/account.ts';
import { spendAllowance, withAllowance, withoutAllowance } from '../../../agent/domain/customer/allowance.ts';
import type { Effect } from '../../../agent/domain/operations/effect.ts';
import { toldAllowance, type AllowanceCause, type AllowanceRecord } from './allowance-record.ts';
import { change, post, type Books } from './books.ts';

/** Allowances of one account that have not ended, in the order in which they were granted. */
export function liveAllowances(books: Books, accountId: string): AllowanceRecord[] {
  return (books.accounts.get(accountId)?.account.allowances ?? []).flatMap(({ allowanceId }) => books.allowances.get(allowanceId) ?? []);
}

/** Sets points aside for a till: available → leased, under `lease:<id>`. */
export function grantAllowance(books: Books, allowance: AllowanceRecord): void {
  const { allowanceId, accountId, points } = allowance;
  post(books, accountId, `lease:${allowanceId}`, moveTo('leased', points), (account) => withAllowance(account, toldAllowance(allowance)));
  record(books, allowance);
}

/** Adds points to an allowance, under `lease:<id>:<how many times before>`. */
export function topUpAllowance(books: Books, allowance: AllowanceRecord, points: number): void {
  const { allowanceId, accountId, grants } = allowance;
  const after = { ...allowance, points: allowance.points + points, grantedPoints: allowance.grantedPoints + points, grants: grants + 1 };
  post(books, accountId, `lease:${allowanceId}:${grants}`, moveTo('leased', points), (account) =>
    told({ ...account, availablePoints: account.availablePoints - points }, toldAllowance(after)));
  record(books, after);
}

export function renewAllowance(books: Books, allowance: AllowanceRecord, expiresAtMs: number, reuseAtMs: number): void {
  tell(books, { ...allowance, expiresAtMs, reuseAtMs });
}

/** The till is told to give it back. Nothing moves until it does, and a recall is not recalled again. */
export function recallAllowance(books: Books, allowance: AllowanceRecord, cause: AllowanceCause): void {
  if (allowance.state !== 'granted') return;
  tell(books, { ...allowance, state: 'recalled', cause, recalledAtMs: books.nowMs });
}

/** Its points are used again: leased → available, under `lease-end:<id>`. */
export function voidAllowance(books: Books, allowance: AllowanceRecord, cause: 'silent' | 'replaced'): void {
  giveBackRest(books, allowance);
  record(books, { ...allowance, points: 0, state: 'void', cause, endedAtMs: books.nowMs });
}

/** The till gives back what it says is left; what was added meanwhile, and it did not know of, goes back by the centre's own posting. */
export function returnAllowance(books: Books, allowance: AllowanceRecord, points: number, opId: string): void {
  const { accountId, allowanceId } = allowance;
  post(books, accountId, opId, moveTo('available', points), (account) =>
    spendAllowance({ ...account, availablePoints: account.availablePoints + points }, allowanceId, points));
  giveBackRest(books, { ...allowance, points: allowance.points - points });
  record(books, { ...allowance, points: 0, state: 'returned', endedAtMs: books.nowMs });
}

/** Takes points of it for a sale that posts them itself. */
export function takeFromAllowance(books: Books, allowance: AllowanceRecord, points: number): void {
  record(books, { ...allowance, points: allowance.points - points });
}

function giveBackRest(books: Books, { accountId, allowanceId, points }: AllowanceRecord): void {
  post(books, accountId, `lease-end:${allowanceId}`, moveTo('available', points), (account) => withoutAllowance(account, allowanceId));
}

function tell(books: Books, allowance: AllowanceRecord): void {
  change(books, allowance.accountId, (account) => told(account, toldAllowance(allowance)));
  record(books, allowance);
}

function told(account: Account, allowance: Allowance): Account {
  return { ...account, allowances: (account.allowances ?? []).map((each) => (each.allowanceId === allowance.allowanceId ? allowance : each)) };
}

function record(books: Books, allowance: AllowanceRecord): void {
  books.allowances.set(allowance.allowanceId, allowance);
  books.changedAllowances.add(allowance.allowanceId);
}

function moveTo(bucket: 'available' | 'leased', points: number): Effect[] {
  const other = bucket === 'available' ? 'leased' : 'available';
  return [{ bucket: other, points: 0 - points }, { bucket, points }];
}

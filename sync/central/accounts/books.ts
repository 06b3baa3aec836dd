import type { Account } from '../../../agent/domain/customer/account.ts';
import { withHold, withoutHold } from '../../../agent/domain/customer/hold.ts';
import { leasedOf, pointsIn } from '../../../agent/domain/ledger/move-lots.ts';
import type { Effect } from '../../../agent/domain/operations/effect.ts';
import { maxAmount } from '../../../agent/domain/scalars.ts';
import type { AllowanceRecord } from './allowance-record.ts';

export type HoldState = 'active' | 'settled' | 'released' | 'expired';

export interface HoldRecord {
  holdId: string;
  saleId: string;
  accountId: string;
  points: number;
  state: HoldState;
  expiresAtMs: number;
  createdAtMs: number;
}

export interface LedgerEntry {
  accountId: string;
  programmeId: string;
  bucket: Effect['bucket'];
  points: number;
  opId: string;
}

export interface BookedAccount {
  /** Replaced at each change, never changed in place */
  account: Account;
  programmeId: string;
  heldPoints: number;
  isChanged: boolean;
  /** As it was read, to see what is to be written */
  readonly before: Account;
  /** Days of the purchases of this transaction, YYYY-MM-DD */
  purchasedOn: string[];
}

/** Locked accounts, their holds and allowances inside one transaction, and what is to be written to them. */
export interface Books {
  readonly nowMs: number;
  readonly accounts: Map<string, BookedAccount>;
  /** Holds that were named, and the active ones of these accounts */
  readonly holds: Map<string, HoldRecord>;
  /** Allowances that were named, and those of these accounts that have not ended */
  readonly allowances: Map<string, AllowanceRecord>;
  readonly entries: LedgerEntry[];
  readonly changedHolds: Set<string>;
  readonly changedAllowances: Set<string>;
}

/**
 * Books a group of postings that sums to zero, and the account as it is after them. Zero postings are left out.
 * Throws where the books would not balance: a broken invariant.
 */
export function post(books: Books, accountId: string, opId: string, effects: readonly Effect[], after: (account: Account) => Account): void {
  const booked = books.accounts.get(accountId);
  if (booked === undefined) throw new Error(`account ${accountId} is not locked in this transaction`);
  const sums = { all: 0, available: 0, pending: 0, leased: 0 };
  for (const { bucket, points } of effects) {
    sums.all += points;
    if (bucket === 'available' || bucket === 'pending' || bucket === 'leased') sums[bucket] += points;
    if (bucket === 'held') booked.heldPoints += points;
    if (points !== 0) books.entries.push({ accountId, programmeId: booked.programmeId, bucket, points, opId });
  }
  if (sums.all !== 0) throw new Error(`postings of ${opId} sum to ${sums.all}, not to zero`);
  const { account } = booked;
  booked.account = after(account);
  const available = booked.account.availablePoints - account.availablePoints;
  const pending = pendingPoints(booked.account) - pendingPoints(account);
  const leased = leasedOf(booked.account) - leasedOf(account);
  if (available !== sums.available || pending !== sums.pending || leased !== sums.leased) throw new Error(`postings of ${opId} and the account after them differ`);
  booked.isChanged ||= booked.account !== account || effects.some(({ points }) => points !== 0);
}

/** Changes what of an account is no points: counters, data. */
export function change(books: Books, accountId: string, after: (account: Account) => Account): void {
  const booked = books.accounts.get(accountId);
  if (booked === undefined) return;
  const account = after(booked.account);
  booked.isChanged ||= account !== booked.account;
  booked.account = account;
}

export function notePurchase(booked: BookedAccount, day: string): void {
  booked.purchasedOn.push(day);
}

export function pendingPoints({ pending = [] }: Account): number {
  return pointsIn(pending);
}

/** Points that the account can still take. With more of them no till could read its row, and the feed would stop for all tills. */
export function roomFor({ account, heldPoints }: BookedAccount): number {
  return Math.max(0, maxAmount - account.availablePoints - heldPoints - leasedOf(account) - pendingPoints(account));
}

/** Sets points aside: available → held, under `hold:<holdId>`. */
export function grantHold(books: Books, hold: HoldRecord): void {
  const { holdId, points, expiresAtMs, accountId } = hold;
  post(books, accountId, `hold:${holdId}`, [{ bucket: 'available', points: -points }, { bucket: 'held', points }], (account) =>
    withHold(account, { holdId, points, expiresAtMs }));
  recordHold(books, hold);
}

/** Ends an active hold by the exact reverse of its postings, under `hold-end:<holdId>`. A sale that spends the points books that by itself. */
export function endHold(books: Books, hold: HoldRecord, state: Exclude<HoldState, 'active'>): void {
  const { holdId, points, accountId } = hold;
  post(books, accountId, `hold-end:${holdId}`, [{ bucket: 'available', points }, { bucket: 'held', points: -points }], (account) =>
    withoutHold(account, holdId));
  recordHold(books, { ...hold, state });
}

/** Stores a hold that moves no points: a tombstone for a request that may still arrive. */
export function recordHold(books: Books, hold: HoldRecord): void {
  books.holds.set(hold.holdId, hold);
  books.changedHolds.add(hold.holdId);
}

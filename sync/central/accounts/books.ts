import type { Account } from '../../../agent/domain/customer/account.ts';
import type { Effect } from '../../../agent/domain/operations/operation.ts';
import { maxAmount } from '../../../agent/domain/scalars.ts';

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
  /** Replaced at each posting, never changed in place */
  account: Account;
  programmeId: string;
  heldPoints: number;
  isChanged: boolean;
}

/** Locked accounts and their holds inside one transaction, and what is to be written to them. */
export interface Books {
  readonly nowMs: number;
  readonly accounts: Map<string, BookedAccount>;
  /** Holds that were named, and the active ones of these accounts */
  readonly holds: Map<string, HoldRecord>;
  readonly entries: LedgerEntry[];
  readonly changedHolds: Set<string>;
}

/** Books a group of postings that sums to zero. Zero postings are left out. Throws where the books would not balance: a broken invariant. */
export function post(books: Books, accountId: string, opId: string, effects: readonly Effect[]): void {
  const booked = books.accounts.get(accountId);
  if (booked === undefined) throw new Error(`account ${accountId} is not locked in this transaction`);
  const sum = effects.reduce((total, effect) => total + effect.points, 0);
  if (sum !== 0) throw new Error(`postings of ${opId} sum to ${sum}, not to zero`);
  for (const { bucket, points } of effects) {
    if (points === 0) continue;
    books.entries.push({ accountId, programmeId: booked.programmeId, bucket, points, opId });
    if (bucket === 'available') booked.account = { ...booked.account, availablePoints: booked.account.availablePoints + points };
    if (bucket === 'held') booked.heldPoints += points;
    booked.isChanged = true;
  }
}

/** Points that the account can still take. With more of them no till could read its row, and the feed would stop for all tills. */
export function roomFor({ account, heldPoints }: BookedAccount): number {
  return Math.max(0, maxAmount - account.availablePoints - heldPoints);
}

/** Ids of the centre's own postings: opening balances, holds and their ends. An operation of a till under one of them would keep the centre from booking its own. */
export function isOwnOpId(opId: string): boolean {
  return /^(opening|hold|hold-end):/.test(opId);
}

/** Sets points aside: available → held, under `hold:<holdId>`. */
export function grantHold(books: Books, hold: HoldRecord): void {
  const { holdId, points, expiresAtMs, accountId } = hold;
  post(books, accountId, `hold:${holdId}`, [{ bucket: 'available', points: -points }, { bucket: 'held', points }]);
  changeHolds(books, accountId, (holds) => [...holds, { holdId, points, expiresAtMs }]);
  recordHold(books, hold);
}

/** Ends an active hold by the exact reverse of its postings, under `hold-end:<holdId>`. A sale that spends the points books that by itself. */
export function endHold(books: Books, hold: HoldRecord, state: Exclude<HoldState, 'active'>): void {
  const { holdId, points, accountId } = hold;
  post(books, accountId, `hold-end:${holdId}`, [{ bucket: 'available', points }, { bucket: 'held', points: -points }]);
  changeHolds(books, accountId, (holds) => holds.filter((each) => each.holdId !== holdId));
  recordHold(books, { ...hold, state });
}

/** Stores a hold that moves no points: a tombstone for a request that may still arrive. */
export function recordHold(books: Books, hold: HoldRecord): void {
  books.holds.set(hold.holdId, hold);
  books.changedHolds.add(hold.holdId);
}

function changeHolds(books: Books, accountId: string, change: (holds: Account['holds']) => Account['holds']): void {
  const booked = books.accounts.get(accountId);
  if (booked === undefined) return;
  booked.account = { ...booked.account, holds: change(booked.account.holds) };
  booked.isChanged = true;
}

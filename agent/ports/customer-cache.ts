import type { ProgrammeState } from '../domain/pricing/programme-state.ts';
import type { Account } from '../domain/customer/account.ts';

/** Which view of the centre the cache shows. */
export interface CacheView {
  generation: number;
  epoch: string;
  /** Position in the change feed */
  cursor: number;
  /** The last `seq` of this journal that the view contains */
  through: { journalId: string; seq: number };
  /** When the centre last confirmed that nothing newer exists */
  asOfMs: number;
  accounts: number;
}

export interface CachedAccount {
  account: Account;
  view: CacheView;
}

/** What the centre told us. Own operations are never in it: `usecases/customer-state.ts` adds them. */
export interface CustomerCache {
  /** Undefined before the first snapshot. */
  view(): CacheView | undefined;
  findByCard(cardNumber: string): CachedAccount | undefined;
  findById(accountId: string): CachedAccount | undefined;
  /** All accounts whose telephone has this hash, by id */
  findByPhone(hash: string): CachedAccount[];
  /** Accounts with an allowance of this journal that was recalled or ends by then */
  dueAllowances(journalId: string, endsBeforeMs: number): string[];
  /** What is left of budgets, and which of these coupons were used */
  programme(couponCodes: readonly string[]): ProgrammeState;
}

/** How the sync engine fills it. */
export interface CacheWriter {
  view(): CacheView | undefined;
  /** Where a snapshot may lie while it comes over the network. Deleted when the cache is opened. */
  readonly downloadPath: string;
  /** A new generation beside the one in service. */
  beginSnapshot(): SnapshotBuild;
  /** Throws away what is in service, what is being built and what was downloaded: no customer is known until a new snapshot is taken. */
  wipe(): void;
  /** One page of the feed in one transaction with its cursor and through. */
  applyFeed(page: { epoch: string; cursor: number; through: { journalId: string; seq: number }; accounts: readonly Account[]; programme?: ProgrammeState & { freeCoupons?: readonly string[] }; asOfMs: number }): void;
}

/** One account of a snapshot, as it is and as the very text that is kept. */
export interface SnapshotRow {
  account: Account;
  /** JSON of `account` */
  doc: string;
}

/** A generation that somebody else writes, off the thread that serves sales. */
export interface SnapshotBuild {
  /** The database that is to be written; it does not exist yet */
  readonly path: string;
  /** The file is whole, synced and closed: puts it in service, or throws and leaves the one before. */
  finish(): void;
  /** Deletes what was written. Nothing may write to it any more. Harmless once it is over. */
  abort(): void;
}

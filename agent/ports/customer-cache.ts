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
  /** Accounts with an allowance of this journal that was recalled or ends by then */
  dueAllowances(journalId: string, endsBeforeMs: number): string[];
  /** What is left of budgets, and which of these coupons were used */
  programme(couponCodes: readonly string[]): ProgrammeState;
}

/** How the sync engine fills it. */
export interface CacheWriter {
  view(): CacheView | undefined;
  /** A new generation beside the one in service. */
  beginSnapshot(header: { epoch: string; cursor: number; through: { journalId: string; seq: number } }): SnapshotBuild;
  /** Throws away what is in service and what is being built: no customer is known until a new snapshot is taken. */
  wipe(): void;
  /** One page of the feed in one transaction with its cursor and through. */
  applyFeed(page: { epoch: string; cursor: number; through: { journalId: string; seq: number }; accounts: readonly Account[]; programme?: ProgrammeState; asOfMs: number }): void;
}

export interface SnapshotBuild {
  add(accounts: readonly Account[]): void;
  addProgramme(programme: ProgrammeState): void;
  /** Builds the indexes, syncs the file and switches to it. */
  finish(asOfMs: number): void;
  abort(): void;
}

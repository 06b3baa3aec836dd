import type { SaleCommitted } from '../../../agent/domain/operations/operation.ts';
import { isLive, type AllowanceRecord } from '../accounts/allowance-record.ts';
import { takeFromAllowance } from '../accounts/book-allowances.ts';
import type { Books } from '../accounts/books.ts';
import type { BatchItem } from './batch-item.ts';

/** Why a sale's spending is, or is not, covered by an allowance. */
export type AllowanceWhy =
  | 'allowance-covers'
  /** The centre does not know it: it was restored to before the grant */
  | 'allowance-unknown'
  /** Of another account or another till */
  | 'allowance-elsewhere'
  /** More than was left of it */
  | 'allowance-overspent'
  /** The same, of one that may have had more before this database was restored */
  | 'allowance-forgotten'
  /** Its till had given it back before */
  | 'allowance-returned'
  /** The till was silent, and the points were used again */
  | 'allowance-reused'
  /** The same, and the sale's own clock says that it was too late, or does not know */
  | 'allowance-late'
  /** Another journal has taken the place of its own */
  | 'allowance-replaced';

export interface SettledAllowance {
  why: AllowanceWhy;
  /** Points of it that were still set aside: the sale posts them as `leased` */
  leasedPoints: number;
}

/** Takes what the sale spent of its allowance, as far as it is there: points that are set aside cover it, whatever the calendar says. */
export function settleAllowance(books: Books, item: BatchItem, sale: SaleCommitted, accountId: string): SettledAllowance | undefined {
  const spent = sale.redemption?.allowance;
  if (spent === undefined) return undefined;
  const allowance = books.allowances.get(spent.allowanceId);
  if (allowance === undefined) return { why: 'allowance-unknown', leasedPoints: 0 };
  if (allowance.accountId !== accountId || allowance.tillId !== item.tillId) return { why: 'allowance-elsewhere', leasedPoints: 0 };
  if (!isLive(allowance)) return { why: whyEnded(allowance, item, sale), leasedPoints: 0 };
  const leasedPoints = Math.min(spent.points, allowance.points);
  takeFromAllowance(books, allowance, leasedPoints);
  return { why: leasedPoints < spent.points ? whyShort(allowance) : 'allowance-covers', leasedPoints };
}

/** Why a till knows of more points than are left. */
export function whyShort({ isOfBackup }: AllowanceRecord): 'allowance-forgotten' | 'allowance-overspent' {
  return isOfBackup === true ? 'allowance-forgotten' : 'allowance-overspent';
}

function whyEnded({ state, cause, expiresAtMs }: AllowanceRecord, { clock }: BatchItem, { time }: SaleCommitted): AllowanceWhy {
  if (state === 'returned') return 'allowance-returned';
  if (cause === 'replaced') return 'allowance-replaced';
  return clock === 'suspect' || time.instantMs > expiresAtMs ? 'allowance-late' : 'allowance-reused';
}

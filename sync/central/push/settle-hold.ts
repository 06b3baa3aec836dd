import type { SaleCommitted } from '../../../agent/domain/operations/operation.ts';
import { unreachable } from '../../../agent/domain/unreachable.ts';
import { endHold, recordHold, type Books } from '../accounts/books.ts';

/** Why a sale's spending is, or is not, covered by a hold. */
export type HoldWhy =
  | 'hold-settled'
  | 'no-hold'
  /** The centre does not know it: it was restored to before the request */
  | 'hold-unknown'
  /** Another sale has spent it */
  | 'hold-spent'
  | 'hold-expired'
  | 'hold-released'
  | 'hold-of-another-sale';

export interface SettledHold {
  why: HoldWhy;
  /** Points that had been kept for this sale to this moment. They are its own, even where a return took the rest of the account below zero. */
  setAsidePoints: number;
}

/**
 * Gives the points of the sale's hold back, so that the sale itself can book what it spent. An overdue hold that nobody has ended yet
 * is ended like the others: its points are still there.
 */
export function settleHold(books: Books, sale: SaleCommitted, accountId: string): SettledHold {
  const holdId = sale.redemption?.holdId;
  if (holdId === undefined) return uncovered('no-hold');
  const hold = books.holds.get(holdId);
  if (hold === undefined) {
    // a request for it that arrives later must not set points aside again
    recordHold(books, { holdId, saleId: sale.saleId, accountId, points: 0, state: 'settled', expiresAtMs: books.nowMs, createdAtMs: books.nowMs });
    return uncovered('hold-unknown');
  }
  if (hold.accountId !== accountId || hold.saleId !== sale.saleId) return uncovered('hold-of-another-sale');
  switch (hold.state) {
    case 'active': {
      const isOverdue = hold.expiresAtMs <= books.nowMs;
      endHold(books, hold, isOverdue ? 'expired' : 'settled');
      return { why: isOverdue ? 'hold-expired' : 'hold-settled', setAsidePoints: hold.points };
    }
    case 'settled':
      return uncovered('hold-spent');
    case 'expired':
      return uncovered('hold-expired');
    case 'released':
      return uncovered('hold-released');
    default:
      return unreachable(hold.state);
  }
}

function uncovered(why: HoldWhy): SettledHold {
  return { why, setAsidePoints: 0 };
}

import type { OperationBody } from '../../../agent/domain/operations/operation.ts';
import { endHold, recordHold } from '../accounts/books.ts';
import type { BatchItem, Outcome } from './batch-item.ts';
import { report, type BatchState } from './batch-state.ts';

type Released = Extract<OperationBody, { kind: 'hold-released' }>['payload'];

/** Gives the points of a hold back. A hold that the centre does not know leaves a tombstone: its request may still be on the way. */
export function applyRelease(state: BatchState, item: BatchItem, released: Released): Outcome {
  const { books } = state;
  const { accountId, holdId, saleId } = released;
  if (books.accounts.get(accountId)?.programmeId !== released.programmeId) return { verdict: 'parked', reason: 'account-unknown' };
  const hold = books.holds.get(holdId);
  if (hold === undefined) {
    recordHold(books, { holdId, saleId, accountId, points: 0, state: 'released', expiresAtMs: books.nowMs, createdAtMs: books.nowMs });
  } else if (hold.accountId !== accountId) {
    report(state, item, 'defect', accountId, { what: 'hold-account', holdId });
    return { verdict: 'parked', reason: 'defect' };
  } else if (hold.state === 'active') {
    endHold(books, hold, 'released');
  }
  return { verdict: 'applied', accountId };
}

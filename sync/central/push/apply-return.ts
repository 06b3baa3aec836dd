import { noteOperation } from '../accounts/note-operation.ts';
import { sameJson } from '../../../agent/domain/same-json.ts';
import { bookReturn } from '../../../agent/domain/ledger/book-on-account.ts';
import { pendingTaken, postings, returnEffects } from '../../../agent/domain/ledger/effects.ts';
import { addLots } from '../../../agent/domain/ledger/move-lots.ts';
import { movesWithin } from '../../../agent/domain/ledger/moves-within.ts';
import { uncountSale } from '../../../agent/domain/operations/sale-counts.ts';
import type { LotMove, QuotedReturn, ReturnCommitted, SaleCommitted } from '../../../agent/domain/operations/operation.ts';
import { change, post, roomFor } from '../accounts/books.ts';
import { settleAccount } from '../accounts/settle-account.ts';
import type { BatchItem, Outcome } from './batch-item.ts';
import { report, type BatchState } from './batch-state.ts';
import type { Finding } from './finding.ts';
import { findReturnDrift, quoteAgain } from './replay-return.ts';
import type { BookedPoints } from './sale-records.ts';

/** Books a return of a sale that the centre has; else it waits for the sale. */
export function applyReturn(state: BatchState, item: BatchItem, returned: ReturnCommitted): Outcome {
  const record = state.sales.get(returned.saleId);
  if (record === undefined) throw new Error(`sale ${returned.saleId} is not locked in this transaction`);
  if (record.sale === undefined) {
    record.waiting.push(item);
    return { verdict: 'waiting', reason: 'sale-unknown' };
  }
  // the same return under another operation: a till that was restored. It was booked once
  if (record.returns.some(({ returnId }) => returnId === returned.returnId)) return { verdict: 'parked', reason: 'return-repeated' };
  const { accountId } = returned;
  const again = quoteAgain(state.bundles, record.sale, record.returns, returned);
  if ('fault' in again) {
    if (again.fault === 'return-exceeds-sale') return { verdict: 'parked', reason: 'return-exceeds-sale' };
    report(state, item, 'defect', accountId, { what: 'return-lines', fault: again.fault });
    return { verdict: 'parked', reason: 'return-invalid' };
  }
  record.returns.push(returned);
  const defect = again.defect ?? findReturnDefect(item, returned, record.sale, again.quoted);
  if (defect !== undefined) report(state, item, 'defect', accountId, defect);
  const verdict = judge(defect !== undefined, again.isBundleUnknown);
  if (accountId === undefined || accountId !== record.sale.accountId) return verdict;
  const account = state.books.accounts.get(accountId);
  if (account === undefined || account.programmeId !== returned.programmeId) return { verdict: 'parked', reason: 'account-unknown' };

  settleAccount(state.books, accountId, state.today, item.opId);
  if (defect === undefined) {
    const drift = findReturnDrift(returned, account.account);
    if (drift !== undefined) report(state, item, 'drift', accountId, drift);
  }
  const undone = undo(record.booked, returned.result, again.quoted, roomFor(account));
  if (defect === undefined && undone.isReduced) report(state, item, 'defect', accountId, { what: 'sale-points', ...undone.points });
  change(state.books, accountId, (account) => noteOperation(account, item));
  bookPoints(state, item.opId, accountId, undone.points, again.quoted.lots ?? []);
  if (returned.result.leavesNothing === true && again.quoted.leavesNothing === true) change(state.books, accountId, uncountSale);
  return { ...(undone.isReduced ? { verdict: 'parked', reason: 'defect' } : verdict), accountId };
}

function judge(isDefect: boolean, isBundleUnknown: boolean): Outcome {
  if (isDefect) return { verdict: 'parked', reason: 'defect' };
  return isBundleUnknown ? { verdict: 'parked', reason: 'bundle-unknown' } : { verdict: 'applied' };
}

interface Undone {
  givenBack: number;
  takenBack: number;
  /** Of those taken back: pending ones */
  pending: number;
}

/** The legitimate part of a return: what the till says and its lines give, but never more than was booked for the sale and is not undone yet. */
function undo(booked: BookedPoints, stated: QuotedReturn, quoted: QuotedReturn, room: number): { points: Undone; isReduced: boolean } {
  const givenBack = Math.min(stated.pointsGivenBack, quoted.pointsGivenBack, booked.spent, room);
  const takenBack = Math.min(stated.pointsTakenBack, quoted.pointsTakenBack, booked.earned);
  const statedPending = pendingTaken(stated.lots ?? []);
  const pending = Math.min(statedPending, pendingTaken(quoted.lots ?? []), booked.pending, takenBack);
  booked.spent -= givenBack;
  booked.earned -= takenBack;
  booked.pending -= pending;
  return { points: { givenBack, takenBack, pending }, isReduced: givenBack < stated.pointsGivenBack || takenBack < stated.pointsTakenBack || pending < statedPending };
}

/** Pending points that became available since the return was made at its till become pending again first: so the return is booked as its till did. */
function bookPoints({ books, today }: BatchState, opId: string, accountId: string, { givenBack, takenBack, pending }: Undone, quotedMoves: readonly LotMove[]): void {
  const booked = books.accounts.get(accountId);
  if (booked === undefined) return;
  const moves = movesWithin(quotedMoves, { givenBack, pending, ready: takenBack - pending });
  const effects = postings({ earned: -takenBack, pending: -pending, spent: -givenBack });
  const { account: after, maturedMeanwhile } = bookReturn(booked.account, effects, moves);
  if (maturedMeanwhile > 0) {
    const back = [{ lotId: opId, availableOn: today, points: maturedMeanwhile }];
    post(books, accountId, `pending-back:${opId}`, [{ bucket: 'available', points: -maturedMeanwhile }, { bucket: 'pending', points: maturedMeanwhile }], (account) =>
      addLots({ ...account, availablePoints: account.availablePoints - maturedMeanwhile }, { pending: back, ready: [] }));
  }
  post(books, accountId, opId, effects, () => after);
}

function findReturnDefect(item: BatchItem, returned: ReturnCommitted, sale: SaleCommitted, quoted: QuotedReturn): Finding['detail'] | undefined {
  const { result, accountId } = returned;
  if (returned.tillId !== item.tillId) return { what: 'till', stated: returned.tillId };
  if (accountId !== sale.accountId) return { what: 'account', stated: accountId ?? '' };
  if (!sameJson(quoted, result)) {
    return {
      what: 'return',
      statedRefundMinor: result.refundMinor, refundMinor: quoted.refundMinor,
      statedPointsGivenBack: result.pointsGivenBack, pointsGivenBack: quoted.pointsGivenBack,
      statedPointsTakenBack: result.pointsTakenBack, pointsTakenBack: quoted.pointsTakenBack,
    };
  }
  const effects = accountId === undefined ? [] : returnEffects(result);
  if (!sameJson(effects, returned.effects)) return { what: 'effects' };
  return undefined;
}

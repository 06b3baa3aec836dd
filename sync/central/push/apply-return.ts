import { noteOperation } from '../accounts/note-operation.ts';
import { sameJson } from '../../../agent/domain/same-json.ts';
import { pendingTaken, returnEffects } from '../../../agent/domain/ledger/effects.ts';
import { uncountSale, uncountUses } from '../../../agent/domain/operations/sale-counts.ts';
import type { QuotedReturn, ReturnCommitted, SaleCommitted } from '../../../agent/domain/operations/operation.ts';
import { change, roomFor } from '../accounts/books.ts';
import { settleAccount } from '../accounts/settle-account.ts';
import { takeClaimedBack } from './apply-claim.ts';
import type { BatchItem, Outcome } from './batch-item.ts';
import { bookBack, type Undone } from './book-back.ts';
import { report, type BatchState } from './batch-state.ts';
import type { Finding } from './finding.ts';
import { judgeReturn, type JudgedReturn } from './judge-return.ts';
import { giveBackInProgramme } from './programme-books.ts';
import { findReturnDrift } from './replay-return.ts';
import type { BookedPoints } from './sale-records.ts';

/** Books a return of a sale that the centre has; else it waits for the sale. Of what was returned twice the first to arrive counts, and the rest is parked. */
export function applyReturn(state: BatchState, item: BatchItem, returned: ReturnCommitted): Outcome {
  const record = state.sales.get(returned.saleId);
  if (record === undefined) throw new Error(`sale ${returned.saleId} is not locked in this transaction`);
  if (record.sale === undefined) {
    record.waiting.push(item);
    return { verdict: 'waiting', reason: 'sale-unknown' };
  }
  // the same return under another operation: a till that was restored. It was booked once
  if (record.stated.some(({ returnId }) => returnId === returned.returnId)) return { verdict: 'parked', reason: 'return-repeated' };
  const accountId = returned.accountId === record.relinkedFrom ? record.sale.accountId : returned.accountId;
  const judged = judgeReturn(state.bundles, { ...record, sale: record.sale }, returned);
  record.stated.push(returned);
  if ('fault' in judged) {
    if (judged.fault === 'return-exceeds-sale') {
      report(state, item, 'drift', accountId, { what: 'return-twice', atRiskMinor: returned.result.refundMinor });
      return { verdict: 'parked', reason: 'return-exceeds-sale' };
    }
    report(state, item, 'defect', accountId, { what: 'return-lines', fault: judged.fault });
    return { verdict: 'parked', reason: 'return-invalid' };
  }
  const { taken, isClipped, atRiskMinor } = judged;
  const before = record.returns.map(({ result }) => result);
  record.returns.push({ ...returned, result: taken });
  takeClaimedBack(state, item, { ...record, sale: record.sale }, before);
  const defect = judged.defect ?? findReturnDefect(item, returned, record.sale, judged.again);
  if (defect !== undefined) report(state, item, 'defect', accountId, defect);
  if (judged.isOtherwise) {
    state.taken.push({ opId: item.opId, result: taken, atRiskMinor });
    if (defect === undefined && (isClipped || !isSameAmounts(returned.result, taken))) report(state, item, 'drift', accountId, otherwise(returned.result, judged));
  }
  const counts = returned.cause === 'cancelled' && defect === undefined && !isClipped ? record.sale.counts : undefined;
  if (counts !== undefined) giveBackInProgramme(state.programme, record.sale.saleId, counts);
  const verdict = judge(defect !== undefined, isClipped, judged.isBundleUnknown);
  if (accountId === undefined || accountId !== record.sale.accountId) return verdict;
  const account = state.books.accounts.get(accountId);
  if (account === undefined || account.programmeId !== returned.programmeId) return { verdict: 'parked', reason: 'account-unknown' };

  settleAccount(state.books, accountId, state.today, item.opId);
  if (defect === undefined && !judged.isOtherwise) {
    const drift = findReturnDrift(returned, account.account);
    if (drift !== undefined) report(state, item, 'drift', accountId, drift);
  }
  const stated = judged.isOtherwise && defect === undefined ? taken : returned.result;
  const undone = undo(record.booked, stated, taken, roomFor(account));
  if (defect === undefined && undone.isReduced) report(state, item, 'defect', accountId, { what: 'sale-points', ...undone.points });
  change(state.books, accountId, (account) => noteOperation(account, item));
  bookBack(state, item.opId, accountId, undone.points, taken.lots ?? []);
  if (stated.leavesNothing === true && taken.leavesNothing === true) change(state.books, accountId, uncountSale);
  if (counts !== undefined) change(state.books, accountId, (held) => uncountUses(held, counts));
  return { ...(undone.isReduced ? judge(true, isClipped, false) : verdict), accountId };
}

function isSameAmounts(one: QuotedReturn, other: QuotedReturn): boolean {
  return one.refundMinor === other.refundMinor && one.pointsGivenBack === other.pointsGivenBack && one.pointsTakenBack === other.pointsTakenBack;
}

/** What was taken back is not what the till states, because it knew less than the centre by now: the money that is given back stays given. */
function otherwise(stated: QuotedReturn, { taken, isClipped, atRiskMinor }: JudgedReturn): Finding['detail'] {
  return {
    what: isClipped ? 'return-twice' : 'return-shares', atRiskMinor,
    statedPointsGivenBack: stated.pointsGivenBack, pointsGivenBack: taken.pointsGivenBack,
    statedPointsTakenBack: stated.pointsTakenBack, pointsTakenBack: taken.pointsTakenBack,
  };
}

function judge(isDefect: boolean, isClipped: boolean, isBundleUnknown: boolean): Outcome {
  if (isDefect) return { verdict: 'parked', reason: 'defect' };
  if (isClipped) return { verdict: 'parked', reason: 'return-exceeds-sale' };
  return isBundleUnknown ? { verdict: 'parked', reason: 'bundle-unknown' } : { verdict: 'applied' };
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

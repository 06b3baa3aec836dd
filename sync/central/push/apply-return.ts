import { canonicalJson } from '../../../agent/domain/canonical-json.ts';
import { returnEffects } from '../../../agent/domain/ledger/effects.ts';
import type { QuotedReturn, ReturnCommitted, SaleCommitted } from '../../../agent/domain/operations/operation.ts';
import { post, roomFor } from '../accounts/books.ts';
import type { BatchItem, Outcome } from './batch-item.ts';
import { report, type BatchState } from './batch-state.ts';
import type { Finding } from './finding.ts';
import { findReturnDrift, quoteAgain } from './replay-return.ts';
import type { SaleRecord } from './sale-records.ts';

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

  if (defect === undefined) {
    const drift = findReturnDrift(returned, account.account);
    if (drift !== undefined) report(state, item, 'drift', accountId, drift);
  }
  const undone = undo(record.booked, returned.result, again.quoted, roomFor(account));
  if (defect === undefined && undone.isReduced) report(state, item, 'defect', accountId, { what: 'sale-points', ...undone.points });
  const { givenBack, takenBack } = undone.points;
  post(state.books, accountId, item.opId, [
    { bucket: 'available', points: givenBack - takenBack },
    { bucket: 'earned', points: takenBack },
    { bucket: 'spent', points: -givenBack },
  ]);
  return { ...(undone.isReduced ? { verdict: 'parked', reason: 'defect' } : verdict), accountId };
}

function judge(isDefect: boolean, isBundleUnknown: boolean): Outcome {
  if (isDefect) return { verdict: 'parked', reason: 'defect' };
  return isBundleUnknown ? { verdict: 'parked', reason: 'bundle-unknown' } : { verdict: 'applied' };
}

/** The legitimate part of a return: what the till says and its lines give, but never more than was booked for the sale and is not undone yet. */
function undo(booked: SaleRecord['booked'], stated: QuotedReturn, quoted: QuotedReturn, room: number) {
  const givenBack = Math.min(stated.pointsGivenBack, quoted.pointsGivenBack, booked.spent, room);
  const takenBack = Math.min(stated.pointsTakenBack, quoted.pointsTakenBack, booked.earned);
  booked.spent -= givenBack;
  booked.earned -= takenBack;
  return { points: { givenBack, takenBack }, isReduced: givenBack < stated.pointsGivenBack || takenBack < stated.pointsTakenBack };
}

function findReturnDefect(item: BatchItem, returned: ReturnCommitted, sale: SaleCommitted, quoted: QuotedReturn): Finding['detail'] | undefined {
  const { result, accountId } = returned;
  if (returned.tillId !== item.tillId) return { what: 'till', stated: returned.tillId };
  if (accountId !== sale.accountId) return { what: 'account', stated: accountId ?? '' };
  if (canonicalJson(quoted) !== canonicalJson(result)) {
    return {
      what: 'return',
      statedRefundMinor: result.refundMinor, refundMinor: quoted.refundMinor,
      statedPointsGivenBack: result.pointsGivenBack, pointsGivenBack: quoted.pointsGivenBack,
      statedPointsTakenBack: result.pointsTakenBack, pointsTakenBack: quoted.pointsTakenBack,
    };
  }
  const effects = accountId === undefined ? [] : returnEffects(result);
  if (canonicalJson(effects) !== canonicalJson(returned.effects)) return { what: 'effects' };
  return undefined;
}

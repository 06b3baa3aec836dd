import { canonicalJson } from '../../../agent/domain/canonical-json.ts';
import { returnEffects } from '../../../agent/domain/ledger/effects.ts';
import type { QuotedReturn, ReturnCommitted, SaleCommitted } from '../../../agent/domain/operations/operation.ts';
import { quoteReturn } from '../../../agent/domain/returns/quote-return.ts';
import { post, roomFor } from '../accounts/books.ts';
import type { BatchItem, Outcome } from './batch-item.ts';
import { report, type BatchState } from './batch-state.ts';
import type { Finding } from './finding.ts';
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
  const lines = returned.result.lines.map(({ lineId, quantityMilli }) => ({ lineId, quantityMilli }));
  const quote = quoteReturn(record.sale, record.returns.map(({ result }) => result), lines);
  if (!quote.ok) {
    if (quote.code === 'return-exceeds-sale') return { verdict: 'parked', reason: 'return-exceeds-sale' };
    report(state, item, 'defect', accountId, { what: 'return-lines', fault: quote.code });
    return { verdict: 'parked', reason: 'return-invalid' };
  }
  record.returns.push(returned);
  const defect = findReturnDefect(item, returned, record.sale, quote.quoted);
  if (defect !== undefined) report(state, item, 'defect', accountId, defect);
  const verdict: Outcome = defect === undefined ? { verdict: 'applied' } : { verdict: 'parked', reason: 'defect' };
  if (accountId === undefined || accountId !== record.sale.accountId) return verdict;
  const account = state.books.accounts.get(accountId);
  if (account === undefined || account.programmeId !== returned.programmeId) return { verdict: 'parked', reason: 'account-unknown' };

  const undone = undo(record.booked, returned.result, quote.quoted, roomFor(account));
  if (defect === undefined && undone.isReduced) report(state, item, 'defect', accountId, { what: 'sale-points', ...undone.points });
  const { givenBack, takenBack } = undone.points;
  post(state.books, accountId, item.opId, [
    { bucket: 'available', points: givenBack - takenBack },
    { bucket: 'earned', points: takenBack },
    { bucket: 'spent', points: -givenBack },
  ]);
  return { ...(undone.isReduced ? { verdict: 'parked', reason: 'defect' } : verdict), accountId };
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

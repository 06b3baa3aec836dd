import { canonicalJson } from '../../../agent/domain/canonical-json.ts';
import { returnEffects } from '../../../agent/domain/ledger/effects.ts';
import type { QuotedReturn, ReturnCommitted, SaleCommitted } from '../../../agent/domain/operations/operation.ts';
import { quoteReturn } from '../../../agent/domain/returns/quote-return.ts';
import { post } from '../accounts/books.ts';
import type { BatchItem, Outcome } from './batch-item.ts';
import { report, type BatchState } from './batch-state.ts';
import type { Finding } from './finding.ts';

/** Books a return of a sale that the centre has; else it waits for the sale. */
export function applyReturn(state: BatchState, item: BatchItem, returned: ReturnCommitted): Outcome {
  const record = state.sales.get(returned.saleId);
  if (record === undefined) throw new Error(`sale ${returned.saleId} is not locked in this transaction`);
  if (record.sale === undefined) {
    record.waiting.push(item);
    return { verdict: 'waiting', reason: 'sale-unknown' };
  }
  const { accountId } = returned;
  const lines = returned.result.lines.map(({ lineId, quantityMilli }) => ({ lineId, quantityMilli }));
  const quote = quoteReturn(record.sale, record.returns, lines);
  if (!quote.ok) {
    if (quote.code === 'return-exceeds-sale') return { verdict: 'parked', reason: 'return-exceeds-sale' };
    report(state, item, 'defect', accountId, { what: 'return-lines', fault: quote.code });
    return { verdict: 'parked', reason: 'return-invalid' };
  }
  record.returns.push(returned.result);
  const defect = findReturnDefect(returned, record.sale, quote.quoted);
  if (defect !== undefined) report(state, item, 'defect', accountId, defect);
  const verdict: Outcome = defect === undefined ? { verdict: 'applied' } : { verdict: 'parked', reason: 'defect' };
  if (accountId === undefined || accountId !== record.sale.accountId) return verdict;
  if (state.books.accounts.get(accountId)?.programmeId !== returned.programmeId) return { verdict: 'parked', reason: 'account-unknown' };

  const givenBack = Math.min(returned.result.pointsGivenBack, quote.quoted.pointsGivenBack);
  const takenBack = returned.result.pointsTakenBack;
  post(state.books, accountId, item.opId, [
    { bucket: 'available', points: givenBack - takenBack },
    { bucket: 'earned', points: takenBack },
    { bucket: 'spent', points: -givenBack },
  ]);
  return { ...verdict, accountId };
}

function findReturnDefect(returned: ReturnCommitted, sale: SaleCommitted, quoted: QuotedReturn): Finding['detail'] | undefined {
  const { result, accountId } = returned;
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

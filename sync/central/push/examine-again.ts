import type { ReturnCommitted } from '../../../agent/domain/operations/operation.ts';
import { countsOf } from '../../../agent/domain/operations/sale-counts.ts';
import { applyReturn } from './apply-return.ts';
import { bookOnItsAccount } from './apply-sale.ts';
import type { BatchItem, Outcome } from './batch-item.ts';
import { report, type BatchState } from './batch-state.ts';
import { quoteAgain } from './replay-return.ts';

/** Books an operation for which nothing was booked yet: `applyItem` */
export type Apply = (state: BatchState, item: BatchItem) => Outcome;

/** What becomes of a parked operation now. What was booked for it before is not booked again. */
export function examineAgain(state: BatchState, item: BatchItem, apply: Apply): Outcome {
  const { body, outcome } = item;
  if (body?.kind === 'sale-committed' && outcome.reason === 'bundle-unknown') return judgeSale(state, item, outcome);
  if (body?.kind === 'sale-committed' && outcome.reason === 'account-unknown') return bookSale(state, item, outcome);
  if (body?.kind === 'return-committed') return examineReturn(state, item, body.payload);
  return apply(state, item);
}

/** It was booked as it stated: only whether that was right is open. */
function judgeSale(state: BatchState, item: BatchItem, before: Outcome): Outcome {
  const { replayed } = item;
  if (replayed?.compiled === undefined) return before;
  const { reason: _waitedFor, ...rest } = before;
  if (replayed.defect === undefined) return { ...rest, verdict: 'applied' };
  report(state, item, 'defect', before.accountId, replayed.defect);
  return { ...rest, verdict: 'parked', reason: 'defect' };
}

/** What it used up of the programme was counted when it came; its points were not. */
function bookSale(state: BatchState, item: BatchItem, before: Outcome): Outcome {
  const { body, replayed } = item;
  const record = body?.kind === 'sale-committed' ? state.sales.get(body.payload.saleId) : undefined;
  if (body?.kind !== 'sale-committed' || record?.sale === undefined || replayed === undefined) return before;
  const counts = (replayed.compiled === undefined ? body.payload.counts : countsOf(replayed.compiled, body.payload)) ?? {};
  return bookOnItsAccount(state, item, record, body.payload, { replay: replayed, counts });
}

/** A return looks at those alone that were taken before it. */
function examineReturn(state: BatchState, item: BatchItem, returned: ReturnCommitted): Outcome {
  const record = state.sales.get(returned.saleId);
  if (record?.sale === undefined) return item.outcome;
  const all = record.returns;
  const place = all.findIndex(({ returnId }) => returnId === returned.returnId);
  const earlier = place === -1 ? all : all.slice(0, place);
  if (item.outcome.reason === 'bundle-unknown') {
    const again = quoteAgain(state.bundles, record.sale, earlier, returned);
    if ('fault' in again || again.isBundleUnknown) return item.outcome;
    const { reason: _waitedFor, ...rest } = item.outcome;
    if (again.defect === undefined) return { ...rest, verdict: 'applied' };
    report(state, item, 'defect', returned.accountId, again.defect);
    return { ...rest, verdict: 'parked', reason: 'defect' };
  }
  record.returns = [...earlier];
  const outcome = applyReturn(state, item, returned);
  record.returns = place === -1 ? record.returns : all;
  return outcome;
}

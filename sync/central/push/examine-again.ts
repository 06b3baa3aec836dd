import type { ReturnCommitted } from '../../../agent/domain/operations/operation.ts';
import { applyReturn } from './apply-return.ts';
import { bookOnItsAccount } from './apply-sale.ts';
import type { BatchItem, Outcome } from './batch-item.ts';
import { report, type BatchState } from './batch-state.ts';
import { judgeReturn } from './judge-return.ts';
import { countsOfReplayed } from './replay-sale.ts';

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
  return bookOnItsAccount(state, item, record, body.payload, { replay: replayed, counts: countsOfReplayed(replayed, body.payload) });
}

/** A return looks at those alone that were taken before it. */
function examineReturn(state: BatchState, item: BatchItem, returned: ReturnCommitted): Outcome {
  const record = state.sales.get(returned.saleId);
  if (record?.sale === undefined) return item.outcome;
  const { returns, stated } = record;
  record.returns = before(returns, returned);
  record.stated = stated.filter(({ returnId }) => returnId !== returned.returnId);
  const outcome = item.outcome.reason === 'bundle-unknown' ? judgeAgain(state, item, returned, { ...record, sale: record.sale }) : applyReturn(state, item, returned);
  if (returns.some(({ returnId }) => returnId === returned.returnId)) record.returns = returns;
  record.stated = stated;
  return outcome;
}

function judgeAgain(state: BatchState, item: BatchItem, returned: ReturnCommitted, record: Parameters<typeof judgeReturn>[1]): Outcome {
  const judged = judgeReturn(state.bundles, record, returned);
  if ('fault' in judged || judged.isBundleUnknown) return item.outcome;
  const { reason: _waitedFor, ...rest } = item.outcome;
  if (judged.defect === undefined) return { ...rest, verdict: 'applied' };
  report(state, item, 'defect', returned.accountId, judged.defect);
  return { ...rest, verdict: 'parked', reason: 'defect' };
}

function before(returns: readonly ReturnCommitted[], { returnId }: ReturnCommitted): ReturnCommitted[] {
  const place = returns.findIndex((each) => each.returnId === returnId);
  return place === -1 ? [...returns] : returns.slice(0, place);
}

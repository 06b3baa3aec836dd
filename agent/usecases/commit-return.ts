import { returnEffects } from '../domain/ledger/effects.ts';
import { appendNaming } from './append-naming.ts';
import { digestOf } from './digest.ts';
import { notReady } from './outcome.ts';
import { quoteLines } from './quote-return.ts';
import { returnClosed, returnOvertaken, returnRevised, returnUnknown } from './return-outcome.ts';
import { soldAtThisTill } from './sold.ts';
import type { Receipt, SaleCommitted } from '../domain/operations/operation.ts';
import type { OperationDraft } from '../ports/journal.ts';
import type { ReturnRecord } from '../ports/returns.ts';
import type { QuoteCode } from './quote-return.ts';
import type { ReturnOutcome } from './return-outcome.ts';
import type { Till } from './till.ts';

export interface CommitReturnInput {
  readonly returnId: string;
  readonly revision: number;
  readonly receipt: Receipt;
}

export type CommitReturnCode = 'not-ready' | 'return-unknown' | 'return-revised' | 'return-closed' | 'sale-unknown' | 'sale-not-committed' | QuoteCode;

/** Finishes a quoted return. What another return took meanwhile is seen here: the quote must still hold. */
export function commitReturn(till: Till, input: CommitReturnInput): ReturnOutcome<CommitReturnCode> {
  const requestHash = digestOf({ commit: { revision: input.revision, receipt: input.receipt } });
  const current = till.returns.find(input.returnId);
  if (current === undefined) return returnUnknown();
  if (current.state === 'committed') {
    return current.commit?.requestHash === requestHash ? { ok: true, return: current, changed: false } : returnClosed();
  }
  if (current.revision !== input.revision) return returnRevised(current.revision);
  const compiled = till.activeBundle();
  if (compiled === undefined) return notReady();
  const found = soldAtThisTill(till, current.saleId);
  if (!found.ok) return found;
  const quoted = quoteLines(till, found.sold, current.quoted.lines.map(({ lineId, quantityMilli }) => ({ lineId, quantityMilli })));
  if (!quoted.ok) return quoted;
  if (digestOf(quoted.quoted) !== digestOf(current.quoted)) return returnOvertaken(current.revision);
  return { ok: true, return: append(till, compiled.bundle.timeZone, found.sold.sale, current, input.receipt, requestHash), changed: true };
}

function append(till: Till, timeZone: string, sale: SaleCommitted, quoted: ReturnRecord, receipt: Receipt, requestHash: string): ReturnRecord {
  const now = till.clock.now();
  const operation: OperationDraft = {
    kind: 'return-committed',
    schema: 1,
    opId: till.ids.next(),
    payload: {
      programmeId: sale.programmeId,
      returnId: quoted.returnId,
      saleId: quoted.saleId,
      storeId: till.storeId,
      tillId: till.tillId,
      ...(sale.accountId === undefined ? {} : { accountId: sale.accountId }),
      receipt,
      time: till.clock.businessTime(now.atMs, timeZone),
      result: quoted.quoted,
      effects: sale.accountId === undefined ? [] : returnEffects(quoted.quoted),
    },
  };
  return appendNaming(till.journal, [], operation, now, (commit) => {
    const record: ReturnRecord = { ...quoted, state: 'committed', updatedAtMs: now.atMs, commit: { requestHash, ...commit } };
    return { result: record, changes: { return: record } };
  });
}

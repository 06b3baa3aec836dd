import { returnEffects } from '../domain/ledger/effects.ts';
import { appendNaming } from './append-naming.ts';
import { digestOf } from './digest.ts';
import { notReady } from './outcome.ts';
import { byField } from './operators/action-by.ts';
import { quoteLines } from './quote-return.ts';
import { returnClosed, returnOvertaken, returnRevised, returnUnknown } from './return-outcome.ts';
import { soldOf } from './sold.ts';
import type { Actor } from '../domain/operators/actor.ts';
import type { QuotedReturn, Receipt } from '../domain/operations/operation.ts';
import type { OperationDraft } from '../ports/journal.ts';
import type { ReturnRecord } from '../ports/returns.ts';
import type { QuoteCode } from './quote-return.ts';
import type { ReturnOutcome } from './return-outcome.ts';
import type { TermsNow } from './return-terms.ts';
import type { Sold } from './sold.ts';
import type { Till } from './till.ts';

export interface CommitReturnInput {
  readonly returnId: string;
  readonly revision: number;
  readonly receipt: Receipt;
  readonly by?: Actor;
}

export type CommitReturnCode = 'not-ready' | 'return-unknown' | 'return-revised' | 'return-closed' | 'sale-unknown' | 'sale-not-committed' | QuoteCode;

/**
 * Finishes a quoted return. What another return took meanwhile is seen here: money and points must still come to what was quoted.
 * How many of the points due are taken back is decided now, by what the customer has at this moment: a printed receipt does not hang on that.
 */
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
  const found = soldOf(till, current.saleId, current);
  if (!found.ok) return found;
  const quoted = quoteLines(till, compiled, found.sold, current.quoted.lines.map(({ lineId, quantityMilli }) => ({ lineId, quantityMilli })));
  if (!quoted.ok) return quoted;
  if (digestOf(promiseOf(quoted.quoted)) !== digestOf(promiseOf(current.quoted))) return returnOvertaken(current.revision);
  const final: Final = { sale: found.sold.sale, record: { ...current, quoted: quoted.quoted }, by: quoted.by };
  return { ok: true, return: append(till, final, input, requestHash), changed: true };
}

/** The part of a quote that must not change any more: all but how the points due fall into taken back and left to the customer. */
function promiseOf({ lines }: QuotedReturn) {
  return lines.map(({ lineId, quantityMilli, refundMinor, pointsGivenBack, pointsTakenBack, pointsShortfall = 0 }) => ({
    lineId, quantityMilli, refundMinor, pointsGivenBack, pointsDue: pointsTakenBack + pointsShortfall,
  }));
}

/** What goes into the journal. */
interface Final {
  readonly sale: Sold['sale'];
  readonly record: ReturnRecord;
  readonly by: TermsNow;
}

function append(till: Till, { sale, record, by }: Final, { receipt, by: actor }: CommitReturnInput, requestHash: string): ReturnRecord {
  const now = till.clock.now();
  const operation: OperationDraft = {
    kind: 'return-committed',
    schema: 1,
    opId: till.ids.next(),
    payload: {
      programmeId: sale.programmeId,
      returnId: record.returnId,
      saleId: record.saleId,
      storeId: till.storeId,
      tillId: till.tillId,
      ...(sale.accountId === undefined ? {} : { accountId: sale.accountId }),
      receipt,
      ...byField(actor),
      time: by.time,
      terms: by.recorded,
      result: record.quoted,
      effects: sale.accountId === undefined ? [] : returnEffects(record.quoted),
    },
  };
  return appendNaming(till.journal, [], operation, now, (commit) => {
    const committed: ReturnRecord = { ...record, state: 'committed', updatedAtMs: now.atMs, commit: { requestHash, ...commit } };
    return { result: committed, changes: { return: committed } };
  });
}

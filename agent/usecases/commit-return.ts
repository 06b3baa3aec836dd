import { appendNaming, type Place } from './append-naming.ts';
import { blindOperation } from './blind-return.ts';
import { digestOf } from './digest.ts';
import { notReady } from './outcome.ts';
import { quoteLines } from './quote-return.ts';
import { returnClosed, returnOvertaken, returnRevised, returnUnknown } from './return-outcome.ts';
import { returnOperation } from './return-operation.ts';
import { soldOf } from './sold.ts';
import type { QuotedReturn, Receipt } from '../domain/operations/operation.ts';
import type { Actor } from '../domain/operators/actor.ts';
import type { OperationDraft } from '../ports/journal.ts';
import type { BlindReturn, ReturnRecord } from '../ports/returns.ts';
import type { QuoteCode } from './quote-return.ts';
import type { ReturnOutcome } from './return-outcome.ts';
import type { Till } from './till.ts';

export interface CommitReturnInput {
  readonly returnId: string;
  readonly revision: number;
  readonly receipt: Receipt;
  readonly by?: Actor;
}

export type CommitReturnCode = 'not-ready' | 'return-unknown' | 'return-revised' | 'return-closed' | 'sale-unknown' | 'sale-not-committed' | 'return-blind-refused' | QuoteCode;

/**
 * Finishes a quoted return. What another return took meanwhile is seen here: money and points must still come to what was quoted.
 * How many of the points due are taken back is decided now, by what the customer has at this moment: a printed receipt does not hang on that.
 */
export function commitReturn(till: Till, input: CommitReturnInput): ReturnOutcome<CommitReturnCode> {
  const requestHash = digestOf({ commit: { revision: input.revision, receipt: input.receipt } });
  const checked = checkCommit(till, { ...input, requestHash });
  if ('ok' in checked) return checked;
  const now = till.clock.now();
  const committed = appendNaming(till.journal, [], checked.operation, now, (place) => {
    const record = checked.committed(place, now.atMs);
    return { result: record, changes: { return: record } };
  });
  return { ok: true, return: committed, changed: true };
}

/** A return that may be committed: its operation, and its record once the place of that is known. */
export interface ReadyReturn {
  readonly returnId: string;
  readonly operation: OperationDraft;
  readonly refundMinor: number;
  committed(place: Place, atMs: number): ReturnRecord;
}

/** What is to be committed, or what was; nothing is written yet. `exchange`: together with this sale. */
export function checkCommit(till: Till, input: CommitReturnInput & { readonly requestHash: string; readonly exchange?: { readonly saleId: string } }): ReadyReturn | ReturnOutcome<CommitReturnCode> {
  const { requestHash } = input;
  const current = till.returns.find(input.returnId);
  if (current === undefined) return returnUnknown();
  if (current.state === 'committed') {
    return current.commit?.requestHash === requestHash ? { ok: true, return: current, changed: false } : returnClosed();
  }
  if (current.revision !== input.revision) return returnRevised(current.revision);
  const compiled = till.activeBundle();
  if (compiled === undefined) return notReady();
  const { receipt, by, exchange } = input;
  const committed: ReadyReturn['committed'] = (place, atMs) => ({ ...current, state: 'committed', updatedAtMs: atMs, commit: { requestHash, ...place } });
  if (isBlind(current)) {
    const operation = blindOperation(till, compiled, current, receipt, by);
    return 'ok' in operation ? operation : { returnId: current.returnId, operation, refundMinor: current.quoted.refundMinor, committed };
  }
  const found = soldOf(till, current.saleId, current);
  if (!found.ok) return found;
  const quoted = quoteLines(till, compiled, found.sold, current.quoted.lines.map(({ lineId, quantityMilli }) => ({ lineId, quantityMilli })));
  if (!quoted.ok) return quoted;
  if (digestOf(promiseOf(quoted.quoted)) !== digestOf(promiseOf(current.quoted))) return returnOvertaken(current.revision);
  const record = { ...current, quoted: quoted.quoted };
  return {
    returnId: current.returnId,
    operation: returnOperation(till, { sale: found.sold.sale, record, terms: quoted.by, receipt, ...(by === undefined ? {} : { by }), ...(exchange === undefined ? {} : { exchange }) }),
    refundMinor: quoted.quoted.refundMinor,
    committed: (place, atMs) => ({ ...committed(place, atMs), quoted: record.quoted }),
  };
}

function isBlind(record: ReturnRecord): record is ReturnRecord & { blind: BlindReturn } {
  return record.blind !== undefined;
}

/** The part of a quote that must not change any more: all but how the points due fall into taken back and left to the customer. */
function promiseOf({ lines }: QuotedReturn) {
  return lines.map(({ lineId, quantityMilli, refundMinor, pointsGivenBack, pointsTakenBack, pointsShortfall = 0 }) => ({
    lineId, quantityMilli, refundMinor, pointsGivenBack, pointsDue: pointsTakenBack + pointsShortfall,
  }));
}

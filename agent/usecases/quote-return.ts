import { quoteReturn as quote } from '../domain/returns/quote-return.ts';
import { digestOf } from './digest.ts';
import { notReady, refuse } from './outcome.ts';
import { returnClosed, returnRevised } from './return-outcome.ts';
import { returnTerms, type TermsNow } from './return-terms.ts';
import { soldOf, type Sold, type SoldCode, type SoldElsewhere } from './sold.ts';
import type { CompiledBundle } from '../domain/bundle/compiled.ts';
import type { QuotedReturn } from '../domain/operations/operation.ts';
import type { ReturnRecord } from '../ports/returns.ts';
import type { Refusal } from './outcome.ts';
import type { ReturnOutcome } from './return-outcome.ts';
import type { Till } from './till.ts';

export interface ReturnLineInput {
  readonly lineId: string;
  readonly quantityMilli: number;
}

export interface QuoteReturnInput {
  readonly returnId: string;
  /** The revision that the client has seen; 0 opens the return */
  readonly baseRevision: number;
  readonly saleId: string;
  /** Absent: all that is left of the sale */
  readonly lines?: readonly ReturnLineInput[];
  /** The code of a slip names the sale */
  readonly bySlip?: true;
}

export type QuoteCode = 'return-exceeds-sale' | 'line-unknown' | 'duplicate-line' | 'quantity-not-whole';
export type QuoteReturnCode = 'not-ready' | 'return-revised' | 'return-closed' | SoldCode | QuoteCode;

/** PUT of a return: says what would be given back, and changes nothing else. `from` is what the centre and the slip say of the sale. */
export function quoteReturn(till: Till, input: QuoteReturnInput, from: SoldElsewhere = {}): ReturnOutcome<QuoteReturnCode> {
  const opened = openReturn(till, input);
  if ('ok' in opened) return opened;
  const compiled = till.activeBundle();
  if (compiled === undefined) return notReady();
  const found = soldOf(till, input.saleId, from);
  if (!found.ok) return found;
  const quoted = quoteLines(till, compiled, found.sold, input.lines ?? 'rest');
  if (!quoted.ok) return quoted;
  const record: ReturnRecord = {
    returnId: input.returnId,
    revision: input.baseRevision + 1,
    state: 'quoted',
    requestHash: opened.requestHash,
    saleId: input.saleId,
    quoted: quoted.quoted,
    ...(input.bySlip === undefined ? {} : { bySlip: input.bySlip }),
    ...(from.told === undefined ? {} : { told: from.told }),
    ...(from.slip === undefined ? {} : { slip: from.slip }),
    updatedAtMs: till.clock.now().atMs,
  };
  till.returns.save(record);
  return { ok: true, return: record, changed: true };
}

/** The answer of the same request before, or why it cannot be quoted; else the hash that the next revision is kept under. */
export function openReturn(till: Till, input: QuoteReturnInput): ReturnOutcome<'return-revised' | 'return-closed'> | { requestHash: string } {
  const requestHash = digestOf({ put: { baseRevision: input.baseRevision, saleId: input.saleId, lines: input.lines ?? 'rest' } });
  const before = till.returns.find(input.returnId);
  if (before?.requestHash === requestHash) return { ok: true, return: before, changed: false };
  if (before?.state === 'committed') return returnClosed();
  if ((before?.revision ?? 0) !== input.baseRevision) return returnRevised(before?.revision ?? 0);
  return { requestHash };
}

/** The domain's quote by the rules of the programme in service, and what it was quoted by; with words for its refusals. */
export function quoteLines(
  till: Till,
  compiled: CompiledBundle,
  sold: Sold,
  lines: readonly ReturnLineInput[] | 'rest',
): { ok: true; quoted: QuotedReturn; by: TermsNow } | Refusal<QuoteCode> {
  const by = returnTerms(till, compiled, sold);
  const quoted = quote(sold.sale, sold.returns.map(({ result }) => result), lines, by.terms, (sku) => compiled.goods.get(sku)?.good.unit);
  if (quoted.ok) return { ...quoted, by };
  if (quoted.lineId === undefined) return refuse(quoted.code, 'Nothing is left of this sale to return.');
  return refuse(quoted.code, `Line ${quoted.lineId} ${quoteDetail[quoted.code]}.`, { lineId: quoted.lineId });
}

/** Follows the name of the line in a sentence. */
export const quoteDetail: Record<QuoteCode, string> = {
  'return-exceeds-sale': 'would be returned more than it was sold, earlier returns included',
  'line-unknown': 'is not a line of this sale',
  'duplicate-line': 'is named twice',
  'quantity-not-whole': 'is sold in whole pieces',
};

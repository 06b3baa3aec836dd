import { appendNaming } from './append-naming.ts';
import { askReturnable } from './ask-returnable.ts';
import { digestOf } from './digest.ts';
import { notReady, refuse } from './outcome.ts';
import { quoteLines, type QuoteCode } from './quote-return.ts';
import { returnOperation } from './return-operation.ts';
import { saleRevised, saleUnknown } from './sale-outcome.ts';
import { soldOf, type SoldCode } from './sold.ts';
import type { Receipt } from '../domain/operations/operation.ts';
import type { Actor } from '../domain/operators/actor.ts';
import type { ReturnRecord } from '../ports/returns.ts';
import type { SaleRecord } from '../ports/sales.ts';
import type { SaleOutcome } from './sale-outcome.ts';
import type { Till } from './till.ts';

export interface CancelFinishedInput {
  readonly saleId: string;
  readonly revision: number;
  /** Of the voiding document, where one was printed; else that of the sale */
  readonly receipt?: Receipt;
  readonly by?: Actor;
}

export type CancelFinishedCode = 'not-ready' | 'sale-unknown' | 'sale-revised' | 'sale-returned' | 'cancel-too-late' | QuoteCode | SoldCode;

/** Where the programme says nothing */
const usualMinutes = 1_440;

/**
 * Cancels a sale whose receipt was printed and voided: a return of all of it that also gives back what it had used up besides points. Once; cancelling
 * again answers the same. A sale of which something came back is returned, not cancelled.
 */
export async function cancelFinishedSale(till: Till, input: CancelFinishedInput): Promise<SaleOutcome<CancelFinishedCode>> {
  const sale = till.sales.find(input.saleId);
  if (sale?.commit === undefined) return saleUnknown();
  if (sale.revision !== input.revision) return saleRevised(sale.revision);
  if (sale.cancelled !== undefined) return { ok: true, sale, changed: false };
  const told = await askReturnable(till, input.saleId);
  const compiled = till.activeBundle();
  if (compiled === undefined) return notReady();
  const found = soldOf(till, input.saleId, { told });
  if (!found.ok) return found;
  const { sold } = found;
  if (sold.returns.length > 0) return refuse('sale-returned', 'Some of the sale was returned, so it cannot be cancelled. Return what is left.');
  const { cancelWithinMinutes = usualMinutes } = compiled.bundle.returns;
  const now = till.clock.now();
  if (now.atMs - sale.time.instantMs > cancelWithinMinutes * 60_000) return refuse('cancel-too-late', 'The sale is too old to be cancelled. Return its goods.', { withinMinutes: cancelWithinMinutes });
  const quoted = quoteLines(till, compiled, sold, 'rest');
  if (!quoted.ok) return quoted;
  const record: ReturnRecord = {
    returnId: till.ids.next(), revision: 1, state: 'committed', requestHash: digestOf({ cancel: { saleId: input.saleId } }), saleId: input.saleId, quoted: quoted.quoted, updatedAtMs: now.atMs,
  };
  const counts = sold.whole?.counts;
  const operation = returnOperation(till, {
    sale: sold.sale, record, terms: quoted.by, receipt: input.receipt ?? sold.whole?.receipt ?? { number: input.saleId }, cause: 'cancelled',
    ...(counts === undefined ? {} : { givesBack: counts }), ...(input.by === undefined ? {} : { by: input.by }),
  });
  const cancelled = appendNaming(till.journal, [], operation, now, (place) => {
    const result: SaleRecord = { ...sale, cancelled: { returnId: record.returnId }, updatedAtMs: now.atMs };
    return { result, changes: { sale: result, return: { ...record, commit: { requestHash: record.requestHash, ...place } } } };
  });
  return { ok: true, sale: cancelled, changed: true };
}

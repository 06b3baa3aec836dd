import { refuse } from './outcome.ts';
import type { SaleRecord } from '../ports/sales.ts';
import type { Refusal } from './outcome.ts';
import type { Till } from './till.ts';

/** A verb's answer about a sale. `changed` is false for a repeated request that found its work done. */
export type SaleOutcome<Code extends string> = { ok: true; sale: SaleRecord; changed: boolean } | Refusal<Code>;

export function saleUnknown(): Refusal<'sale-unknown'> {
  return refuse('sale-unknown', 'This till does not know the sale. Open it with PUT and baseRevision 0.');
}

/** `currentRevision` is 0 where the till has no such sale: it never had, or a power cut took its last revisions. */
export function saleRevised(currentRevision: number): Refusal<'sale-revised'> {
  const detail = currentRevision === 0
    ? 'This till does not have the sale. Open it with baseRevision 0.'
    : `The sale is at revision ${currentRevision}. Read it, and send your change on top of that.`;
  return refuse('sale-revised', detail, { revision: currentRevision });
}

export function saleClosed(state: 'committed' | 'cancelled'): Refusal<'sale-closed'> {
  return refuse('sale-closed', `The sale is ${state}; it cannot be changed any more.`, { state });
}

export function isClosed(sale: SaleRecord): sale is SaleRecord & { state: 'committed' | 'cancelled' } {
  return sale.state === 'committed' || sale.state === 'cancelled';
}

/** Whether the current revision was made by this very request: its answer got lost on the way, so it is given again. The hash covers the revision that the request builds on. */
export function isRetry(sale: SaleRecord, requestHash: string): boolean {
  return sale.requestHash === requestHash;
}

/** How the journal says that a sale ended, for a sale that is no longer among the recent ones. */
export function endInJournal(till: Till, saleId: string): 'committed' | 'cancelled' | undefined {
  for (const operation of till.journal.operationsOfSale(saleId)) {
    if (operation.kind === 'sale-committed') return 'committed';
    if (operation.kind === 'sale-cancelled') return 'cancelled';
  }
  return undefined;
}

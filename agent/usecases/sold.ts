/** What the journal knows of a sale: the operation that finished it, and what was returned of it since. */
import { readOperation } from '../domain/operations/read-operation.ts';
import { refuse } from './outcome.ts';
import type { OperationResolved } from '../domain/operations/desk-operations.ts';
import type { QuotedReturn, SaleCommitted } from '../domain/operations/operation.ts';
import type { Refusal } from './outcome.ts';
import type { Till } from './till.ts';

export interface Sold {
  readonly sale: SaleCommitted;
  readonly returns: readonly QuotedReturn[];
}

export function soldAtThisTill(till: Till, saleId: string): { ok: true; sold: Sold } | Refusal<'sale-unknown' | 'sale-not-committed'> {
  let sale: SaleCommitted | undefined;
  const returns: QuotedReturn[] = [];
  for (const stored of till.journal.operationsOfSale(saleId)) {
    const read = readOperation(stored);
    if (!read.ok) throw new Error(`operation ${stored.seq} of sale ${saleId} cannot be read: ${read.invalid.detail}`);
    if (read.body.kind === 'sale-committed') sale = read.body.payload;
    if (read.body.kind === 'return-committed') returns.push(read.body.payload.result);
    if (read.body.kind === 'operation-resolved' && sale !== undefined) sale = repaired(sale, read.body.payload);
  }
  if (sale !== undefined) return { ok: true, sold: { sale, returns } };
  const open = till.sales.find(saleId);
  if (open === undefined) return refuse('sale-unknown', 'This till has not made the sale, so it cannot take its goods back.');
  return refuse('sale-not-committed', open.state === 'cancelled' ? 'The sale was cancelled, so nothing was sold.' : 'The sale is not finished. Commit it first, or cancel it.');
}

/** A sale that was booked on another account is that one's, and a voided one is nobody's. */
function repaired(sale: SaleCommitted, { repair, accountId }: OperationResolved): SaleCommitted {
  const { accountId: _named, ...anonymous } = sale;
  if (repair === 'void') return anonymous;
  return repair === 'relink' && accountId !== undefined ? { ...anonymous, accountId } : sale;
}

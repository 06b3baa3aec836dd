/** What is known of a sale of which something comes back: the operation that finished it, and what was returned of it since. */
import { readOperation } from '../domain/operations/read-operation.ts';
import { returnableOf } from '../domain/returns/slip/slip-sale.ts';
import { refuse } from './outcome.ts';
import type { OperationResolved } from '../domain/operations/desk-operations.ts';
import type { QuotedReturn, SaleCommitted } from '../domain/operations/operation.ts';
import type { ReturnableSale } from '../domain/returns/returnable-sale.ts';
import type { ReturnRecord } from '../ports/returns.ts';
import type { Refusal } from './outcome.ts';
import type { Till } from './till.ts';

export interface KnownReturn {
  readonly returnId: string;
  readonly result: QuotedReturn;
}

export interface Sold {
  readonly sale: ReturnableSale & Pick<SaleCommitted, 'programmeId' | 'accountId'>;
  /** With all that its price came from; absent where its slip alone tells of it */
  readonly whole?: SaleCommitted;
  /** Made before, at this till and, as far as the centre told, at others */
  readonly returns: readonly KnownReturn[];
}

/** What the centre said at the quote, once: the commit counts by the same. */
export type Told = ReturnRecord['told'];

/** What others say of the sale: the centre, and its slip */
export type SoldElsewhere = { readonly told?: Told; readonly slip?: ReturnRecord['slip'] };

export type SoldCode = 'sale-unknown' | 'sale-not-committed';

/** By this till's journal, by what the centre told of other tills, and at last by the slip. */
export function soldOf(till: Till, saleId: string, { told, slip }: SoldElsewhere): { ok: true; sold: Sold } | Refusal<SoldCode> {
  const own = soldAtThisTill(till, saleId);
  const whole = own.sale ?? told?.sale;
  const returns = [...own.returns, ...elsewhere(own.returns, told)];
  if (whole !== undefined) return { ok: true, sold: { sale: whole, whole, returns } };
  if (slip !== undefined) return { ok: true, sold: { sale: { ...returnableOf(slip), programmeId: slip.programmeId, ...(slip.accountId === undefined ? {} : { accountId: slip.accountId }) }, returns } };
  const open = till.sales.find(saleId);
  if (open === undefined) return refuse('sale-unknown', 'This till has not made the sale, and the centre has not told of it: scan the code on its slip, or try again with the centre in reach.');
  return refuse('sale-not-committed', open.state === 'cancelled' ? 'The sale was cancelled, so nothing was sold.' : 'The sale is not finished. Commit it first, or cancel it.');
}

export function soldAtThisTill(till: Till, saleId: string): { readonly sale?: SaleCommitted; readonly returns: readonly KnownReturn[] } {
  let sale: SaleCommitted | undefined;
  const returns: KnownReturn[] = [];
  for (const stored of till.journal.operationsOfSale(saleId)) {
    const read = readOperation(stored);
    if (!read.ok) throw new Error(`operation ${stored.seq} of sale ${saleId} cannot be read: ${read.invalid.detail}`);
    if (read.body.kind === 'sale-committed') sale = read.body.payload;
    if (read.body.kind === 'return-committed') returns.push({ returnId: read.body.payload.returnId, result: read.body.payload.result });
    if (read.body.kind === 'operation-resolved' && sale !== undefined) sale = repaired(sale, read.body.payload);
  }
  return { ...(sale === undefined ? {} : { sale }), returns };
}

/** Of this till's own returns its journal knows better. */
function elsewhere(own: readonly KnownReturn[], told: Told): KnownReturn[] {
  const known = new Set(own.map(({ returnId }) => returnId));
  return (told?.returns ?? []).filter(({ returnId }) => !known.has(returnId)).map(({ returnId, result }) => ({ returnId, result }));
}

/** A sale that was booked on another account is that one's, and a voided one is nobody's. */
function repaired(sale: SaleCommitted, { repair, accountId }: OperationResolved): SaleCommitted {
  const { accountId: _named, ...anonymous } = sale;
  if (repair === 'void') return anonymous;
  return repair === 'relink' && accountId !== undefined ? { ...anonymous, accountId } : sale;
}

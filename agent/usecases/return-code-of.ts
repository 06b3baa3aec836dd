import { readOperation } from '../domain/operations/read-operation.ts';
import { makeReturnCode, type ReturnCode } from '../domain/returns/slip/return-code.ts';
import { slipSaleOf } from '../domain/returns/slip/slip-sale.ts';
import type { SaleRecord } from '../ports/sales.ts';
import type { Till } from './till.ts';

/** The code for the slip of a finished sale. Undefined before, and while the centre has not vouched for this till's key. */
export function returnCodeOf(till: Till, { commit }: Pick<SaleRecord, 'commit'>): ReturnCode | undefined {
  const certificate = till.slips.certificate();
  const stored = commit === undefined || certificate === undefined ? undefined : till.journal.operation(commit.seq);
  if (stored === undefined || certificate === undefined) return undefined;
  const read = readOperation(stored);
  if (!read.ok || read.body.kind !== 'sale-committed') return undefined;
  return makeReturnCode(slipSaleOf(read.body.payload), { ...till.slips, certificate });
}

import { readOperation } from '../../domain/operations/read-operation.ts';
import type { SaleCommitted } from '../../domain/operations/operation.ts';
import type { Till } from '../till.ts';

/** What this till's journal says of a finished sale of its own. */
export function endedSale(till: Pick<Till, 'journal'>, saleId: string): SaleCommitted | undefined {
  for (const stored of till.journal.operationsOfSale(saleId)) {
    if (stored.kind !== 'sale-committed') continue;
    const read = readOperation(stored);
    if (read.ok && read.body.kind === 'sale-committed') return read.body.payload;
  }
  return undefined;
}

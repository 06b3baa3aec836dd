import type { CustomerProof } from '../domain/operations/operation.ts';
import type { SaleRecord } from '../ports/sales.ts';
import type { Doer } from './limits/limit-watch.ts';

/** What a second person says of the customer: where the card was typed or found by telephone, they may spend points all the same. */
export function wordOf({ by, vouches }: Doer): CustomerProof | undefined {
  return vouches === true && by?.approval !== undefined ? { by: 'person', ...by.approval } : undefined;
}

/** The sale as it is with that word; without one as it was. */
export function withWord(sale: SaleRecord, doer: Doer): SaleRecord {
  const proof = wordOf(doer);
  return proof === undefined || sale.customer === undefined ? sale : { ...sale, customer: { ...sale.customer, proof } };
}

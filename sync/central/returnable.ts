import type { SaleCommitted } from '../../agent/domain/operations/operation.ts';
import type { ReturnableReply } from '../protocol/messages.ts';
import type { Queryable } from './database/database.ts';
import { readSale } from './push/sale-records.ts';

/** What a till asks before it takes goods back or credits a claim: the sale, what of it the centre has taken as returned, and whether it was claimed. `unknown` until the sale has arrived. */
export async function readReturnable(tx: Queryable, saleId: string): Promise<ReturnableReply> {
  const { sale, returns, claim } = await readSale(tx, saleId);
  if (sale === undefined) return { outcome: 'unknown' };
  return { outcome: 'known', sale: withoutName(sale), returns: returns.map(({ returnId, tillId, result }) => ({ returnId, tillId, result })), ...(claim === undefined ? {} : { claimed: { tillId: claim.tillId, atMs: claim.time.instantMs } }) };
}

/** No price hangs on how somebody is called, and the till that asks may be of another city. */
function withoutName({ customer, ...sale }: SaleCommitted): SaleCommitted {
  if (customer === undefined) return sale;
  const { givenName: _givenName, ...state } = customer.state;
  return { ...sale, customer: { ...customer, state } };
}

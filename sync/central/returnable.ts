import type { SaleCommitted } from '../../agent/domain/operations/operation.ts';
import type { ReturnableReply } from '../protocol/messages.ts';
import type { Queryable } from './database/database.ts';
import { readSale } from './push/sale-records.ts';

/** What a till asks before it takes goods back: the sale, and what of it the centre has taken as returned. `unknown` until the sale has arrived. */
export async function readReturnable(tx: Queryable, saleId: string): Promise<ReturnableReply> {
  const { sale, returns } = await readSale(tx, saleId);
  if (sale === undefined) return { outcome: 'unknown' };
  return { outcome: 'known', sale: withoutName(sale), returns: returns.map(({ returnId, tillId, result }) => ({ returnId, tillId, result })) };
}

/** No price hangs on how somebody is called, and the till that asks may be of another city. */
function withoutName({ customer, ...sale }: SaleCommitted): SaleCommitted {
  if (customer === undefined) return sale;
  const { givenName: _givenName, ...state } = customer.state;
  return { ...sale, customer: { ...customer, state } };
}

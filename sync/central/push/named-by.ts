import { accountsNamedBy } from '../merging/redirects.ts';
import type { CustomerBody } from './apply-customer.ts';
import type { BatchItem } from './batch-item.ts';

/** What operations name, besides what the database says of it. */
export interface Named {
  saleIds: string[];
  accountIds: string[];
  holdIds: string[];
  bundleHashes: string[];
  customers: CustomerBody[];
}

export function namedBy(items: readonly BatchItem[]): Named {
  const named: Named = { saleIds: [], accountIds: [], holdIds: [], bundleHashes: [], customers: [] };
  for (const { body } of items) {
    if (body === undefined) continue;
    if (body.kind === 'sale-committed') {
      named.bundleHashes.push(body.payload.bundle.hash);
      if (body.payload.redemption !== undefined) named.holdIds.push(body.payload.redemption.holdId);
    }
    if (body.kind === 'hold-released') named.holdIds.push(body.payload.holdId);
    if (body.kind === 'sale-committed' || body.kind === 'return-committed') named.saleIds.push(body.payload.saleId);
    if (body.kind === 'customer-registered' || body.kind === 'customer-changed') named.customers.push(body);
    named.accountIds.push(...accountsNamedBy(body));
  }
  return named;
}

import { isCardBody, type CardBody } from '../../../agent/domain/operations/card-operations.ts';
import type { PointsAdjusted } from '../../../agent/domain/operations/customer-operations.ts';
import { accountsNamedBy } from '../merging/redirects.ts';
import type { CustomerBody } from './apply-customer.ts';
import type { BatchItem } from './batch-item.ts';

/** What operations name, besides what the database says of it; each as often as they do, but for days. */
export interface Named {
  /** Sales of which something comes back, or that somebody claims; of those that arrive there is more to say */
  returnedIds: string[];
  accountIds: string[];
  holdIds: string[];
  allowanceIds: string[];
  bundleHashes: string[];
  /** Days of sales, YYYY-MM-DD */
  days: string[];
  customers: CustomerBody[];
  cards: CardBody[];
  /** Whose favourite category was chosen */
  favouritesOf: string[];
  adjustments: PointsAdjusted[];
}

export function namedBy(items: readonly BatchItem[]): Named {
  const named: Named = { returnedIds: [], accountIds: [], holdIds: [], allowanceIds: [], bundleHashes: [], days: [], customers: [], cards: [], favouritesOf: [], adjustments: [] };
  for (const { body } of items) {
    if (body === undefined) continue;
    if (body.kind === 'sale-committed') {
      const { bundle, redemption, time } = body.payload;
      named.bundleHashes.push(bundle.hash);
      named.days.push(time.localDate);
      if (redemption?.holdId !== undefined) named.holdIds.push(redemption.holdId);
      if (redemption?.allowance !== undefined) named.allowanceIds.push(redemption.allowance.allowanceId);
    }
    if (body.kind === 'blind-return-committed') named.bundleHashes.push(body.payload.bundle.hash);
    if (body.kind === 'hold-released') named.holdIds.push(body.payload.holdId);
    if (body.kind === 'allowance-returned') named.allowanceIds.push(body.payload.allowanceId);
    if (body.kind === 'return-committed' || body.kind === 'points-claimed') named.returnedIds.push(body.payload.saleId);
    if (body.kind === 'operation-resolved' && body.payload.saleId !== undefined) named.returnedIds.push(body.payload.saleId);
    if (body.kind === 'customer-registered' || body.kind === 'customer-changed') named.customers.push(body);
    if (isCardBody(body)) named.cards.push(body);
    if (body.kind === 'favourite-chosen') {
      named.favouritesOf.push(body.payload.accountId);
      named.bundleHashes.push(body.payload.bundle.hash);
    }
    if (body.kind === 'points-adjusted') {
      named.adjustments.push(body.payload);
      named.bundleHashes.push(body.payload.bundle.hash);
    }
    named.accountIds.push(...accountsNamedBy(body));
  }
  return { ...named, days: [...new Set(named.days)] };
}

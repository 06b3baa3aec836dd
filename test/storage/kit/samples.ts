import { randomUUID } from 'node:crypto';
import type { SaleCommitted } from '../../../agent/domain/operations/operation.ts';
import type { Effect } from '../../../agent/domain/operations/effect.ts';
import type { PricedSale } from '../../../agent/domain/pricing/priced-sale.ts';
import type { TrustedNow } from '../../../agent/ports/clock.ts';
import type { IdempotentAnswer, OperationDraft } from '../../../agent/ports/journal.ts';
import type { ReturnRecord } from '../../../agent/ports/returns.ts';
import type { SaleRecord } from '../../../agent/ports/sales.ts';

export const startMs = 1_795_000_000_000;
export const sampleNow: TrustedNow = { atMs: startMs, wallMs: startMs + 5, clock: 'synced' };

const digest = 'ab'.repeat(32);
const time = { instantMs: startMs, localDate: '2026-11-22', minuteOfDay: 600, weekday: 7, offsetMin: 300 };
const basket = { lines: [{ lineId: '1', sku: 'milk', quantityMilli: 1_000, unitPriceMinor: 50_000 }] };
const priced: PricedSale = {
  semantics: 1, bundle: { serial: 1, hash: digest },
  lines: [{
    lineId: '1', sku: 'milk', quantityMilli: 1_000, unitPriceMinor: 50_000, grossMinor: 50_000, discounts: [], netMinor: 50_000,
    pointsPaidMinor: 0, pointsSpent: 0, payableMinor: 50_000, pointsEarned: 500,
  }],
  grossMinor: 50_000, discountMinor: 0, netMinor: 50_000, pointsSpent: 0, pointsPaidMinor: 0, payableMinor: 50_000, pointsEarned: 500,
  promotions: [], redeemable: { maxPoints: 0, limitedBy: 'no-customer' }, messages: [],
};

/** A sale of one bottle of milk, to a customer where an account is given. The text in Kazakh keeps the bytes honest. */
export function saleDraft(sale: { saleId: string; opId?: string; accountId?: string; effects?: Effect[] }): OperationDraft {
  const payload: SaleCommitted = {
    programmeId: 'main', saleId: sale.saleId, storeId: 's1', tillId: 't1', ...(sale.accountId === undefined ? {} : { accountId: sale.accountId }),
    receipt: { number: `Чек №${sale.saleId} ұзақ` }, time, bundle: { serial: 1, hash: digest, semantics: 1 }, basket, result: priced, effects: sale.effects ?? [],
  };
  return { opId: sale.opId ?? randomUUID(), kind: 'sale-committed', schema: 1, payload };
}

export function saleRecord(saleId: string, state: SaleRecord['state'], more: Partial<SaleRecord> = {}): SaleRecord {
  return {
    saleId, revision: 1, state, requestHash: digest, openedAtMs: startMs, updatedAtMs: startMs, time, basket, priced, pricedHash: digest,
    bundle: { serial: 1, hash: digest, semantics: 1 }, ...more,
  };
}

export function returnRecord(returnId: string, state: ReturnRecord['state']): ReturnRecord {
  return {
    returnId, revision: 1, state, requestHash: digest, saleId: 'sale', updatedAtMs: startMs,
    quoted: { saleId: 'sale', lines: [], refundMinor: 0, pointsGivenBack: 0, pointsTakenBack: 0 },
  };
}

export function idempotentAnswer(key: string, more: Partial<IdempotentAnswer> = {}): IdempotentAnswer {
  return { client: 'front', key, requestHash: digest, status: 200, answer: `{"key":"${key}"}`, atMs: startMs, ...more };
}

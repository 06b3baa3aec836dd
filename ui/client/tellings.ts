import type { TillEventName } from '../../agent/contract/events.ts';
import { isRecord, telling, type Telling } from './telling.ts';

export const isStatus = telling({
  version: 'text', mode: 'text', modeReason: 'text', 'till.tillId': 'text', 'till.name': 'text', 'till.storeId': 'text', 'queue.length': 'number', 'queue.parked': 'number',
  'journal.journalId': 'text', 'sync.breaker': 'text', devices: 'records', 'clock.atMs': 'number', 'clock.wallMs': 'number', 'clock.quality': 'text',
});

const saleParts = telling({
  saleId: 'text', revision: 'number', state: 'text', 'basket.lines': 'records', 'priced.lines': 'records', 'priced.promotions': 'records', 'priced.messages': 'records', 'priced.redeemable.maxPoints': 'number',
  'priced.netMinor': 'number', 'priced.payableMinor': 'number', 'priced.pointsEarned': 'number', 'priced.pointsSpent': 'number', 'inputs.time.instantMs': 'number',
});
export const isSale: Telling = (body) => saleParts(body) && isKnownOrSaid(body['customer']);

/** A customer who is known has a tier to be shown; of any other it is said why. */
function isKnownOrSaid(customer: unknown): boolean {
  return customer === undefined || (isRecord(customer) && (customer['status'] === 'known' ? isRecord(customer['tier']) && typeof customer['cardNumber'] === 'string' : typeof customer['status'] === 'string'));
}

export const isScan = telling({ scanId: 'text', code: 'text', source: 'text', 'thing.kind': 'text' });

/** What the events of the agent tell */
export const eventTellings: Readonly<Record<TillEventName, Telling>> = {
  status: isStatus,
  scan: isScan,
  sale: isSale,
  customer: telling({ accountId: 'text' }),
  card: (event) => (event['change'] === 'race-lost' ? typeof event['opId'] === 'string' && isRecord(event['manager']) && isRecord(event['customer']) : typeof event['cardNumber'] === 'string' && (event['change'] !== 'told' || Array.isArray(event['saleIds']))),
};

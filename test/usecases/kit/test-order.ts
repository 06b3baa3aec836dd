import type { OrderedLine } from '../../../agent/domain/basket/basket.ts';
import type { Order, SignedOrder } from '../../../agent/domain/orders/signed-order.ts';
import { testSignature } from './test-signature.ts';
import { noonMs } from './test-till.ts';

/** An order as the centre of the test tills signs it. */
export function signedOrder(lines: readonly { sku: string; ordered: OrderedLine }[], changes: Partial<Order> = {}): SignedOrder {
  const order: Order = {
    type: 'order', saleId: 'web-1', channelId: 'shop', revision: 1, programmeId: 'example', bundle: { serial: 1, hash: '0'.repeat(64) }, pricedHash: '0'.repeat(64),
    payableMinor: 700, issuedAtMs: noonMs, validUntilMs: noonMs + 60_000, lines: lines.map(({ sku, ordered }, index) => ({ lineId: String(index + 1), sku, ordered })),
    ...changes,
  };
  const text = JSON.stringify(order);
  return { text, signature: testSignature(text) };
}

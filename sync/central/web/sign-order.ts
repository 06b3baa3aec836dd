import { canonicalJson } from '../../../agent/domain/canonical-json.ts';
import type { Order, SignedOrder } from '../../../agent/domain/orders/signed-order.ts';
import type { SaleRecord } from '../../../agent/ports/sales.ts';
import type { CentralContext } from '../central-context.ts';
import { ProblemError } from '../problem-error.ts';
import type { WebChannel } from './web-channel.ts';

/** A till that is offline cannot ask whether an order was taken over elsewhere: so it is good for some days, and fetched again where that is too short. */
const validForMs = 7 * 86_400_000;

/** What the sale's lines cost as they stand. @throws ProblemError `no-bundle` */
export async function signOrder({ db, library, rootKeys, now }: CentralContext, { channelId }: WebChannel, sale: SaleRecord): Promise<SignedOrder> {
  const compiled = (await library.load(db, [sale.bundle.hash])).get(sale.bundle.hash);
  if (compiled === undefined) throw new ProblemError('no-bundle', 'The programme that priced this sale is not here.');
  const discounts = new Map(sale.priced.lines.map(({ lineId, discounts }) => [lineId, discounts]));
  const nowMs = now();
  const order: Order = {
    type: 'order',
    saleId: sale.saleId,
    channelId,
    revision: sale.revision,
    programmeId: compiled.bundle.programmeId,
    bundle: { serial: sale.bundle.serial, hash: sale.bundle.hash },
    pricedHash: sale.pricedHash,
    payableMinor: sale.priced.payableMinor,
    issuedAtMs: nowMs,
    validUntilMs: nowMs + validForMs,
    lines: sale.basket.lines.map(({ lineId, sku, quantityMilli, unitPriceMinor }) => ({
      lineId, sku, ordered: { quantityMilli, unitPriceMinor, discounts: discounts.get(lineId) ?? [] },
    })),
  };
  const text = canonicalJson(order);
  return { text, signature: (await rootKeys.inForce(db)).sign(text) };
}

/** From the web shop to the counter: what the centre signs, a till takes over without asking anybody. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readOrder, type SignedOrder } from '../../../agent/domain/orders/signed-order.ts';
import { isSigned } from '../../../agent/host/bundle/check-envelope.ts';
import { priceSale } from '../../../agent/usecases/price-sale.ts';
import type { Till } from '../../../agent/usecases/till.ts';
import { openTestTill } from '../../usecases/kit/test-till.ts';
import { startTestCentral, type TestCentral } from '../kit.ts';
import { compileTestBundle } from '../kit/test-sale.ts';
import { testBundle } from '../kit/test-shop.ts';
import { aigul, openWebShop, twoMilks, type WebClient } from './web-shop.ts';

describe('an order of a web shop', () => {
  let central: TestCentral;
  let shop: WebClient;
  let rootPublicKey: string;
  beforeAll(async () => {
    central = await startTestCentral({ accounts: [{ ...aigul, tier: 'gold' }] });
    shop = await openWebShop(central);
    rootPublicKey = (await central.enrolTill()).rootPublicKey;
  });
  afterAll(async () => await central.close());

  const fetchOrder = async (saleId: string) => await shop.call<SignedOrder>('GET', `/v1/sales/${saleId}/order`);
  /** A till of this programme that has the centre's key and no network. */
  function useTill<Result>(use: (till: Till) => Result): Result {
    const test = openTestTill();
    test.compiled = compileTestBundle(testBundle());
    test.nowMs = central.clock.nowMs + 60_000;
    try {
      return use({ ...test.till, isSignedByCentre: (text, signature) => isSigned({ text, signature }, rootPublicKey) });
    } finally {
      test.close();
    }
  }
  const takeOver = (till: Till, order: SignedOrder, customer?: { code: string }) => priceSale(till, {
    saleId: 'at-the-counter', baseRevision: 0, order, ...(customer === undefined ? {} : { customer }),
    lines: readOrder(order.text)!.lines.map(({ lineId, sku, ordered }) => ({ lineId, sku, quantityMilli: ordered.quantityMilli, unitPriceMinor: ordered.unitPriceMinor, ordered })),
  });

  it('keeps at a till the discounts that it had, whether the till knows the customer or not', async () => {
    const saleId = randomUUID();
    const { priced, pricedHash } = (await shop.put(saleId)).body;
    expect(priced).toMatchObject({ discountMinor: 10_000, payableMinor: 90_000 });
    const { status, body: order } = await fetchOrder(saleId);
    expect(status).toBe(200);
    expect(readOrder(order.text)).toMatchObject({ saleId, channelId: 'shop', revision: 1, programmeId: 'test', pricedHash, payableMinor: 90_000 });
    useTill((till) => expect(takeOver(till, order)).toMatchObject({ ok: true, sale: { priced: { payableMinor: 90_000, lines: [{ discounts: [{ promotionId: 'gold-10', amountMinor: 10_000 }] }] } } }));
  });

  it('is refused where one digit of it was changed, or another centre signed it', async () => {
    const saleId = randomUUID();
    await shop.put(saleId);
    const { body: order } = await fetchOrder(saleId);
    const altered = { ...order, text: order.text.replaceAll('"amountMinor":10000', '"amountMinor":90000') };
    expect(altered.text).not.toBe(order.text);
    useTill((till) => expect(takeOver(till, altered)).toMatchObject({ ok: false, code: 'order-signature-wrong' }));
    const stranger = await startTestCentral({ accounts: [{ ...aigul, tier: 'gold' }] });
    const other = await openWebShop(stranger);
    await other.put(saleId);
    const theirs = (await other.call<SignedOrder>('GET', `/v1/sales/${saleId}/order`)).body;
    await stranger.close();
    useTill((till) => expect(takeOver(till, theirs)).toMatchObject({ ok: false, code: 'order-signature-wrong' }));
  });

  it('is no bundle, and a bundle is no order, though one key signs both', async () => {
    const { body: bundle } = await (await central.enrolTill('till-2')).get<{ text: string; signature: string }>('/till/v1/bundle');
    expect(isSigned(bundle, rootPublicKey)).toBe(true);
    const lines = [{ ...twoMilks[0]!, ordered: { quantityMilli: 2_000, unitPriceMinor: 50_000, discounts: [] } }];
    useTill((till) => expect(priceSale(till, { saleId: 'x', baseRevision: 0, lines, order: bundle })).toMatchObject({ ok: false, code: 'order-signature-wrong' }));
  });

  it('is signed while it is open and after it was paid, not once it was cancelled', async () => {
    const [paid, cancelled] = [randomUUID(), randomUUID()];
    await shop.put(paid);
    await shop.commit(paid, 1);
    expect((await fetchOrder(paid)).status).toBe(200);
    await shop.put(cancelled);
    await shop.call('POST', `/v1/sales/${cancelled}/cancel`, { revision: 1 });
    expect(await fetchOrder(cancelled)).toMatchObject({ status: 409, body: { code: 'sale-closed' } });
    expect(await fetchOrder(randomUUID())).toMatchObject({ status: 404, body: { code: 'sale-unknown' } });
  });
});

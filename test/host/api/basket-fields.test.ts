import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestApi } from '../kit/test-api.ts';
import { twoMilks } from '../../usecases/kit/test-till.ts';
import { signedOrder } from '../../usecases/kit/test-order.ts';
import type { TestApi } from '../kit/test-api.ts';

const ordered = { quantityMilli: 2_000, unitPriceMinor: 500, discounts: [{ promotionId: 'web-only', amountMinor: 300 }] };
const everything = { coupons: ['HELLO'], payment: { method: 'bank-card' }, channel: 'web' };

describe('a basket over the local API', () => {
  let api: TestApi;
  beforeEach(async () => {
    api = await startTestApi();
  });
  afterEach(() => api.close());
  const put = (body: object, saleId = 'sale-1') => api.call('PUT', `/v1/sales/${saleId}`, { body: { baseRevision: 0, lines: twoMilks, ...body } });

  it('is answered with all that came with it, and so is what it was priced with', async () => {
    const { body } = await put(everything);
    expect(body).toMatchObject({ basket: everything, inputs: { storeId: 'centre', tillId: 'till-1', agentVersion: '1.4.0' }, priced: { coupons: [{ code: 'HELLO', status: 'unknown' }] } });
  });

  it('says why where it is asked, in the answer alone', async () => {
    const plain = await put({});
    const explained = await put({ explain: true });
    expect(explained).toMatchObject({ status: 200, body: { revision: 1, priced: { trace: { exact: true } } } });
    const { trace: _trace, ...priced } = explained.body['priced'] as Record<string, unknown>;
    expect({ ...explained.body, priced }).toEqual(plain.body);
    expect((await api.call('GET', '/v1/sales/sale-1')).text).toBe(plain.text);
    expect((await api.call('GET', '/v1/sales/sale-1?explain=true')).text).toBe(explained.text);
    expect((await api.call('GET', '/v1/sales/sale-1?explain=false')).text).toBe(plain.text);
    expect(await api.call('GET', '/v1/sales/sale-1?explain=yes')).toMatchObject({ status: 400, body: { code: 'bad-request' } });
    expect((await put({ explain: false }, 'sale-2')).body['priced']).not.toHaveProperty('trace');
  });

  it.each([
    ['coupons that are no list', { coupons: 'HELLO' }, '/coupons'], ['an empty coupon', { coupons: [''] }, '/coupons/0'], ['a misspelt field of payment', { payment: { methode: 'x' } }, '/payment'],
    ['a channel that is no id', { channel: 'the web' }, '/channel'], ['explain as a text', { explain: 'yes' }, '/explain'], ['a stored explain', { lines: [{ ...twoMilks[0], explain: true }] }, '/lines/0'],
  ])('is refused with %s', async (_, body, path) => {
    const answer = await put(body);
    expect(answer).toMatchObject({ status: 400, body: { code: 'bad-request' } });
    expect(answer.body['path']).toContain(path);
  });

  it('takes an order that the centre signed from whoever brings it, and no other', async () => {
    const body = { baseRevision: 0, lines: [{ ...twoMilks[0], ordered }] };
    const order = signedOrder([{ sku: 'milk', ordered }]);
    const entered = await api.plainCall('GET', `/enter?code=${api.page.issueCode()}`);
    const cookie = entered.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    const page = { cookie, origin: `http://127.0.0.1:${api.port}` };
    for (const altered of [{ ...order, text: order.text.replace('300', '301') }, { ...order, signature: 'AAAA' }]) {
      expect(await api.call('PUT', '/v1/sales/sale-1', { body: { ...body, order: altered } })).toMatchObject({ status: 422, body: { code: 'order-signature-wrong', path: '/order' } });
    }
    expect(await api.call('PUT', '/v1/sales/sale-1', { body })).toMatchObject({ status: 422, body: { code: 'order-unsigned', path: '/lines/0/ordered' } });
    expect(await api.plainCall('PUT', '/v1/sales/sale-2', { body: { ...body, order }, headers: page })).toMatchObject({ status: 200, body: { priced: { discountMinor: 300 } } });
    expect(await api.call('PUT', '/v1/sales/sale-1', { body: { ...body, order } })).toMatchObject({ status: 200, body: { priced: { discountMinor: 300, lines: [{ discounts: ordered.discounts }] } } });
  });

  it('names an external programme that is not there, and an order beyond its price', async () => {
    expect(await put({ external: 'bank' })).toMatchObject({ status: 422, body: { code: 'external-unknown', path: '/external' } });
    const beyond = { ...ordered, discounts: [{ promotionId: 'web-only', amountMinor: 1_001 }] };
    expect(await put({ lines: [{ ...twoMilks[0], ordered: beyond }], order: signedOrder([{ sku: 'milk', ordered: beyond }]) })).toMatchObject({ status: 422, body: { code: 'ordered-exceeds-line', path: '/lines/0/ordered/discounts' } });
  });
});

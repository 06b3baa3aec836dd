import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { grant } from '../../usecases/kit/scripted-authority.ts';
import { accountOf, cardNumber, manyMilks, twoMilks } from '../../usecases/kit/test-till.ts';
import { exampleGoods } from '../../domain/kit/shop.ts';
import { startTestApi } from '../kit/test-api.ts';
import type { TestApi } from '../kit/test-api.ts';

const customer = { code: cardNumber(1) };
const receipt = { number: '000123' };

describe('a sale over the local API', () => {
  let api: TestApi;
  beforeEach(async () => {
    api = await startTestApi();
    api.test.snapshot([accountOf(1, { givenName: 'Айгерим', birthday: '11-22', favourite: { categoryId: 'dairy', until: '2026-12-31' } })]);
  });
  afterEach(() => api.close());

  const put = (body: object, saleId = 'sale-1') => api.call('PUT', `/v1/sales/${saleId}`, { body });
  const redeem = (body: object, key: string, headers: Record<string, string> = {}) =>
    api.call('POST', '/v1/sales/sale-1/redemption', { body, headers: { 'idempotency-key': key, ...headers } });
  const commit = (body: object, saleId = 'sale-1') => api.call('POST', `/v1/sales/${saleId}/commit`, { body });

  it('goes from basket to receipt, and every answer is the whole sale', async () => {
    const priced = await put({ baseRevision: 0, lines: manyMilks, customer });
    expect(priced).toMatchObject({
      status: 200,
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: {
        saleId: 'sale-1',
        revision: 1,
        state: 'priced',
        customer: {
          status: 'known', accountId: 'account-1', cardNumber: cardNumber(1), cardState: 'active', givenName: 'Айгерим', tier: { id: 'base', name: { ru: 'Базовый' } },
          balancePoints: 500, spendablePoints: 225, heldPoints: 0, birthdayToday: true, favourite: { categoryId: 'dairy', name: { ru: 'Молочное' }, until: '2026-12-31' },
        },
        inputs: { storeId: 'centre', identifiedBy: 'scan', customerState: { accountId: 'account-1' } },
      },
    });
    expect(priced.body).not.toHaveProperty('operation');
    const held = await redeem({ revision: 1, points: 200 }, 'key-1');
    expect(held.body).toMatchObject({ revision: 2, state: 'held', redemption: { points: 200 }, customer: { balancePoints: 500, heldPoints: 200 }, priced: { pointsSpent: 200 }, inputs: { redeemPoints: 200 } });
    const committed = await commit({ revision: 2, receipt });
    expect(committed.body).toMatchObject({ revision: 2, state: 'committed', operation: { journalId: api.test.till.journal.journalId, seq: 2 } });
    expect((await api.call('GET', '/v1/sales/sale-1')).body).toEqual(committed.body);
    expect((await commit({ revision: 2, receipt })).text).toBe(committed.text);
    expect(await commit({ revision: 2, receipt: { number: '2' } })).toMatchObject({ status: 409, body: { code: 'sale-closed' } });
    expect(api.test.written()).toHaveLength(1);
  });

  it('answers a repeated PUT with the same text', async () => {
    const first = await put({ baseRevision: 0, lines: twoMilks });
    api.test.nowMs += 1_000;
    expect((await put({ baseRevision: 0, lines: twoMilks })).text).toBe(first.text);
  });

  it('lets one of two clients win, and tells the other where the sale is', async () => {
    await put({ baseRevision: 0, lines: twoMilks });
    const answers = await Promise.all([1, 2, 3, 4].map((count) => put({ baseRevision: 1, lines: [{ ...twoMilks[0], quantityMilli: count * 1_000 }] })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const lost of answers.filter(({ status }) => status !== 200)) expect(lost).toMatchObject({ status: 409, body: { code: 'sale-revised', revision: 2 } });
  });

  it('repeats a redemption by its key, whatever happened since', async () => {
    await put({ baseRevision: 0, lines: manyMilks, customer });
    const first = await redeem({ revision: 1, points: 100 }, 'key-1');
    await put({ baseRevision: 2, lines: twoMilks, customer });
    const again = await redeem({ revision: 1, points: 100 }, 'key-1');
    expect(again).toMatchObject({ status: 200, text: first.text });
    expect(api.test.authority.requests).toHaveLength(1);
    expect(await redeem({ revision: 1, points: 50 }, 'key-1')).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
    expect(await redeem({ revision: 1, points: 100 }, 'k'.repeat(201))).toMatchObject({ status: 400, body: { code: 'bad-request' } });
  });

  it('repeats a refusal by its key', async () => {
    await put({ baseRevision: 0, lines: manyMilks, customer });
    api.test.authority.answer(() => ({ outcome: 'refused', reason: 'insufficient-points', availablePoints: 3 }));
    const refused = await redeem({ revision: 1, points: 100 }, 'key-1');
    expect(refused).toMatchObject({ status: 409, body: { code: 'redemption-refused', reason: 'insufficient-points', availablePoints: 3 } });
    api.test.authority.answer(grant);
    const again = await redeem({ revision: 1, points: 100 }, 'key-1');
    expect(again).toMatchObject({ status: 409, text: refused.text, headers: { 'content-type': 'application/problem+json; charset=utf-8' } });
    expect(await redeem({ revision: 1, points: 100 }, 'key-2')).toMatchObject({ status: 200 });
  });

  it('does not keep an answer of the outage, and has the release in the journal before it gives it', async () => {
    await put({ baseRevision: 0, lines: manyMilks, customer });
    api.test.authority.answer(() => ({ outcome: 'unavailable', ambiguous: true }));
    expect(await redeem({ revision: 1, points: 100 }, 'key-1')).toMatchObject({ status: 503, body: { code: 'redemption-offline' } });
    expect(api.test.written()).toMatchObject([{ kind: 'hold-released', payload: { reason: 'ambiguous', holdId: api.test.authority.requests[0]?.holdId } }]);
    expect((await api.call('GET', '/v1/sales/sale-1')).body).toMatchObject({ revision: 1, state: 'priced' });
    api.test.authority.answer(grant);
    expect(await redeem({ revision: 1, points: 100 }, 'key-1')).toMatchObject({ status: 200 });
  });

  it('asks once for two requests with one key at the same time', async () => {
    await put({ baseRevision: 0, lines: manyMilks, customer });
    const [one, other] = await Promise.all([redeem({ revision: 1, points: 100 }, 'key-1'), redeem({ revision: 1, points: 100 }, 'key-1')]);
    expect(one.text).toBe(other.text);
    expect(api.test.authority.requests).toHaveLength(1);
    expect(api.test.written()).toEqual([]);
  });

  it('takes one key for one request: another sale under it is refused, also while the first is under way', async () => {
    await put({ baseRevision: 0, lines: manyMilks, customer });
    await put({ baseRevision: 0, lines: manyMilks, customer }, 'sale-2');
    const body = { revision: 1, points: 100 };
    const other = () => api.call('POST', '/v1/sales/sale-2/redemption', { body, headers: { 'idempotency-key': 'key-1' } });
    let meanwhile: ReturnType<typeof other> | undefined;
    api.test.authority.answer(async (request) => {
      meanwhile ??= other();
      // By then the other request has come, too.
      await api.plainCall('GET', '/healthz');
      return grant(request);
    });
    expect(await redeem(body, 'key-1')).toMatchObject({ status: 200 });
    for (const refused of [await meanwhile, await other()]) expect(refused).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
    expect(api.test.authority.requests).toHaveLength(1);
  });

  it('keeps keys of different clients apart', async () => {
    await put({ baseRevision: 0, lines: manyMilks, customer });
    await redeem({ revision: 1, points: 100 }, 'key-1');
    const entered = await api.plainCall('GET', `/enter?code=${api.page.issueCode()}`);
    const page = { cookie: entered.headers['set-cookie']?.[0]?.split(';')[0] ?? '', origin: `http://127.0.0.1:${api.port}` };
    const answer = await api.plainCall('POST', '/v1/sales/sale-1/redemption', { body: { revision: 2, points: 50 }, headers: { ...page, 'idempotency-key': 'key-1' } });
    expect(answer).toMatchObject({ status: 409, body: { code: 'redemption-taken' } });
  });

  it('drops and cancels', async () => {
    await put({ baseRevision: 0, lines: manyMilks, customer });
    await redeem({ revision: 1, points: 100 }, 'key-1');
    expect(await api.call('DELETE', '/v1/sales/sale-1/redemption?revision=2', { headers: { 'content-type': 'application/json' } })).toMatchObject({ status: 200, body: { revision: 3, state: 'priced' } });
    expect(await api.call('POST', '/v1/sales/sale-1/cancel', { body: { revision: 3 } })).toMatchObject({ status: 200, body: { state: 'cancelled' } });
    expect(api.test.written().map(({ kind }) => kind)).toEqual(['hold-released', 'sale-cancelled']);
  });

  it('lists sales by state, newest first', async () => {
    await put({ baseRevision: 0, lines: twoMilks }, 'older');
    api.test.nowMs += 1;
    await put({ baseRevision: 0, lines: twoMilks }, 'newer');
    await put({ baseRevision: 0, lines: twoMilks }, 'done');
    await commit({ revision: 1, receipt }, 'done');
    const ids = async (query: string) => ((await api.call('GET', `/v1/sales${query}`)).body['sales'] as { saleId: string }[]).map(({ saleId }) => saleId);
    expect(await ids('?state=priced')).toEqual(['newer', 'older']);
    expect(await ids('?state=priced&limit=1')).toEqual(['newer']);
    expect(await ids('?state=in-doubt')).toEqual([]);
    expect(new Set(await ids(''))).toEqual(new Set(['done', 'newer', 'older']));
  });

  it.each<[string, string, string, object, object]>([
    ['committed', 'POST', '/commit', { revision: 2, receipt }, { state: 'committed', priced: { pointsSpent: 100 } }],
    ['cancelled', 'POST', '/cancel', { revision: 2 }, { state: 'cancelled' }],
    ['gone on with', 'PUT', '', { baseRevision: 2, lines: twoMilks, customer }, { state: 'held', priced: { pointsSpent: 4 } }],
  ])('lets a sale that a restart left in doubt be %s', async (_what, method, verb, body, expected) => {
    await put({ baseRevision: 0, lines: manyMilks, customer });
    await redeem({ revision: 1, points: 100 }, 'key-1');
    api.test.store.markHeldSalesInDoubt(api.test.nowMs);
    expect((await api.call('GET', '/v1/sales?state=in-doubt')).body).toMatchObject({ sales: [{ saleId: 'sale-1', state: 'in-doubt', redemption: { points: 100 } }] });
    expect(await api.call(method, `/v1/sales/sale-1${verb}`, { body })).toMatchObject({ status: 200, body: expected });
  });

  it('returns what was sold', async () => {
    await put({ baseRevision: 0, lines: manyMilks, customer });
    await commit({ revision: 1, receipt });
    const quoted = await api.call('PUT', '/v1/returns/return-1', { body: { baseRevision: 0, saleId: 'sale-1', lines: [{ lineId: '1', quantityMilli: 1_000 }] } });
    expect(quoted).toMatchObject({ status: 200, body: { returnId: 'return-1', revision: 1, state: 'quoted', quoted: { refundMinor: 450 } } });
    const committed = await api.call('POST', '/v1/returns/return-1/commit', { body: { revision: 1, receipt } });
    expect(committed).toMatchObject({ status: 200, body: { state: 'committed', operation: { seq: 3 } } });
    expect((await api.call('GET', '/v1/returns/return-1')).body).toEqual(committed.body);
    expect((await api.call('POST', '/v1/returns/return-1/commit', { body: { revision: 1, receipt } })).text).toBe(committed.text);
    expect(await api.call('PUT', '/v1/returns/return-2', { body: { baseRevision: 0, saleId: 'sale-1', lines: [{ lineId: '9', quantityMilli: 1_000 }] } })).toMatchObject({ status: 422, body: { code: 'line-unknown', lineId: '9' } });
  });

  it('identifies a customer outside a sale', async () => {
    await put({ baseRevision: 0, lines: manyMilks, customer });
    await redeem({ revision: 1, points: 200 }, 'key-1');
    expect((await api.call('POST', '/v1/identify', { body: { code: '010001' } })).body).toMatchObject({
      customer: { status: 'known', cardNumber: cardNumber(1), balancePoints: 500, heldPoints: 200, spendablePoints: 300 },
    });
  });

  it('finds goods and counts what it did', async () => {
    expect((await api.call('GET', `/v1/goods?query=${encodeURIComponent('молоко')}`)).body).toEqual({
      goods: [{ sku: 'milk', name: { ru: 'Молоко' }, categoryId: 'dairy', unit: 'piece', priceMinor: 500, barcodes: exampleGoods['milk']?.barcodes }],
    });
    await put({ baseRevision: 0, lines: twoMilks });
    await commit({ revision: 1, receipt });
    await commit({ revision: 1, receipt });
    await api.call('PUT', '/v1/returns/return-1', { body: { baseRevision: 0, saleId: 'sale-1' } });
    await api.call('POST', '/v1/returns/return-1/commit', { body: { revision: 1, receipt } });
    const metrics = await api.call('GET', '/metrics');
    expect(metrics.headers['content-type']).toContain('text/plain');
    expect(metrics.text).toContain('till_mode{mode="online"} 1');
    expect(metrics.text).toContain('till_commits_total{kind="sale"} 1');
    expect(metrics.text).toContain('till_commits_total{kind="return"} 1');
    expect(metrics.text).toContain('till_queue_length 3');
    expect(metrics.text).toContain('till_queue_parked 0');
    expect(metrics.text).toContain('till_request_duration_seconds_count{route="POST /v1/sales/:saleId/commit"} 2');
  });
});

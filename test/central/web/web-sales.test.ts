import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReturnView, SaleList, SaleView } from '../../../agent/contract/sale.ts';
import { price } from '../../../agent/domain/pricing/price.ts';
import type { SaleCommitted } from '../../../agent/domain/operations/operation.ts';
import { tidyWeb } from '../../../sync/central/jobs/tidy-web.ts';
import type { FeedAnswer } from '../../../sync/protocol/messages.ts';
import { startTestCentral, type TestCentral } from '../kit.ts';
import { findImbalances, inspect, postingsOf } from '../kit/audit.ts';
import { countsBundle, dayMs } from '../kit/points-shop.ts';
import { testJournal } from '../kit/test-journal.ts';
import { testSale } from '../kit/test-sale.ts';
import type { TestTill } from '../kit/test-till.ts';
import { aigul, aigulsCard, daniyar, openWebShop, twoMilks, webClient, type WebClient } from './web-shop.ts';

describe("a web shop's sale at the centre", () => {
  let central: TestCentral;
  let till: TestTill;
  let shop: WebClient;
  beforeAll(async () => {
    central = await startTestCentral({ accounts: [aigul, daniyar] });
    till = await central.enrolTill();
    shop = await openWebShop(central);
  });
  afterAll(async () => await central.close());

  const points = async () => (await central.availablePoints(till, aigul.accountId))!;

  it('is priced by the engine with the state of the account at this moment', async () => {
    const { status, body } = await shop.put(randomUUID());
    expect(status).toBe(200);
    expect(body).toMatchObject({ revision: 1, state: 'priced', customer: { status: 'known', accountId: aigul.accountId, balancePoints: await points() }, inputs: { storeId: 'store-1', tillId: 'web:shop' } });
    const { basket, inputs } = body;
    expect(body.priced).toEqual(price(central.compiled, {
      basket, storeId: inputs.storeId, tillId: inputs.tillId, agentVersion: inputs.agentVersion!, time: inputs.time, customer: inputs.customerState!, identifiedBy: 'scan',
    }));
  });

  it('sees at its next revision what happened to the customer since', async () => {
    const saleId = randomUUID();
    const before = (await shop.put(saleId)).body.customer!;
    const journal = testJournal();
    journal.append('sale-committed', testSale(central.compiled, { customer: aigul }));
    await till.push(journal);
    const { body } = await shop.put(saleId, { baseRevision: 1 });
    expect(before).toMatchObject({ status: 'known' });
    expect(body.customer).toMatchObject({ balancePoints: await points() });
    expect(body.customer).not.toMatchObject({ balancePoints: (before as { balancePoints: number }).balancePoints });
  });

  it('answers the same request again with the same revision, and another one on an old revision with 409', async () => {
    const saleId = randomUUID();
    const first = await shop.put(saleId);
    expect(await shop.put(saleId)).toEqual(first);
    expect(await shop.put(saleId, { lines: [] })).toMatchObject({ status: 409, body: { code: 'sale-revised', revision: 1 } });
    expect(await shop.put(saleId, { baseRevision: 1, lines: [] })).toMatchObject({ status: 200, body: { revision: 2 } });
    expect((await shop.call<SaleView>('GET', `/v1/sales/${saleId}`)).body.revision).toBe(2);
  });

  it('sets points aside in the ledger at once, and books what it spent and earned like a sale of a till', async () => {
    const saleId = randomUUID();
    const before = await points();
    await shop.put(saleId);
    const held = await shop.take(saleId, 1, 300, randomUUID());
    expect(held).toMatchObject({ status: 200, body: { revision: 2, state: 'held', redemption: { points: 300 }, priced: { pointsSpent: 300, payableMinor: 70_000 } } });
    expect(await points()).toBe(before - 300);
    const committed = await shop.commit(saleId, 2);
    expect(committed).toMatchObject({ status: 200, body: { state: 'committed', operation: { seq: expect.any(Number) } } });
    expect(await points()).toBe(before - 300 + 35);
    expect(await central.report()).toMatchObject({ findings: { defect: 0, goodwill: 0 }, parked: 0 });
    expect(await shop.commit(saleId, 2)).toEqual(committed);
    expect(await shop.commit(saleId, 2, { receipt: { number: 'another' } })).toMatchObject({ status: 409, body: { code: 'sale-closed' } });
    expect(await shop.put(saleId, { baseRevision: 2 })).toMatchObject({ status: 409, body: { code: 'sale-closed' } });
  });

  it('answers a redemption once for each key, whatever it answered', async () => {
    const saleId = randomUUID();
    await shop.put(saleId);
    const key = randomUUID();
    const [one, other] = await Promise.all([shop.take(saleId, 1, 100, key), shop.take(saleId, 1, 100, key)]);
    expect(one).toEqual(other);
    expect(await shop.take(saleId, 1, 100, key)).toEqual(one);
    expect(await shop.take(saleId, 1, 200, key)).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
    expect(await shop.call('POST', `/v1/sales/${saleId}/redemption`, { revision: 1, points: 1 })).toMatchObject({ status: 400, body: { code: 'idempotency-key-required' } });
    const refusedKey = randomUUID();
    const refused = await shop.take(saleId, 2, 10, refusedKey);
    expect(refused).toMatchObject({ status: 409, body: { code: 'redemption-taken', heldPoints: 100 } });
    await shop.call('DELETE', `/v1/sales/${saleId}/redemption?revision=2`);
    expect(await shop.take(saleId, 2, 10, refusedKey)).toEqual(refused);
  });

  it('keeps its points over new revisions, and gives them back when they are dropped, the customer changes, or it is cancelled', async () => {
    const before = await points();
    const saleId = randomUUID();
    await shop.put(saleId);
    await shop.take(saleId, 1, 200, randomUUID());
    expect(await shop.put(saleId, { baseRevision: 2, lines: [...twoMilks, ...twoMilks] })).toMatchObject({ body: { revision: 3, state: 'held', priced: { pointsSpent: 200 } } });
    expect(await shop.call('DELETE', `/v1/sales/${saleId}/redemption?revision=3`)).toMatchObject({ status: 200, body: { revision: 4, state: 'priced' } });
    expect(await points()).toBe(before);
    await shop.take(saleId, 4, 200, randomUUID());
    const { customer: _nobody, ...anonymous } = { baseRevision: 5, lines: twoMilks, customer: undefined };
    expect(await shop.call('PUT', `/v1/sales/${saleId}`, anonymous)).toMatchObject({ body: { revision: 6, state: 'priced' } });
    expect(await points()).toBe(before);
    await shop.put(saleId, { baseRevision: 6 });
    await shop.take(saleId, 7, 200, randomUUID());
    const cancelled = await shop.call<SaleView>('POST', `/v1/sales/${saleId}/cancel`, { revision: 8 });
    expect(cancelled).toMatchObject({ status: 200, body: { state: 'cancelled' } });
    expect(await shop.call('POST', `/v1/sales/${saleId}/cancel`, { revision: 8 })).toEqual(cancelled);
    expect(await points()).toBe(before);
  });

  it('is committed by its lines alone, whether the centre has the revision or not', async () => {
    const saleId = randomUUID();
    const before = await points();
    const paid = { lines: twoMilks, customer: { code: aigulsCard } };
    const committed = await shop.commit(saleId, 7, paid);
    expect(committed).toMatchObject({ status: 200, body: { state: 'committed', priced: { payableMinor: 100_000, pointsEarned: 50 } } });
    expect(await shop.commit(saleId, 7, paid)).toEqual(committed);
    expect(await points()).toBe(before + 50);
    expect(await shop.commit(randomUUID(), 1)).toMatchObject({ status: 404, body: { code: 'sale-unknown' } });
  });

  it('is returned in parts, as far as it goes, and only by its own channel', async () => {
    const saleId = randomUUID();
    const before = await points();
    await shop.put(saleId);
    await shop.commit(saleId, 1);
    const returnId = randomUUID();
    const quoted = await shop.call<ReturnView>('PUT', `/v1/returns/${returnId}`, { baseRevision: 0, saleId, lines: [{ lineId: '1', quantityMilli: 1_000 }] });
    expect(quoted).toMatchObject({ status: 200, body: { state: 'quoted', quoted: { refundMinor: 50_000, pointsTakenBack: 25 } } });
    const done = await shop.call<ReturnView>('POST', `/v1/returns/${returnId}/commit`, { revision: 1, receipt: { number: 'back-1' } });
    expect(done).toMatchObject({ status: 200, body: { state: 'committed' } });
    expect(await shop.call('POST', `/v1/returns/${returnId}/commit`, { revision: 1, receipt: { number: 'back-1' } })).toEqual(done);
    expect(await shop.call('GET', `/v1/returns/${returnId}`)).toEqual(done);
    expect(await points()).toBe(before + 25);
    expect(await shop.call('PUT', `/v1/returns/${randomUUID()}`, { baseRevision: 0, saleId, lines: [{ lineId: '1', quantityMilli: 2_000 }] })).toMatchObject({ status: 409, body: { code: 'return-exceeds-sale' } });
    const other = await openWebShop(central, 'other-shop');
    expect(await other.call('PUT', `/v1/returns/${randomUUID()}`, { baseRevision: 0, saleId })).toMatchObject({ status: 404, body: { code: 'sale-unknown' } });
    expect(await other.call('GET', `/v1/sales/${saleId}`)).toMatchObject({ status: 404, body: { code: 'sale-unknown' } });
    expect(await other.put(saleId)).toMatchObject({ status: 409, body: { code: 'id-taken' } });
    expect((await other.call<SaleList>('GET', '/v1/sales')).body.sales).toEqual([]);
    expect((await shop.call<SaleList>('GET', '/v1/sales?state=committed&limit=1')).body.sales).toHaveLength(1);
  });

  it('cannot take the id of a sale that a till made', async () => {
    const sale = testSale(central.compiled, { customer: aigul });
    const journal = testJournal();
    journal.append('sale-committed', sale);
    await till.push(journal);
    expect(await shop.put(sale.saleId)).toMatchObject({ status: 409, body: { code: 'sale-closed', state: 'committed' } });
  });

  it('reaches every till by the feed', async () => {
    const { body: { epoch } } = await till.get<{ epoch: string }>('/till/v1/ping');
    const feed = async (cursor: number) => (await till.get<FeedAnswer>(`/till/v1/feed?journalId=any&epoch=${epoch}&cursor=${cursor}&limit=5000&protocol=2`)).body;
    const { cursor } = await feed(0);
    const saleId = randomUUID();
    await shop.put(saleId);
    expect((await feed(cursor)).accounts).toEqual([]);
    await shop.take(saleId, 1, 10, randomUUID());
    const held = await feed(cursor);
    expect(held.accounts).toMatchObject([{ accountId: aigul.accountId, holds: [{ points: 10 }] }]);
    await shop.commit(saleId, 2);
    expect((await feed(held.cursor)).accounts).toMatchObject([{ accountId: aigul.accountId, holds: [] }]);
  });

  it.each([
    ['a basket with a line twice', { lines: [{ lineId: '1', ...twoMilks[0]! }, { lineId: '1', ...twoMilks[0]! }] }, 422, 'duplicate-line'],
    ['half a piece', { lines: [{ ...twoMilks[0]!, quantityMilli: 500 }] }, 422, 'quantity-not-whole'],
    ['an unknown field', { surprise: true }, 400, 'bad-request'],
    ['a quantity as text', { lines: [{ ...twoMilks[0]!, quantityMilli: '1' }] }, 400, 'bad-request'],
    ['U+0000 in a text', { coupons: ['a\0b'] }, 400, 'bad-request'],
    ['half a character', '{"baseRevision":0,"lines":[],"coupons":["\\ud800"]}', 400, 'bad-request'],
    ['no JSON', '{"baseRevision":', 400, 'bad-json'],
    ['an order that it says was priced elsewhere', { lines: [{ ...twoMilks[0]!, ordered: { quantityMilli: 2_000, unitPriceMinor: 50_000, discounts: [{ promotionId: 'mine', amountMinor: 50_000 }] } }] }, 422, 'order-unsigned'],
  ])('is refused with %s, and nothing is kept of it', async (_what, changes, status, code) => {
    const saleId = randomUUID();
    const answer = typeof changes === 'string' ? await shop.call('PUT', `/v1/sales/${saleId}`, changes) : await shop.put(saleId, changes as object);
    expect(answer).toMatchObject({ status, body: { code, status, title: expect.any(String), detail: expect.any(String) } });
    expect(await shop.call('GET', `/v1/sales/${saleId}`)).toMatchObject({ status: 404, body: { code: 'sale-unknown' } });
  });
});

describe('what web sales leave in the books', () => {
  it('closes an id for ever, though the centre keeps the baskets of web shops for sixty days only', async () => {
    const central = await startTestCentral({ accounts: [aigul] });
    const shop = await openWebShop(central);
    const [sold, cancelled, forgotten] = [randomUUID(), randomUUID(), randomUUID()];
    for (const saleId of [sold, cancelled, forgotten]) await shop.put(saleId);
    await shop.commit(sold, 1);
    await shop.call('POST', `/v1/sales/${cancelled}/cancel`, { revision: 1 });
    await central.stop();
    await inspect(central.home, async (db) => await tidyWeb(db, central.clock.nowMs + 61 * dayMs));
    const again = await startTestCentral({ home: central.home, accounts: [aigul] });
    const sameShop = webClient(again.url, shop);
    expect(await sameShop.put(sold)).toMatchObject({ status: 409, body: { code: 'sale-closed', state: 'committed' } });
    expect(await sameShop.put(cancelled)).toMatchObject({ status: 409, body: { code: 'sale-closed', state: 'cancelled' } });
    expect(await sameShop.put(forgotten)).toMatchObject({ status: 200, body: { revision: 1 } });
    expect(await sameShop.call('PUT', `/v1/returns/${randomUUID()}`, { baseRevision: 0, saleId: sold })).toMatchObject({ status: 200, body: { quoted: { refundMinor: 100_000 } } });
    await again.close();
  });

  it('is one chain of operations that gives the same prices again, with postings that sum to zero', async () => {
    const central = await startTestCentral({ bundle: countsBundle(), accounts: [aigul] });
    const shop = await openWebShop(central);
    await central.put('budgets/budget', { limitMinor: 15_000 });
    const [first, second] = [randomUUID(), randomUUID()];
    expect((await shop.put(first, { coupons: ['ONCE'] })).body.priced).toMatchObject({ coupons: [{ code: 'ONCE', status: 'applied' }], discountMinor: 25_000 });
    await shop.commit(first, 1);
    const again = (await shop.put(second, { coupons: ['ONCE'] })).body;
    expect(again.priced).toMatchObject({ coupons: [{ code: 'ONCE', status: 'used' }], discountMinor: 5_000 });
    await shop.take(second, 1, 100, randomUUID());
    const { operation } = (await shop.commit(second, 2)).body;
    expect(await central.report()).toMatchObject({ parked: 0, findings: { defect: 0, drift: 0, goodwill: 0 } });
    await central.stop();
    await inspect(central.home, async (db) => {
      expect(await findImbalances(db)).toEqual({ operations: [], accounts: [] });
      expect(await postingsOf(db, operation!.opId)).toMatchObject({ spent: 100 });
      expect(await db.query('SELECT code FROM used_coupon')).toEqual([{ code: 'ONCE' }]);
      expect(await db.query('SELECT spent_minor FROM promotion_budget')).toEqual([{ spent_minor: 15_000 }]);
      const rows = await db.query<{ seq: number; kind: string; prev: string; hash: string; payload: string; verdict: string }>('SELECT seq, kind, prev, hash, payload, verdict FROM operation ORDER BY seq');
      expect(rows.map(({ kind, verdict }) => `${kind} ${verdict}`)).toEqual(['journal-opened applied', 'sale-committed applied', 'sale-committed applied']);
      for (const [index, row] of rows.entries()) expect(row.prev).toBe(rows[index - 1]?.hash ?? '0'.repeat(64));
      expect((JSON.parse(rows[1]!.payload) as SaleCommitted).counts).toMatchObject({ usage: [{ promotionId: 'weekly' }], coupons: ['ONCE'], budgets: [{ discountMinor: 10_000 }] });
    });
    await central.close();
  });
});

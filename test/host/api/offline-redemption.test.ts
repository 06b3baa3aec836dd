import { afterEach, beforeEach, expect, it } from 'vitest';
import { allowanceFor, allowancePolicy, leasedAccount, redemptionWith, usableUntilMs } from '../../usecases/kit/allowances.ts';
import { cardNumber, manyMilks, noonMs } from '../../usecases/kit/test-till.ts';
import { compiledExample } from '../../domain/kit/shop.ts';
import { startTestApi, type TestApi } from '../kit/test-api.ts';

let api: TestApi;
beforeEach(async () => {
  api = await startTestApi();
  api.test.compiled = compiledExample({ ...redemptionWith(allowancePolicy, { freshness: { cappedAfterSeconds: 3_600, cappedPoints: 15, earnOnlyAfterSeconds: 7_200 } }), names: { tills: { 'till-7': { ru: 'Касса 7' } } } });
  api.test.snapshot([leasedAccount(api.test, {}, { allowances: [allowanceFor(api.test), allowanceFor(api.test, { allowanceId: 'allowance-7', tillId: 'till-7', journalId: 'journal-7', points: 60 })] })]);
});
afterEach(async () => {
  await api.close();
});

const put = (saleId: string, baseRevision = 0) => api.call('PUT', `/v1/sales/${saleId}`, { body: { baseRevision, lines: manyMilks, customer: { code: cardNumber(1) } } });
const take = (saleId: string, points: number, revision = 1) => api.call('POST', `/v1/sales/${saleId}/redemption`, { body: { revision, points }, headers: { 'idempotency-key': `${saleId}-${points}-${revision}` } });
const identify = () => api.call('POST', '/v1/identify', { body: { code: cardNumber(1) } });
const setAside = { here: { points: 40, untilMs: usableUntilMs }, elsewhere: [{ tillId: 'till-7', storeId: 'centre', points: 60, tillName: { ru: 'Касса 7' }, storeName: { ru: expect.any(String) as string } }] };

it('online, offline and online again: the price says what can be spent, the ask gives it, and both change with the contact', async () => {
  expect((await identify()).body).toMatchObject({ customer: { balancePoints: 200, spendablePoints: 140, setAside, freshness: { step: 'fresh', untilMs: noonMs + 3_600_000 } } });
  expect((await put('sale-1')).body).toMatchObject({ priced: { redeemable: { maxPoints: 140, limitedBy: 'balance' } }, customer: { spendablePoints: 140, balancePoints: 200 } });

  api.test.authority.stand({ isReachable: false });
  const refused = await take('sale-1', 140);
  expect([refused.status, refused.body]).toEqual([409, expect.objectContaining({ code: 'redemption-refused', maxPoints: 40, limitedBy: 'allowance' })]);
  expect((await put('sale-1', 1)).body).toMatchObject({ revision: 2, priced: { redeemable: { maxPoints: 40, limitedBy: 'allowance' } }, customer: { spendablePoints: 40 }, inputs: { mayRedeem: { points: 40, limitedBy: 'allowance' } } });
  expect((await identify()).body).toMatchObject({ customer: { spendablePoints: 40 } });
  const taken = await take('sale-1', 40, 2);
  expect([taken.status, taken.body]).toEqual([200, expect.objectContaining({ state: 'held', redemption: { points: 40, allowance: { allowanceId: 'allowance-1', points: 40 }, offline: true } })]);
  expect((await identify()).body).toMatchObject({ customer: { balancePoints: 200, heldPoints: 40, spendablePoints: 0 } });

  api.test.authority.stand({ isReachable: true });
  expect((await api.call('POST', '/v1/sales/sale-1/commit', { body: { revision: 3, receipt: { number: '1' } } })).status).toBe(200);
  expect((await put('sale-2')).body).toMatchObject({ priced: { redeemable: { limitedBy: 'balance' } } });
  expect((await take('sale-2', 50)).body).toMatchObject({ redemption: { points: 50, holdId: expect.any(String) as string } });
});

it('a refusal tells where the points are, with the names that people know', async () => {
  await put('sale-1');
  api.test.authority.answer(() => ({ outcome: 'refused', reason: 'insufficient-points', availablePoints: 5, reserved: [{ tillId: 'till-7', storeId: 'centre', points: 60 }] }));
  expect((await take('sale-1', 100)).body).toMatchObject({ code: 'redemption-refused', reason: 'insufficient-points', availablePoints: 5, reserved: setAside.elsewhere });
});

it('the status says what may be spent offline, and the customer how long it is so', async () => {
  const status = async () => (await api.call('GET', '/v1/status')).body;
  api.test.authority.stand({ isReachable: false });
  expect(await status()).toMatchObject({ offlineRedemption: { policy: 'allowance', maxPoints: 1_000 } });
  api.test.nowMs += 3_600_000;
  expect(await status()).toMatchObject({ offlineRedemption: { maxPoints: 15 } });
  expect((await put('sale-1')).body).toMatchObject({ priced: { redeemable: { maxPoints: 15, limitedBy: 'stale' } }, customer: { freshness: { step: 'capped', untilMs: noonMs + 7_200_000 } } });
  api.test.nowMs += 3_600_000;
  expect(await status()).toMatchObject({ offlineRedemption: { maxPoints: 0 } });
  expect((await identify()).body).toMatchObject({ customer: { freshness: { step: 'earn-only' }, spendablePoints: 0 } });
  api.test.nowMs = noonMs;
  api.test.clock = 'suspect';
  expect(await status()).toMatchObject({ offlineRedemption: { maxPoints: 0 } });
});

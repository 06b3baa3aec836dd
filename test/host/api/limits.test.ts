import { afterEach, describe, expect, it } from 'vitest';
import { startTestApi } from '../kit/test-api.ts';
import { testPin } from '../kit/test-people.ts';
import { accountOf, cardNumber, manyMilks, twoMilks } from '../../usecases/kit/test-till.ts';
import { slipsOf } from '../../usecases/kit/test-slips.ts';
import type { Limit } from '../../../agent/domain/operators/limit.ts';
import type { TestApi } from '../kit/test-api.ts';

let api: TestApi;
afterEach(() => api.close());
const start = async (...limits: Limit[]) => {
  api = await startTestApi({ withRoles: true, bundle: { limits } });
  api.test.snapshot([accountOf(1)]);
};
const said = { id: 'limit', name: { ru: 'Лимит', en: 'Limit' } };
const customer = { code: cardNumber(1) };
const put = (saleId: string, baseRevision = 0, headers = {}) => api.call('PUT', `/v1/sales/${saleId}`, { body: { baseRevision, lines: twoMilks, customer }, headers });
const sell = async (saleId: string) => {
  await put(saleId);
  return await api.call('POST', `/v1/sales/${saleId}/commit`, { body: { revision: 1, receipt: { number: saleId } } });
};
const session = async (user: string) => ({ 'x-operator-session': String((await api.call('POST', '/v1/session', { body: { user, pin: testPin } })).body['sessionToken']) });
const hits = async () => (await api.call('GET', '/v1/limits', { headers: await session('marat') })).body['hits'] as object[];

describe('a card that is used too often', () => {
  it('is told of where the limit warns, and each sale is journalled once', async () => {
    await start({ ...said, kind: 'card-uses', most: 1, level: 'warn' });
    expect((await put('s-1')).body).not.toHaveProperty('warnings');
    await api.call('POST', '/v1/sales/s-1/commit', { body: { revision: 1, receipt: { number: '1' } } });
    expect((await put('s-2')).body).toMatchObject({ customer: { status: 'known' }, warnings: [{ limitId: 'limit', kind: 'card-uses', name: { en: 'Limit' } }] });
    expect((await put('s-2', 1)).body).toMatchObject({ warnings: [{ limitId: 'limit' }] });
    expect(await hits()).toMatchObject([{ limitId: 'limit', kind: 'card-uses', level: 'warn', saleId: 's-2', accountId: 'account-1' }]);
  });

  it('is flagged for the manager without a word to the cashier', async () => {
    await start({ ...said, kind: 'card-uses', most: 1, level: 'flag' });
    await sell('s-1');
    expect((await put('s-2')).body).not.toHaveProperty('warnings');
    expect(await hits()).toMatchObject([{ level: 'flag' }]);
  });

  it('is left out of the sale where the limit refuses, until a second person lets it pass', async () => {
    await start({ ...said, kind: 'card-uses', most: 1, level: 'refuse' });
    await sell('s-1');
    const cashier = await session('asel');
    expect(await put('s-2', 0, cashier)).toMatchObject({ status: 200, body: { customer: { status: 'refused', reason: 'limit-reached' }, warnings: [{ limitId: 'limit' }] } });
    const { body: { overrideId } } = await api.call('POST', '/v1/overrides', { body: { user: 'marat', pin: testPin, right: 'limit-override', reason: 'a big family' }, headers: cashier });
    const lifted = { ...cashier, 'x-override': String(overrideId) };
    expect(await put('s-2', 1, lifted)).toMatchObject({ status: 200, body: { customer: { status: 'known' } } });
    expect(await put('s-2', 1, lifted)).toMatchObject({ status: 200, body: { revision: 2 } });
    expect(await put('s-2', 2, cashier)).toMatchObject({ body: { customer: { status: 'known' } } });
    expect(await put('s-3', 0, lifted)).toMatchObject({ status: 403, body: { code: 'override-invalid' } });
    expect(await hits()).toMatchObject([{ level: 'refuse', userId: 'asel' }, { level: 'refuse', lifted: true, userId: 'asel', approvedBy: 'marat' }]);
  });

  it('still stands on a receipt that is printed', async () => {
    await start({ ...said, kind: 'card-uses', most: 1, level: 'refuse' });
    await sell('s-1');
    const commit = await api.call('POST', '/v1/sales/s-2/commit', { body: { revision: 1, receipt: { number: '2' }, lines: twoMilks, customer } });
    expect(commit).toMatchObject({ status: 200, body: { customer: { status: 'known' } } });
    expect(await hits()).toMatchObject([{ saleId: 's-2' }]);
  });
});

it('who looks up more cards than the limit allows is refused, and nobody else', async () => {
  await start({ ...said, kind: 'look-ups', most: 2, level: 'refuse' });
  const [asel, samal] = [await session('asel'), await session('samal')];
  const look = (number: number, headers: Record<string, string>) => api.call('POST', '/v1/identify', { body: { code: cardNumber(number) }, headers });
  for (const number of [1, 2, 1]) expect((await look(number, asel)).status).toBe(200);
  expect(await look(3, asel)).toMatchObject({ status: 409, body: { code: 'limit-reached', limitId: 'limit', kind: 'look-ups' } });
  expect((await look(1, samal)).status).toBe(200);
  api.test.nowMs += 3_600_000;
  expect((await look(3, await session('asel'))).status).toBe(200);
});

describe('a receipt that points paid for comes back at once', () => {
  const limit = { ...said, kind: 'return-after-redeem', withinMinutes: 60, level: 'refuse' } as const;
  const paidWithPoints = async () => {
    api = await startTestApi({ withRoles: true, bundle: { limits: [limit], returns: { pointsPolicy: 'allow_negative', blind: { maxRefundMinor: 50_000, points: 'none' } } }, change: (till) => ({ ...till, slips: slipsOf('till-1') }) });
    api.test.snapshot([accountOf(1), accountOf(2)]);
    await api.call('PUT', '/v1/sales/paid', { body: { baseRevision: 0, lines: manyMilks, customer } });
    await api.call('POST', '/v1/sales/paid/redemption', { body: { revision: 1, points: 10 }, headers: { 'idempotency-key': 'points' } });
    return (await api.call('POST', '/v1/sales/paid/commit', { body: { revision: 2, receipt: { number: '77' } } })).body as { state: string; returnCode: { code: string } };
  };
  const milk = { reason: 'no receipt', lines: [{ sku: 'milk', quantityMilli: 1_000, refundMinor: 400 }] };
  it.each<[string, (code: string) => object, string]>([
    ['its id', () => ({ saleId: 'paid' }), 'asel'],
    ['its number', () => ({ receiptNumber: '77' }), 'asel'],
    ['the code of its slip', (code) => ({ code }), 'asel'],
    ['nothing, with the customer named', () => ({ blind: { ...milk, customer } }), 'marat'],
  ])('by %s: refused within the time, journalled, and let go by a second person or later', async (_by, named, user) => {
    const sale = await paidWithPoints();
    expect(sale).toMatchObject({ state: 'committed', redemption: { points: 10 } });
    const as = await session(user);
    const quote = async (returnId: string, headers: Record<string, string> = as) => await api.call('PUT', `/v1/returns/${returnId}`, { body: { baseRevision: 0, ...named(sale.returnCode.code) }, headers });
    expect(await quote('r-1')).toMatchObject({ status: 409, body: { code: 'limit-reached', kind: 'return-after-redeem' } });
    expect(await hits()).toMatchObject([{ kind: 'return-after-redeem', level: 'refuse', returnId: 'r-1', userId: user }]);
    const { body: { overrideId } } = await api.call('POST', '/v1/overrides', { body: { user: 'dana', pin: testPin, right: 'limit-override', reason: 'wrong size' }, headers: as });
    expect(await quote('r-1', { ...as, 'x-override': String(overrideId) })).toMatchObject({ status: 200, body: { state: 'quoted' } });
    api.test.nowMs += 3_600_000;
    expect((await quote('r-2', await session(user))).status).toBe(200);
  });

  it('without a receipt and for another customer it is no such return', async () => {
    await paidWithPoints();
    const blind = { ...milk, customer: { code: cardNumber(2) } };
    expect((await api.call('PUT', '/v1/returns/r-1', { body: { baseRevision: 0, blind }, headers: await session('marat') })).status).toBe(200);
  });
});

describe('balances that somebody looks up', () => {
  const looks = [
    ['POST', '/v1/identify'], ['GET', `/v1/cards/${cardNumber(1)}`], ['GET', `/v1/cards/${cardNumber(1)}/slip`], ['GET', '/v1/customers?phone=87011234567'],
  ] as const;
  it.each(looks)('count at %s %s', async (method, path) => {
    await start({ ...said, kind: 'look-ups', most: 1, level: 'refuse' });
    const cashier = await session('asel');
    expect((await api.call('POST', '/v1/identify', { body: { code: cardNumber(9) }, headers: cashier })).status).toBe(200);
    const look = async (headers: Record<string, string>) => await api.call(method, path, { headers, ...(method === 'POST' ? { body: { code: cardNumber(1) } } : {}) });
    expect(await look(cashier)).toMatchObject({ status: 409, body: { code: 'limit-reached', kind: 'look-ups' } });
    const { body: { overrideId } } = await api.call('POST', '/v1/overrides', { body: { user: 'marat', pin: testPin, right: 'limit-override', reason: 'a queue' }, headers: cashier });
    expect((await look({ ...cashier, 'x-override': String(overrideId) })).status).toBe(200);
  });

  it('are warned of with what was asked for', async () => {
    await start({ ...said, kind: 'look-ups', most: 1, level: 'warn' });
    await api.call('GET', '/v1/customers?phone=87011234567');
    expect((await api.call('GET', `/v1/cards/${cardNumber(1)}`)).body).toMatchObject({ cardNumber: cardNumber(1), warnings: [{ limitId: 'limit' }] });
    expect((await api.call('GET', '/v1/customers?phone=87011234568')).body).toMatchObject({ customers: [], warnings: [{ limitId: 'limit' }] });
  });
});

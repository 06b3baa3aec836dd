/** What hangs on the store's day and month, at a real agent whose clock goes over midnight of the store's zone: the centre's day ends five hours later. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTestCentral, type TestCentral } from '../central/kit.ts';
import { testBundle } from '../central/kit/test-shop.ts';
import { goingClock } from '../kit/going-clock.ts';
import { cardNumber } from '../usecases/kit/test-till.ts';
import { makeAgentHome, startTestAgent, type TestAgent } from './kit/test-agent.ts';
import type { AdjustView, FavouriteView } from '../../agent/contract/customer.ts';
import type { SaleView } from '../../agent/contract/sale.ts';

const eventually = { timeout: 60_000, interval: 100 };
/** Lists are asked for at once, not each minute */
const syncTiming = { feedWaitMs: 500, backoffMinMs: 20, backoffMaxMs: 200, blockListMs: 200 };
const minuteMs = 60_000;
/** 23:50 of Almaty (UTC+5) */
const lateOn = (day: string) => Date.parse(`${day}T18:50:00Z`);

describe('the turn of a day', () => {
  let central: TestCentral;
  let till: TestAgent;
  const home = makeAgentHome();
  const clock = goingClock(lateOn('2027-01-31'));
  const { machineTime } = clock;

  beforeAll(async () => {
    const { roles: _everybody, access: _open, ...bundle } = testBundle({
      favourite: { categories: ['food'], days: 30, perMonth: 1, atExpiry: 'drop' },
      adjustments: { reasons: [{ id: 'complaint', name: { ru: 'Жалоба' } }], maxPointsPerOperation: 100, maxPointsPerManagerAndDay: 150 },
    });
    central = await startTestCentral({ bundle, clock, accounts: [1, 2, 3].map((serial) => ({ accountId: `account-${serial}`, tier: 'base', openingPoints: 1_000, givenName: 'Анна', cards: [{ number: cardNumber(serial), state: 'active' }] })) });
    for (const [user, pin] of [['marat', '8402'], ['dana', '1357']]) {
      const { status, body } = await central.put(`staff/${user}`, { name: user, role: 'manager', storeIds: ['store-1'], pin });
      if (status !== 200) throw new Error(JSON.stringify(body));
    }
    till = await startTestAgent(home.home, { machineTime, centralUrl: central.url, enrolmentCode: await central.enrolmentCode(), syncTiming });
    await vi.waitFor(async () => {
      const signedIn = await till.call('POST', '/v1/session', { body: { user: 'dana', pin: '1357' } });
      const known = await till.call('POST', '/v1/identify', { body: { code: cardNumber(3) }, headers: { 'idempotency-key': crypto.randomUUID() } });
      if (signedIn.status !== 200 || (known.body['customer'] as { status?: string } | undefined)?.status !== 'known') throw new Error(`${signedIn.text} ${known.text}`);
    }, eventually);
  }, 120_000);
  afterAll(async () => {
    await till.running.close();
    await central.close();
    home.remove();
  });

  const pins = { marat: '8402', dana: '1357' } as const;
  /** Signed in anew: sessions end while the clock is turned. */
  const as = async (user: keyof typeof pins) => ({ 'x-operator-session': String((await till.call('POST', '/v1/session', { body: { user, pin: pins[user] } })).body['sessionToken']), 'idempotency-key': crypto.randomUUID() });
  const sent = async () => await vi.waitFor(async () => expect((await till.call('GET', '/v1/status')).body).toMatchObject({ queue: { length: 0 } }), eventually);

  it('begins the day of each manager anew at midnight of the store, not at that of the centre, and not by a restart', async () => {
    const adjust = async (user: keyof typeof pins, points: number) => await till.call('POST', '/v1/customers/account-1/adjust', { body: { points, reason: 'complaint' }, headers: await as(user) });
    expect(await adjust('marat', 101)).toMatchObject({ status: 409, body: { code: 'adjustment-over-limit', leftTodayPoints: 150 } });
    expect(await adjust('marat', 100)).toMatchObject({ status: 200, body: { availablePoints: 1_100 } satisfies Partial<AdjustView> });
    expect(await adjust('marat', -50)).toMatchObject({ status: 200, body: { availablePoints: 1_050 } });
    expect(await adjust('marat', 1)).toMatchObject({ status: 409, body: { code: 'adjustment-over-limit', leftTodayPoints: 0 } });
    expect(await adjust('dana', 100)).toMatchObject({ status: 200 });
    await till.running.close();
    till = await startTestAgent(home.home, { machineTime, syncTiming });
    expect(await adjust('marat', 1)).toMatchObject({ status: 409, body: { leftTodayPoints: 0 } });
    clock.nowMs = lateOn('2027-01-31') + 15 * minuteMs;
    expect(await adjust('marat', 100)).toMatchObject({ status: 200, body: { availablePoints: 1_250 } });
    await sent();
    expect(await central.report()).toMatchObject({ parked: 0, findings: { defect: 0 } });
  });

  it('lets a favourite be chosen anew on the first of a month, whatever its length', async () => {
    const choose = async (account: string) => await till.call('POST', `/v1/customers/${account}/favourite`, { body: { categoryId: 'food' }, headers: await as('marat') });
    // Clocks go forward alone: the turn from January was above.
    clock.nowMs = lateOn('2027-02-28');
    expect(await choose('account-2')).toMatchObject({ status: 200, body: { from: '2027-02-28', until: '2027-03-29' } satisfies Partial<FavouriteView> });
    expect(await choose('account-2')).toMatchObject({ status: 409, body: { code: 'favourite-chosen-already' } });
    clock.nowMs = lateOn('2027-02-28') + 15 * minuteMs;
    expect(await choose('account-2')).toMatchObject({ status: 200, body: { from: '2027-03-01', until: '2027-03-30' } });
    clock.nowMs = lateOn('2027-03-31');
    expect(await choose('account-2')).toMatchObject({ status: 409, body: { code: 'favourite-chosen-already' } });
    clock.nowMs = lateOn('2027-03-31') + 15 * minuteMs;
    expect(await choose('account-2')).toMatchObject({ status: 200, body: { from: '2027-04-01', until: '2027-04-30' } });
    await sent();
    expect(await central.report()).toMatchObject({ parked: 0, findings: { defect: 0 } });
  });

  it('and what somebody bought before they were erased comes back; so does what was taken in exchange, by its own receipt', async () => {
    const put = async (path: string, body: object) => await till.call('PUT', `/v1/${path}`, { body, headers: await as('marat') });
    const post = async (path: string, body: object) => await till.call('POST', `/v1/${path}`, { body, headers: await as('marat') });
    const milk = (pieces: number) => [{ lineId: '1', sku: 'milk', quantityMilli: pieces * 1_000, unitPriceMinor: 50_000 }];
    await put('sales/bought', { baseRevision: 0, lines: milk(2), customer: { code: cardNumber(3) } });
    expect((await post('sales/bought/commit', { revision: 1, receipt: { number: 'bought' } })).status).toBe(200);
    await sent();
    expect((await fetch(`${central.url}/admin/v1/profiles/account-3`, { method: 'DELETE', headers: { authorization: `Bearer ${central.adminToken}` } })).status).toBe(200);
    expect(await put('returns/back', { baseRevision: 0, saleId: 'bought', lines: [{ lineId: '1', quantityMilli: 1_000 }] })).toMatchObject({ status: 200, body: { quoted: { refundMinor: 50_000, pointsTakenBack: 25 } } });
    await put('sales/instead', { baseRevision: 0, lines: [{ lineId: '1', sku: 'bread', quantityMilli: 2_000, unitPriceMinor: 20_000 }], customer: { code: cardNumber(3) } });
    const exchanged = await post('sales/instead/commit', { revision: 1, receipt: { number: 'exchange' }, exchange: { returnId: 'back', revision: 1 } });
    expect(exchanged).toMatchObject({ status: 200, body: { state: 'committed' } });
    expect(await put('returns/of-exchange', { baseRevision: 0, receiptNumber: 'exchange', lines: [{ lineId: '1', quantityMilli: 2_000 }] })).toMatchObject({ status: 200, body: { saleId: 'instead', quoted: { refundMinor: 40_000, pointsTakenBack: 20 } } });
    expect((await post('returns/of-exchange/commit', { revision: 1, receipt: { number: 'of-exchange' } })).status).toBe(200);
    expect(await post('sales/bought/cancel', { revision: 1 })).toMatchObject({ status: 409, body: { code: 'sale-returned' } });
    expect(await put('returns/rest', { baseRevision: 0, saleId: 'bought', lines: [{ lineId: '1', quantityMilli: 2_000 }] })).toMatchObject({ status: 409, body: { code: 'return-exceeds-sale' } });
    await sent();
    expect(await central.report()).toMatchObject({ parked: 0, waiting: 0, findings: { defect: 0 } });
    expect((exchanged.body as unknown as SaleView).priced.payableMinor).toBe(40_000);
  });
});

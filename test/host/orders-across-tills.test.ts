/** An order of a web shop and two tills that take it over, together and apart. */
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { readOrder, type SignedOrder } from '../../agent/domain/orders/signed-order.ts';
import { startTestCentral, type TestCentral } from '../central/kit.ts';
import { openWebShop, type WebClient } from '../central/web/web-shop.ts';
import { startFaultProxy, type FaultProxy } from '../kit/fault-proxy.ts';
import { goingClock, type GoingClock } from '../kit/going-clock.ts';
import { cardNumber } from '../usecases/kit/test-till.ts';
import { listen } from './kit/listen.ts';
import { makeAgentHome, startTestAgent, type TestAgent } from './kit/test-agent.ts';

const anna = { accountId: 'account-anna', tier: 'gold', openingPoints: 1_000, cards: [{ number: cardNumber(1), state: 'active' as const }] };
const eventually = { timeout: 60_000, interval: 50 };
const names = ['one', 'other'] as const;
type Name = (typeof names)[number];

/** Between one sale and the next: more than two clocks may differ by */
const minuteMs = 60_000;
let clock: GoingClock;
let central: TestCentral;
let shop: WebClient;
const proxies = {} as Record<Name, FaultProxy>;
const tills = {} as Record<Name, TestAgent>;
const homes = {} as Record<Name, string>;

// Each has a chain of its own: what one sold would stand in the way of it when it is tried again.
beforeEach(async () => {
  clock = goingClock(Date.now());
  central = await startTestCentral({ accounts: [anna], clock });
  onTestFinished(async () => await central.close());
  shop = await openWebShop(central);
  for (const name of names) {
    const folder = makeAgentHome();
    const { home } = folder;
    onTestFinished(() => folder.remove());
    homes[name] = home;
    proxies[name] = await startFaultProxy({ host: '127.0.0.1', port: central.port });
    onTestFinished(async () => await proxies[name].close());
    tills[name] = await startTestAgent(home, { machineTime: clock.machineTime, centralUrl: proxies[name].url, enrolmentCode: await central.enrolmentCode(`till-${name}`) });
    onTestFinished(async () => await tills[name].running.close());
    await reach(name, 'online');
  }
});

const reach = async (name: Name, mode: 'online' | 'offline'): Promise<void> => {
  await proxies[name].set(mode === 'online' ? 'pass' : 'refuse');
  await vi.waitFor(async () => {
    const { body } = await tills[name].call('GET', '/v1/status');
    if (body['mode'] !== mode || body['bundle'] === undefined) throw new Error(JSON.stringify(body));
  }, eventually);
};
/** What somebody put together in the web shop, as the centre signs it. */
const ordered = async (orderId: string): Promise<SignedOrder> => {
  expect((await shop.put(orderId, { lines: [{ sku: 'milk', quantityMilli: 2_000, unitPriceMinor: 50_000 }], customer: { code: cardNumber(1) } })).status).toBe(200);
  return (await shop.call<SignedOrder>('GET', `/v1/sales/${orderId}/order`)).body;
};
const linesOf = (order: SignedOrder) => readOrder(order.text)!.lines.map(({ lineId, sku, ordered: line }) => ({ lineId, sku, quantityMilli: line.quantityMilli, unitPriceMinor: line.unitPriceMinor, ordered: line }));
const put = async (name: Name, saleId: string, order: SignedOrder, more: object = {}) => await tills[name].call('PUT', `/v1/sales/${saleId}`, { body: { baseRevision: 0, lines: linesOf(order), order, ...more } });
const commit = async (name: Name, saleId: string, revision = 1) => await tills[name].call('POST', `/v1/sales/${saleId}/commit`, { body: { revision, receipt: { number: `r-${saleId}` } } });
const lastOperation = async (name: Name) => {
  const [entry] = (await tills[name].call('GET', '/v1/journal?kind=sale-committed&limit=1')).body['entries'] as { opId: string; centre: { state: string; reason?: string } }[];
  return entry!;
};
const settled = async (name: Name) => await vi.waitUntil(async () => ['sent', 'parked'].includes((await lastOperation(name)).centre.state), eventually);

it.each([['the earlier', ['one', 'other']], ['the later', ['other', 'one']]] as const)('sold at two tills that were apart stays booked at both, and the till of the later sale is told, with a card and without: %s arrives first', async (title, order) => {
  const word = title.slice(4);
  for (const customer of [undefined, { code: cardNumber(1) }]) {
    const id = `${word}-${customer === undefined ? 'nobody' : 'anna'}`;
    const signed = await ordered(`web-${id}`);
    const stream = await listen(tills.other.running);
    for (const name of names) await reach(name, 'offline');
    for (const name of names) {
      const sold = await put(name, `${name}-${id}`, signed, customer === undefined ? {} : { customer });
      expect(sold).toMatchObject({ status: 200, body: { priced: { discountMinor: 10_000 } } });
      expect((await commit(name, `${name}-${id}`)).status).toBe(200);
      clock.nowMs += minuteMs;
    }
    for (const name of order) {
      await reach(name, 'online');
      await settled(name);
    }
    const { data } = await stream.until((told) => told.event === 'card' && told.data['change'] === 'race-lost');
    expect(data).toMatchObject({
      kind: 'sale-committed', reason: 'order-repeated', saleId: `other-${id}`, receiptNumber: `r-other-${id}`,
      manager: { ru: expect.any(String), kk: expect.any(String), en: expect.any(String) }, customer: { ru: expect.any(String), kk: expect.any(String), en: expect.any(String) },
    });
    expect(data['cardNumber']).toBe(customer?.code);
    expect((await tills.other.call('GET', `/v1/journal/${String(data['opId'])}`)).body).toMatchObject({
      centre: { state: 'parked', reason: 'order-repeated' }, payload: { orders: [{ channelId: 'shop', saleId: `web-${id}` }] },
    });
    expect((await lastOperation('one')).centre).toMatchObject({ state: 'sent' });
    expect((await central.report()).orderRepeats[0]).toMatchObject({ orderId: `web-${id}`, saleId: `other-${id}`, tillId: 'till-other', usedBySale: `one-${id}`, usedAtTill: 'till-one' });
    stream.stop();
  }
  expect((await central.report()).findings.defect).toBe(0);
}, 120_000);

it('at one till it is refused in a second sale, after a restart too, until the first is cancelled; a printed receipt is taken', async () => {
  const signed = await ordered('web-here');
  expect((await put('one', 'here-1', signed)).status).toBe(200);
  // Open in two sales it may be: only one of them will be finished.
  expect((await put('one', 'here-2', signed)).status).toBe(200);
  expect((await commit('one', 'here-1')).status).toBe(200);
  const refused = { status: 409, body: { code: 'order-used', orderId: 'web-here' } };
  expect(await put('one', 'here-3', signed)).toMatchObject(refused);
  await tills.one.running.close();
  tills.one = await startTestAgent(homes.one, { machineTime: clock.machineTime, centralUrl: proxies.one.url });
  await reach('one', 'online');
  expect(await put('one', 'here-3', signed)).toMatchObject(refused);
  expect(await tills.one.call('GET', '/v1/sales/here-3')).toMatchObject({ status: 404 });
  // Without the order the goods are sold at their price.
  const { ordered: _ordered, ...plain } = linesOf(signed)[0]!;
  expect((await tills.one.call('PUT', '/v1/sales/here-3', { body: { baseRevision: 0, lines: [plain] } })).status).toBe(200);
  expect((await commit('one', 'here-2')).status).toBe(200);
  await settled('one');
  expect((await lastOperation('one')).centre).toMatchObject({ state: 'parked', reason: 'order-repeated' });
  for (const saleId of ['here-1', 'here-2']) expect((await tills.one.call('POST', `/v1/sales/${saleId}/cancel`, { body: { revision: 1 } })).status).toBe(200);
  expect((await put('one', 'here-4', signed)).status).toBe(200);
}, 120_000);

it('whose last line left the basket is not named by the sale', async () => {
  const signed = await ordered('web-left');
  expect((await put('one', 'left', signed)).status).toBe(200);
  const { ordered: _ordered, ...plain } = linesOf(signed)[0]!;
  expect((await tills.one.call('PUT', '/v1/sales/left', { body: { baseRevision: 1, lines: [plain] } })).status).toBe(200);
  expect((await commit('one', 'left', 2)).status).toBe(200);
  const { body } = await tills.one.call('GET', `/v1/journal/${(await lastOperation('one')).opId}`);
  expect(body['payload']).toMatchObject({ saleId: 'left' });
  expect(body['payload']).not.toHaveProperty('orders');
  expect((await put('other', 'not-left', signed)).status).toBe(200);
});

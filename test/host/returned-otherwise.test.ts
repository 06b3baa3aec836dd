import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTestCentral, type TestCentral } from '../central/kit.ts';
import { testBundle } from '../central/kit/test-shop.ts';
import { startFaultProxy, type FaultProxy } from '../kit/fault-proxy.ts';
import { goingClock } from '../kit/going-clock.ts';
import { cardNumber } from '../usecases/kit/test-till.ts';
import { makeAgentHome, startTestAgent, type TestAgent } from './kit/test-agent.ts';
import type { Bundle } from '../../agent/domain/bundle/bundle.ts';
import type { SaleView } from '../../agent/contract/sale.ts';

const customer = { code: cardNumber(1) };
const anna = { accountId: 'account-anna', tier: 'base', openingPoints: 1_000, cards: [{ number: customer.code, state: 'active' as const }] };
const milk = (pieces: number) => [{ sku: 'milk', quantityMilli: pieces * 1_000, unitPriceMinor: 50_000 }];
const shop = testBundle();
/** 5 % of the money back as points; 50 tenge off for a coupon that is good once; 100 tenge off on the web channel, as long as its budget lasts. */
const bundle: Bundle = testBundle({
  returns: { pointsPolicy: 'allow_negative', blind: { maxRefundMinor: 1_000_000, points: 'within_balance' } },
  coupons: [{ id: 'gift', name: { ru: 'Подарок' }, codes: ['ONCE'], once: true }],
  promotions: [
    ...shop.promotions,
    { id: 'coupon', name: { ru: 'Купон' }, groupId: 'main', priority: 5, when: { kind: 'coupon', couponIds: ['gift'] }, goods: { kind: 'all' }, reward: { kind: 'basket-amount', amountMinor: 5_000 } },
    { id: 'budget', name: { ru: 'Бюджет' }, groupId: 'main', priority: 6, when: { kind: 'channel', channels: ['promo'] }, goods: { kind: 'all' }, reward: { kind: 'basket-amount', amountMinor: 10_000 }, limits: { budget: { whenOver: 'skip' } } },
  ],
});
const eventually = { timeout: 60_000, interval: 50 };
const names = ['seller', 'near'] as const;
type Name = (typeof names)[number];

describe('goods that come back in other ways, through agents and a centre', () => {
  const clock = goingClock(Date.now());
  let central: TestCentral;
  const proxies = {} as Record<Name, FaultProxy>;
  const tills = {} as Record<Name, TestAgent>;
  const homes = { seller: makeAgentHome(), near: makeAgentHome() };

  beforeAll(async () => {
    central = await startTestCentral({ accounts: [anna], bundle, clock });
    await central.put('budgets/budget', { limitMinor: 10_000 });
    for (const name of names) {
      proxies[name] = await startFaultProxy({ host: '127.0.0.1', port: central.port });
      tills[name] = await startTestAgent(homes[name].home, { machineTime: clock.machineTime, centralUrl: proxies[name].url, enrolmentCode: await central.enrolmentCode(`till-${name}`) });
      await reach(name, 'online');
    }
  });
  afterAll(async () => {
    for (const name of names) await tills[name].running.close();
    for (const name of names) await proxies[name].close();
    await central.close();
    for (const home of Object.values(homes)) home.remove();
  });

  const reach = async (name: Name, mode: 'online' | 'offline'): Promise<void> => {
    await proxies[name].set(mode === 'online' ? 'pass' : 'refuse');
    await vi.waitFor(async () => expect((await tills[name].call('GET', '/v1/status')).body).toMatchObject({ mode, bundle: { serial: 1 } }), eventually);
  };
  const sent = async (name: Name): Promise<void> => {
    await vi.waitFor(async () => expect((await tills[name].call('GET', '/v1/status')).body).toMatchObject({ queue: { length: 0 } }), eventually);
  };
  let count = 0;
  const points = async () => (await central.report()).buckets['available']!;
  const ok = async (answer: Promise<{ status: number; body: unknown }>): Promise<SaleView> => {
    const { status, body } = await answer;
    if (status !== 200) throw new Error(JSON.stringify(body));
    return body as SaleView;
  };
  const open = async (at: Name, saleId: string, basket: object) => await ok(tills[at].call('PUT', `/v1/sales/${saleId}`, { body: { baseRevision: 0, customer, ...basket } }));
  const commit = async (at: Name, saleId: string, more: object = {}) => await ok(tills[at].call('POST', `/v1/sales/${saleId}/commit`, { body: { revision: 1, receipt: { number: saleId }, ...more } }));
  const cancel = async (at: Name, saleId: string) => await ok(tills[at].call('POST', `/v1/sales/${saleId}/cancel`, { body: { revision: 1 } }));
  const honest = async () => {
    const { parked, findings, waiting } = await central.report();
    expect({ parked, waiting, defect: findings.defect, drift: findings.drift }).toEqual({ parked: 0, waiting: 0, defect: 0, drift: 0 });
  };

  it.each(['online', 'offline'] as const)('without a receipt, %s: the points of a named customer go, and the slip says why', async (mode) => {
    const before = await points();
    await reach('near', mode);
    const returnId = `blind-${mode}`;
    const blind = { reason: 'Чек утерян', lines: [{ sku: 'milk', quantityMilli: 1_000, refundMinor: 50_000 }], customer };
    expect(await tills.near.call('PUT', `/v1/returns/${returnId}`, { body: { baseRevision: 0, blind } })).toMatchObject({ status: 200, body: { blind: true, quoted: { refundMinor: 50_000, pointsTakenBack: 25 } } });
    expect(await tills.near.call('GET', `/v1/returns/${returnId}/slip`)).toMatchObject({ status: 409, body: { code: 'nothing-to-print' } });
    expect(await tills.near.call('POST', `/v1/returns/${returnId}/commit`, { body: { revision: 1, receipt: { number: returnId } } })).toMatchObject({ status: 200 });
    const slip = (await tills.near.call('GET', `/v1/returns/${returnId}/slip?lang=ru&format=escpos`)).body as { text: string; escpos: string };
    expect(slip.text).toContain('Чек утерян');
    expect(slip.text).toMatch(/Списано обратно|-25/);
    expect(Buffer.from(slip.escpos, 'base64').length).toBeGreaterThan(100);
    await reach('near', 'online');
    await vi.waitFor(async () => expect(await points()).toBe(before - 25), eventually);
    await honest();
  });

  it.each([['in order', ['seller', 'near']], ['the exchange before the sale that it gives back', ['near', 'seller']]] as const)('in exchange, at two tills that were offline, %s', async (_title, order) => {
    const before = await points();
    for (const name of names) await reach(name, 'offline');
    const [sold, instead] = [`sold-${order[0]}`, `instead-${order[0]}`];
    await open('seller', sold, { lines: milk(4) });
    const { returnCode } = await vi.waitFor(async () => {
      const sale = await commit('seller', sold);
      expect(sale.returnCode).toBeDefined();
      return sale;
    }, eventually);
    await ok(tills.near.call('PUT', `/v1/returns/back-${sold}`, { body: { baseRevision: 0, code: returnCode!.code } }));
    await open('near', instead, { lines: milk(1) });
    const exchanged = await commit('near', instead, { exchange: { returnId: `back-${sold}`, revision: 1 } });
    expect(exchanged.exchange).toMatchObject({ differenceMinor: 50_000 - 200_000, return: { state: 'committed' } });
    for (const name of order) {
      await reach(name, 'online');
      await vi.waitFor(async () => expect((await tills[name].call('GET', '/v1/status')).body).toMatchObject({ mode: 'online' }), eventually);
    }
    await vi.waitFor(async () => expect(await points()).toBe(before + 25), eventually);
    await vi.waitFor(honest, eventually);
  });

  it('by cancelling finished sales, offline: points, coupon and budget are as before, and a till that comes later gives both again', async () => {
    const before = await points();
    await reach('seller', 'offline');
    const { priced } = await open('seller', 'cancelled', { lines: milk(4), coupons: ['ONCE'], channel: 'promo' });
    expect({ discountMinor: priced.discountMinor, coupons: priced.coupons }).toMatchObject({ discountMinor: 15_000, coupons: [{ status: 'applied' }] });
    await commit('seller', 'cancelled');
    expect(await cancel('seller', 'cancelled')).toMatchObject({ state: 'committed', cancelled: { state: 'committed' } });
    await reach('seller', 'online');
    await sent('seller');
    await vi.waitFor(async () => expect(await points()).toBe(before), eventually);
    await honest();

    // The other till had heard of a use, and hears that it is none: its cache says so for good.
    await open('seller', 'used-online', { lines: milk(1), coupons: ['ONCE'] });
    await commit('seller', 'used-online');
    await sent('seller');
    const atNear = async () => (await open('near', `near-${(count += 1)}`, { lines: milk(1), coupons: ['ONCE'] })).priced.coupons;
    await vi.waitFor(async () => expect(await atNear()).toMatchObject([{ status: 'used' }]), eventually);
    await cancel('seller', 'used-online');
    await sent('seller');
    await vi.waitFor(async () => expect(await atNear()).toMatchObject([{ status: 'applied' }]), eventually);
    await tills.seller.running.close();
    tills.seller = await startTestAgent(homes.seller.home, { machineTime: clock.machineTime, centralUrl: proxies.seller.url });
    await reach('seller', 'online');
    expect((await open('seller', 'after-a-restart', { lines: milk(1), coupons: ['ONCE'] })).priced.coupons).toMatchObject([{ status: 'applied' }]);

    const later = makeAgentHome();
    const till = await startTestAgent(later.home, { machineTime: clock.machineTime, centralUrl: central.url, enrolmentCode: await central.enrolmentCode('till-later') });
    try {
      await vi.waitFor(async () => expect((await till.call('GET', '/v1/status')).body).toMatchObject({ mode: 'online', bundle: { serial: 1 } }), eventually);
      expect((await till.call('PUT', '/v1/sales/again', { body: { baseRevision: 0, customer, lines: milk(4), coupons: ['ONCE'], channel: 'promo' } })).body).toMatchObject({ priced: { discountMinor: 15_000, coupons: [{ status: 'applied' }] } });
    } finally {
      await till.running.close();
      later.remove();
    }
  });

  it('by cancelling a finished sale online, as a return that says so', async () => {
    const before = await points();
    await reach('seller', 'online');
    await open('seller', 'cancelled-online', { lines: milk(4) });
    await commit('seller', 'cancelled-online');
    expect(await cancel('seller', 'cancelled-online')).toMatchObject({ cancelled: { quoted: { refundMinor: 200_000, leavesNothing: true } } });
    await sent('seller');
    await vi.waitFor(async () => expect(await points()).toBe(before), eventually);
    await honest();
  });
});

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTestCentral, type TestCentral } from '../central/kit.ts';
import { openWebShop, type WebClient } from '../central/web/web-shop.ts';
import { testBundle } from '../central/kit/test-shop.ts';
import { startFaultProxy, type FaultProxy } from '../kit/fault-proxy.ts';
import { goingClock } from '../kit/going-clock.ts';
import { cardNumber } from '../usecases/kit/test-till.ts';
import { makeAgentHome, startTestAgent, type TestAgent } from './kit/test-agent.ts';
import type { ClaimView } from '../../agent/contract/claim.ts';
import type { SaleView } from '../../agent/contract/sale.ts';
import type { StatusView } from '../../agent/contract/status.ts';

const accounts = [1, 2, 3, 4, 5].map((serial) => ({ accountId: `account-${serial}`, tier: 'base', openingPoints: 1_000, cards: [{ number: cardNumber(serial), state: 'active' as const }] }));
const lines = [{ sku: 'milk', quantityMilli: 4_000, unitPriceMinor: 50_000 }];
/** 5 % of 2,000 */
const points = 100;
const eventually = { timeout: 60_000, interval: 50 };
const names = ['seller', 'near', 'far'] as const;
type Name = (typeof names)[number];

describe('a claim code and three tills', () => {
  let central: TestCentral;
  let site: WebClient;
  const proxies = {} as Record<Name, FaultProxy>;
  const tills = {} as Record<Name, TestAgent>;
  const homes = { seller: makeAgentHome(), near: makeAgentHome(), far: makeAgentHome() };

  beforeAll(async () => {
    central = await startTestCentral({ accounts, bundle: testBundle({ claims: { codes: 'unread-card', withinDays: 30 }, limits: [{ kind: 'card-claims', id: 'often', name: { ru: 'Часто' }, level: 'refuse', most: 6 }] }), clock: goingClock(Date.now()) });
    site = await openWebShop(central);
    for (const name of names) {
      proxies[name] = await startFaultProxy({ host: '127.0.0.1', port: central.port });
      tills[name] = await startTestAgent(homes[name].home, { centralUrl: proxies[name].url, enrolmentCode: await central.enrolmentCode(`till-${name}`) });
      await together(name);
    }
  });
  afterAll(async () => {
    for (const name of names) await tills[name].running.close();
    for (const name of names) await proxies[name].close();
    await central.close();
    for (const home of Object.values(homes)) home.remove();
  });

  const statusOf = async (name: Name): Promise<StatusView> => (await tills[name].call('GET', '/v1/status')).body as unknown as StatusView;
  const apart = async (name: Name): Promise<void> => {
    await proxies[name].set('refuse');
    await vi.waitFor(async () => expect(await statusOf(name)).toMatchObject({ mode: 'offline' }), eventually);
  };
  const together = async (name: Name): Promise<void> => {
    await proxies[name]?.set('pass');
    await vi.waitFor(async () => expect(await statusOf(name)).toMatchObject({ mode: 'online', bundle: { serial: 1 } }), eventually);
  };
  const sent = async (name: Name): Promise<void> => {
    await vi.waitFor(async () => expect(await statusOf(name)).toMatchObject({ queue: { length: 0 } }), eventually);
  };
  /** What it did last has arrived; of what was parked before somebody may still have to decide. */
  const arrived = async (name: Name): Promise<void> => {
    await vi.waitFor(async () => expect((await tills[name].call('GET', '/v1/journal?limit=1')).body).toMatchObject({ entries: [{ centre: { state: 'sent' } }] }), eventually);
  };
  const sell = async (saleId: string, at: Name = 'seller'): Promise<SaleView> => {
    await tills[at].call('PUT', `/v1/sales/${saleId}`, { body: { baseRevision: 0, lines, customer: { code: cardNumber(77) } } });
    const { body } = await tills[at].call('POST', `/v1/sales/${saleId}/commit`, { body: { revision: 1, receipt: { number: saleId } } });
    return body as unknown as SaleView;
  };
  const claim = async (at: Name, code: string, serial: number, key = `${at}-${code.slice(-12)}-${serial}`) => await tills[at].call('POST', '/v1/claims', { body: { code, card: cardNumber(serial) }, headers: { 'idempotency-key': key } });
  const giveBack = async (at: Name, returnId: string, code: string, quantityMilli: number) => {
    await tills[at].call('PUT', `/v1/returns/${returnId}`, { body: { baseRevision: 0, code, lines: [{ lineId: '1', quantityMilli }] } });
    expect(await tills[at].call('POST', `/v1/returns/${returnId}/commit`, { body: { revision: 1, receipt: { number: returnId } } })).toMatchObject({ status: 200 });
  };
  const total = async () => (await central.report()).buckets['available']!;
  const defects = async () => (await central.report()).findings.defect;

  it('is on the slip of a card that nobody knows, as text and for the printer, and is told by a scan', async () => {
    await vi.waitFor(async () => expect((await sell(`warm-${Math.random()}`)).claimCode).toBeDefined(), eventually);
    const sale = await sell('slip');
    expect(sale).toMatchObject({ customer: { status: 'refused', reason: 'card-unknown' }, claimCode: { points, code: expect.stringMatching(/^LC1\./) } });
    const slip = (await tills.seller.call('GET', '/v1/sales/slip/slip?lang=en')).body as unknown as { text: string };
    expect(JSON.stringify(slip)).toContain('100 points of this purchase will be');
    expect((await tills.near.call('POST', '/v1/scans', { body: { code: sale.claimCode!.code } })).body).toMatchObject({ thing: { kind: 'claim-code' } });
  });

  it('is credited at once online, and refused at the next till; a repeat of the request is answered as it was', async () => {
    const { claimCode } = await sell('online');
    await sent('seller');
    const before = await total();
    const first = await claim('near', claimCode!.code, 1);
    expect(first).toMatchObject({ status: 200, body: { saleId: 'online', accountId: 'account-1', points, isTentative: false } satisfies Partial<ClaimView> });
    expect(await claim('near', claimCode!.code, 1)).toMatchObject({ status: 200, body: first.body });
    await vi.waitFor(async () => expect(await total()).toBe(before + points), eventually);
    expect(await claim('far', claimCode!.code, 2)).toMatchObject({ status: 409, body: { code: 'claim-used', tillId: 'till-near' } });
    expect(await defects()).toBe(0);
  });

  it.each([['the near one', ['near', 'far']], ['the far one', ['far', 'near']]] as const)('is credited once where two tills took it offline, to whom arrives first: %s', async (_title, order) => {
    const { claimCode } = await sell(`twice-${order[0]}`);
    await sent('seller');
    const before = await total();
    const parked = (await central.report()).parkedByReason.find(({ reason }) => reason === 'claim-repeated')?.count ?? 0;
    for (const name of order) await apart(name);
    for (const [index, name] of order.entries()) expect(await claim(name, claimCode!.code, index + 1)).toMatchObject({ status: 200, body: { isTentative: true } });
    await together(order[0]);
    await vi.waitFor(async () => expect(await total()).toBe(before + points), eventually);
    await together(order[1]);
    await vi.waitFor(async () => expect((await central.report()).parkedByReason).toContainEqual({ reason: 'claim-repeated', count: parked + 1 }), eventually);
    expect(await total()).toBe(before + points);
    const desk = (await tills[order[1]].call('GET', '/v1/journal?state=parked&kind=points-claimed')).body as { entries: object[] };
    expect(desk.entries[0]).toMatchObject({ kind: 'points-claimed', centre: { reason: 'claim-repeated' }, repairs: ['accept'] });
  });

  it('waits for its sale, and loses what came back before and after it', async () => {
    const before = await total();
    await apart('seller');
    const { claimCode, returnCode } = await sell('late');
    await apart('far');
    await giveBack('far', 'late-far', returnCode!.code, 1_000);
    expect(await claim('near', claimCode!.code, 1)).toMatchObject({ status: 200, body: { points, isTentative: true } });
    await vi.waitFor(async () => expect((await central.report()).waiting).toBe(1), eventually);
    expect(await total()).toBe(before);
    await together('seller');
    await vi.waitFor(async () => expect(await total()).toBe(before + points), eventually);
    await together('far');
    await vi.waitFor(async () => expect(await total()).toBe(before + 75), eventually);
    await giveBack('seller', 'late-seller', returnCode!.code, 3_000);
    await vi.waitFor(async () => expect(await total()).toBe(before), eventually);
    expect(await claim('far', claimCode!.code, 2)).toMatchObject({ status: 409 });
    expect(await defects()).toBe(0);
  });

  it('is credited to a customer who is registered with it, offline', async () => {
    const { claimCode } = await sell('new-customer');
    await sent('seller');
    const before = await total();
    await apart('near');
    const done = await tills.near.call('POST', '/v1/claims', { body: { code: claimCode!.code, registration: { givenName: 'Сауле', phone: { number: '8 701 123 45 67' } } }, headers: { 'idempotency-key': 'new' } });
    expect(done).toMatchObject({ status: 200, body: { points, availablePoints: points, isTentative: true, registeredBy: expect.any(String) } });
    await together('near');
    await vi.waitFor(async () => expect(await total()).toBe(before + points), eventually);
    expect(await defects()).toBe(0);
    const { claimCode: next } = await sell('new-customer-again');
    const again = async (more: object, key: string) => await tills.far.call('POST', '/v1/claims', { body: { code: next!.code, registration: { givenName: 'Сауле', phone: { number: '+7 (701) 123-45-67' }, ...more } }, headers: { 'idempotency-key': key } });
    await vi.waitFor(async () => expect(await again({ refuseDuplicates: true }, `taken-${Math.random()}`)).toMatchObject({ status: 409, body: { code: 'phone-taken', customers: [{ givenName: 'Сауле' }] } }), eventually);
    expect(await again({ phone: { number: '123' } }, 'short')).toMatchObject({ status: 422, body: { code: 'phone-malformed', path: '/registration/phone/number' } });
    expect(await again({}, 'twice')).toMatchObject({ status: 200, body: { duplicates: [{ givenName: 'Сауле', isVerified: false }] } });
  });

  describe('on the chain’s own site', () => {
    const atSite = async (code: string, card: string, key = `site-${Math.random()}`) => await site.call<ClaimView>('POST', '/v1/claims', { code, card }, { 'idempotency-key': key });
    const codeOf = async (saleId: string, at: Name = 'seller'): Promise<string> => (await sell(saleId, at)).claimCode!.code;

    it('is credited at once, once, and a repeat of the request is answered as it was', async () => {
      const code = await codeOf('site');
      await sent('seller');
      const before = await total();
      const done = await atSite(code, cardNumber(3), 'site-first');
      expect(done).toMatchObject({ status: 200, body: { saleId: 'site', accountId: 'account-3', cardNumber: cardNumber(3), points, availablePoints: 1_000 + points, isTentative: false } });
      expect(await total()).toBe(before + points);
      expect(await atSite(code, cardNumber(3), 'site-first')).toEqual(done);
      expect(await atSite(code, cardNumber(2), 'site-first')).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
      expect(await atSite(code, cardNumber(3))).toMatchObject({ status: 409, body: { code: 'claim-used', tillId: 'web:shop' } });
      await vi.waitFor(async () => expect(await claim('far', code, 2)).toMatchObject({ status: 409, body: { code: 'claim-used', tillId: 'web:shop' } }), eventually);
      expect(await total()).toBe(before + points);
    });

    it('brought by many at once is one customer’s', async () => {
      const code = await codeOf('site-at-once');
      await sent('seller');
      const before = await total();
      const answers = await Promise.all([1, 2, 3, 1, 2, 3].map(async (serial) => await atSite(code, cardNumber(serial))));
      expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 409, 409, 409, 409, 409]);
      expect(await total()).toBe(before + points);
    });

    it('that a till has claimed is refused; one that came back at the site’s claim loses what came back', async () => {
      const { claimCode } = await sell('site-late');
      await sent('seller');
      expect(await claim('near', claimCode!.code, 2)).toMatchObject({ status: 200 });
      await arrived('near');
      expect(await atSite(claimCode!.code, cardNumber(3))).toMatchObject({ status: 409, body: { code: 'claim-used', tillId: 'till-near' } });
      const before = await total();
      const parts = await sell('site-parts');
      await sent('seller');
      await giveBack('far', 'site-back', parts.returnCode!.code, 1_000);
      await arrived('far');
      expect(await atSite(parts.claimCode!.code, cardNumber(3))).toMatchObject({ status: 200, body: { points: 75 } });
      expect(await total()).toBe(before + 75);
      await giveBack('far', 'site-all-back', parts.returnCode!.code, 3_000);
      await arrived('far');
      await vi.waitFor(async () => expect(await total()).toBe(before), eventually);
    });

    it('whose sale the centre has not got is taken and waits for it', async () => {
      await apart('seller');
      const code = await codeOf('site-waits');
      const before = await total();
      expect(await atSite(code, cardNumber(3))).toMatchObject({ status: 200, body: { points, isTentative: true } });
      expect(await atSite(code, cardNumber(2))).toMatchObject({ status: 409, body: { code: 'claim-used' } });
      expect(await total()).toBe(before);
      await together('seller');
      await vi.waitFor(async () => expect(await total()).toBe(before + points), eventually);
    });

    it('that was altered, is of nobody, has run out, or is of another card, is refused; after many the card waits', async () => {
      const code = await codeOf('site-bad');
      await sent('seller');
      const altered = `${code.slice(0, -8)}${code.endsWith('AAAAAAAA') ? 'BBBBBBBB' : 'AAAAAAAA'}`;
      expect(await atSite('LC1.x', cardNumber(4))).toMatchObject({ status: 422, body: { code: 'claim-code-invalid' } });
      expect(await atSite(altered, cardNumber(4))).toMatchObject({ status: 422, body: { code: 'claim-code-invalid' } });
      expect(await atSite(code, cardNumber(55))).toMatchObject({ status: 404, body: { code: 'customer-unknown', path: '/card' } });
      expect(await site.call('POST', '/v1/claims', { code, card: cardNumber(4) })).toMatchObject({ status: 400, body: { code: 'idempotency-key-required' } });
      expect(await site.call('POST', '/v1/claims', { code }, { 'idempotency-key': 'no-card' })).toMatchObject({ status: 400, body: { code: 'bad-request' } });
      const now = central.clock.nowMs;
      central.clock.nowMs += 31 * 86_400_000;
      expect(await atSite(code, cardNumber(4))).toMatchObject({ status: 409, body: { code: 'claim-expired' } });
      central.clock.nowMs = now;
      for (let tries = 0; tries < 10; tries += 1) await atSite(altered, cardNumber(4));
      expect(await atSite(code, cardNumber(4))).toMatchObject({ status: 429, body: { code: 'too-many-tries', path: '/card', retryAfterSeconds: expect.any(Number) } });
      central.clock.nowMs += 3_600_000;
      expect(await atSite(code, cardNumber(4))).toMatchObject({ status: 200, body: { points } });
      central.clock.nowMs = now;
      expect(await defects()).toBe(0);
    });

    it('beyond the programme’s limit for one customer and day, over all tills and the site, is refused and noted', async () => {
      for (let index = 0; index < 3; index += 1) expect(await atSite(await codeOf(`site-often-${index}`), cardNumber(5)), `code ${index}`).toMatchObject({ status: 200 });
      await sent('seller');
      // Of a till that is apart: these wait for their sales, and count as the others do.
      await apart('seller');
      expect(await atSite(await codeOf('site-often-3'), cardNumber(5))).toMatchObject({ status: 200, body: { isTentative: true } });
      // Two that another till tells of at once.
      await apart('near');
      for (const [index, code] of [await codeOf('site-often-4'), await codeOf('site-often-5')].entries()) expect((await claim('near', code, 5, `often-${index}`)).status).toBe(200);
      await together('near');
      await vi.waitFor(async () => expect((await tills.near.call('GET', '/v1/journal?limit=2')).body).toMatchObject({ entries: [{ centre: { state: 'waiting' } }, { centre: { state: 'waiting' } }] }), eventually);
      expect(await atSite(await codeOf('site-often-apart'), cardNumber(5))).toMatchObject({ status: 409, body: { code: 'limit-reached', kind: 'card-claims' } });
      await together('seller');
      await sent('seller');
      expect(await atSite(await codeOf('site-often-more'), cardNumber(5))).toMatchObject({ status: 409, body: { code: 'limit-reached', kind: 'card-claims' } });
    });
  });

  it('answers bad input with a problem', async () => {
    const post = async (body: object, headers: Record<string, string> = { 'idempotency-key': `bad-${Math.random()}` }) => await tills.near.call('POST', '/v1/claims', { body, headers });
    const { claimCode } = await sell('bad');
    const code = claimCode!.code;
    expect(await post({ code, card: cardNumber(1) }, {})).toMatchObject({ status: 400, body: { code: 'idempotency-key-required' } });
    expect(await post({ code })).toMatchObject({ status: 400, body: { code: 'bad-request', path: '/card' } });
    expect(await post({ card: cardNumber(1) })).toMatchObject({ status: 400, body: { code: 'bad-request' } });
    expect(await post({ code: 'LC1.x', card: cardNumber(1) })).toMatchObject({ status: 422, body: { code: 'claim-code-invalid' } });
    expect(await post({ code, card: cardNumber(55) })).toMatchObject({ status: 404, body: { code: 'customer-unknown' } });
    expect(await post({ code, registration: { phone: { number: '12' } } })).toMatchObject({ status: 422, body: { code: 'phone-malformed', path: '/registration/phone/number' } });
  });
});

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTestCentral, type TestCentral } from '../central/kit.ts';
import { leaseBundle } from '../central/kit/lease-shop.ts';
import { testTime } from '../central/kit/test-shop.ts';
import { startFaultProxy, type FaultProxy } from '../kit/fault-proxy.ts';
import { goingClock } from '../kit/going-clock.ts';
import { cardNumber } from '../usecases/kit/test-till.ts';
import { listen } from './kit/listen.ts';
import { makeAgentHome, startTestAgent, type TestAgent } from './kit/test-agent.ts';
import type { CallAnswer } from './kit/http-call.ts';
import type { StatusView } from '../../agent/contract/status.ts';

const eventually = { timeout: 60_000, interval: 50 };
const account = (serial: number) => ({ accountId: `account-${serial}`, tier: 'base', openingPoints: 1_000, cards: [{ number: cardNumber(serial), state: 'active' as const }] });

describe('two tills apart and their cards', () => {
  let central: TestCentral;
  const homes = { a: makeAgentHome(), b: makeAgentHome() };
  const links: { a?: FaultProxy; b?: FaultProxy } = {};
  const tills: { a?: TestAgent; b?: TestAgent } = {};
  type Side = 'a' | 'b';
  const clock = goingClock(testTime.instantMs);

  beforeAll(async () => {
    central = await startTestCentral({ accounts: [1, 2, 3, 4, 5, 6, 7].map(account), bundle: leaseBundle(), clock });
    await central.put('number-ranges/virtual', { schemeId: leaseBundle().cardSchemes[0]?.id, storeNumber: 7, fromSerial: 0, toSerial: 999 });
    for (const side of ['a', 'b'] as const) {
      const link = await startFaultProxy({ host: '127.0.0.1', port: central.port });
      links[side] = link;
      tills[side] = await startTestAgent(homes[side].home, { machineTime: clock.machineTime, centralUrl: link.url, enrolmentCode: await central.enrolmentCode(`till-${side}`) });
    }
    for (const side of ['a', 'b'] as const) await inMode(side, 'online');
  });
  afterAll(async () => {
    for (const side of ['a', 'b'] as const) {
      await tills[side]?.running.close();
      await links[side]?.close();
      homes[side].remove();
    }
    await central.close();
  });

  let keys = 0;
  const get = async (side: Side, path: string): Promise<CallAnswer> => await tills[side]!.call('GET', path);
  const post = async (side: Side, verb: string, body: object, key = `key-${(keys += 1)}`): Promise<CallAnswer> =>
    await tills[side]!.call('POST', `/v1/cards/${verb}`, { body, headers: { 'idempotency-key': key } });
  const statusOf = async (side: Side): Promise<StatusView> => (await get(side, '/v1/status')).body as unknown as StatusView;
  async function inMode(side: Side, mode: StatusView['mode']): Promise<void> {
    await vi.waitFor(async () => expect(await statusOf(side)).toMatchObject({ mode, bundle: { serial: 1 } }), eventually);
  }
  const cut = async (side: Side) => {
    await links[side]!.set('refuse');
    await inMode(side, 'offline');
  };
  const join = async (side: Side) => {
    await links[side]!.set('pass');
    await inMode(side, 'online');
    await vi.waitFor(async () => expect((await statusOf(side)).queue.length - (await statusOf(side)).queue.parked).toBe(0), eventually);
  };
  const card = async (side: Side, number: string) => (await get(side, `/v1/cards/${number}`)).body;

  it('a card that is issued, activated, blocked and shown online is known at the other till', async () => {
    const issued = await post('a', 'issue', { form: 'plastic', cardNumber: cardNumber(20) });
    expect(issued).toMatchObject({ status: 200, body: { cards: [{ cardNumber: cardNumber(20), state: 'issued', form: 'plastic', tentative: true }] } });
    expect((await post('a', 'activate', { cardNumber: cardNumber(20).slice(-7, -1) })).status).toBe(200);
    await vi.waitFor(async () => expect(await card('b', cardNumber(20))).toMatchObject({ state: 'active', balance: { balancePoints: 0 }, registered: false }), eventually);
    await vi.waitFor(async () => expect(await card('a', cardNumber(20))).not.toHaveProperty('tentative'), eventually);
    const blocked = await post('b', 'block', { cardNumber: cardNumber(20), reason: 'lost', note: 'left in a taxi' }, 'block-20');
    expect(blocked).toMatchObject({ status: 200, body: { card: { state: 'blocked', blocks: [{ level: 'blocked', reason: 'lost' }] } } });
    expect((await post('b', 'block', { cardNumber: cardNumber(20), reason: 'lost', note: 'left in a taxi' }, 'block-20')).text).toBe(blocked.text);
    await vi.waitFor(async () => expect(await card('a', cardNumber(20))).toMatchObject({ state: 'blocked' }), eventually);
    expect((await post('a', 'unblock', { cardNumber: cardNumber(20), reason: 'found' })).body).toMatchObject({ card: { state: 'active', tentative: true } });
  });

  it('a card in a sale at one till is told of when another till blocks it, and not where that is no news', async () => {
    const streams = { a: await listen(tills.a!.running), b: await listen(tills.b!.running) };
    await tills.b!.call('PUT', '/v1/sales/with-card', { body: { baseRevision: 0, lines: [{ sku: 'milk', quantityMilli: 1_000, unitPriceMinor: 50_000 }], customer: { code: cardNumber(1) } } });
    expect((await post('a', 'block', { cardNumber: cardNumber(1), level: 'restricted', reason: 'fraud' })).status).toBe(200);
    const told = await streams.b.until(({ event, data }) => event === 'card' && data['change'] === 'told' && data['cardNumber'] === cardNumber(1));
    expect(told.data).toEqual({ change: 'told', cardNumber: cardNumber(1), now: { state: 'restricted', accountId: 'account-1', tier: 'base' }, saleIds: ['with-card'] });
    expect((await get('b', '/v1/sales/with-card')).body).toMatchObject({ customer: { status: 'known', cardState: 'active' } });
    await vi.waitFor(async () => expect(await card('a', cardNumber(1))).not.toHaveProperty('tentative'), eventually);
    expect((await post('b', 'unblock', { cardNumber: cardNumber(1), reason: 'mistake' })).status).toBe(200);
    await streams.a.until(({ event, data }) => event === 'card' && data['change'] === 'told' && data['cardNumber'] === cardNumber(1));
    const ofA = streams.a.received().filter(({ event, data }) => event === 'card' && data['cardNumber'] === cardNumber(1)).map(({ data }) => [data['change'], (data['now'] as { state?: string } | undefined)?.state]);
    expect(ofA).toEqual([['done', undefined], ['told', 'active']]);
    for (const stream of Object.values(streams)) stream.stop();
  });

  it('virtual cards are issued offline, by numbers that no other till has', async () => {
    const numbers: unknown[] = [];
    for (const side of ['a', 'b'] as const) {
      await cut(side);
      for (let count = 0; count < 3; count += 1) {
        const { status, body } = await post(side, 'issue', { form: 'virtual' });
        expect(status).toBe(200);
        const [made] = body['cards'] as { cardNumber: string; qrText: string }[];
        expect(made?.qrText).toBe(made?.cardNumber);
        numbers.push(made?.cardNumber);
      }
      await join(side);
    }
    expect(new Set(numbers).size).toBe(6);
    for (const number of numbers) await vi.waitFor(async () => expect(await card('a', String(number))).toMatchObject({ state: 'issued' }), eventually);
  });

  it.each<[string, Side, Side, number, number]>([['first', 'a', 'b', 2, 32], ['last', 'b', 'a', 3, 33]])(
    'a block for fraud wins over a later replacement of another till, also where it arrives %s',
    async (_when, firstBack, lastBack, serial, blank) => {
      for (const side of ['a', 'b'] as const) await cut(side);
      expect((await post('a', 'block', { cardNumber: cardNumber(serial), reason: 'fraud' })).body).toMatchObject({ card: { state: 'blocked', tentative: true } });
      clock.nowMs += 60_000;
      const replaced = await post('b', 'replace', { cardNumber: cardNumber(serial), newCardNumber: cardNumber(blank), reason: 'lost' });
      expect(replaced.body).toMatchObject({ card: { state: 'replaced', replacedBy: cardNumber(blank), tentative: true } });
      expect(await card('b', cardNumber(blank))).toMatchObject({ state: 'active', accountId: `account-${serial}`, balance: { balancePoints: 1_000 } });
      await join(firstBack);
      await join(lastBack);
      for (const side of ['a', 'b'] as const) {
        await vi.waitFor(async () => expect(await card(side, cardNumber(serial))).toMatchObject({ state: 'blocked', balance: { balancePoints: 1_000 } }), eventually);
        await vi.waitFor(async () => expect((await get(side, `/v1/cards/${cardNumber(blank)}`)).status).toBe(404), eventually);
      }
      // the manager who lost is told at the desk, whether the centre said so at once or later
      await vi.waitFor(async () => expect((await statusOf('b')).queue.parked).toBeGreaterThan(0), eventually);
      expect((await statusOf('a')).queue.parked).toBe(0);
    },
  );

  it.each<[string, Side, Side, number, number]>([['first', 'a', 'b', 4, 34], ['last', 'b', 'a', 5, 35]])(
    'lifting the block of another till loses to an earlier replacement that arrives %s, and its manager is told what to say',
    async (_when, firstBack, lastBack, serial, blank) => {
      expect((await post('a', 'block', { cardNumber: cardNumber(serial), reason: 'lost' })).status).toBe(200);
      await vi.waitFor(async () => expect(await card('b', cardNumber(serial))).toMatchObject({ state: 'blocked' }), eventually);
      const stream = await listen(tills.b!.running);
      for (const side of ['a', 'b'] as const) await cut(side);
      expect((await post('a', 'replace', { cardNumber: cardNumber(serial), newCardNumber: cardNumber(blank), reason: 'lost' })).body).toMatchObject({ card: { state: 'replaced', tentative: true } });
      clock.nowMs += 60_000;
      expect((await post('b', 'unblock', { cardNumber: cardNumber(serial), reason: 'found' })).body).toMatchObject({ card: { state: 'active', tentative: true } });
      await join(firstBack);
      await join(lastBack);
      for (const side of ['a', 'b'] as const) {
        await vi.waitFor(async () => expect(await card(side, cardNumber(serial))).toMatchObject({ state: 'replaced', replacedBy: cardNumber(blank) }), eventually);
        expect(await card(side, cardNumber(blank))).toMatchObject({ state: 'active', accountId: `account-${serial}`, balance: { balancePoints: 1_000 } });
      }
      const told = await stream.until(({ event, data }) => event === 'card' && data['change'] === 'race-lost' && data['cardNumber'] === cardNumber(serial));
      expect(told.data).toMatchObject({ kind: 'card-unblocked', reason: 'card-race-lost-replaced', manager: { ru: expect.any(String), kk: expect.any(String) }, customer: { ru: expect.any(String), kk: expect.any(String) } });
      expect((await get('b', `/v1/journal/${String(told.data['opId'])}`)).body).toMatchObject({ kind: 'card-unblocked', centre: { state: 'parked', reason: 'card-race-lost-replaced' } });
      stream.stop();
    },
  );

  it.each<[string, Side, Side, number]>([['first', 'a', 'b', 6], ['last', 'b', 'a', 7]])('a block that is set anew holds, though another till lifts the one before it later; nobody has lost, where it arrives %s', async (_when, firstBack, lastBack, serial) => {
    expect((await post('a', 'block', { cardNumber: cardNumber(serial), reason: 'lost' })).status).toBe(200);
    await vi.waitFor(async () => expect(await card('b', cardNumber(serial))).toMatchObject({ state: 'blocked' }), eventually);
    const { parked } = (await statusOf('b')).queue;
    for (const side of ['a', 'b'] as const) await cut(side);
    expect((await post('a', 'block', { cardNumber: cardNumber(serial), reason: 'fraud' })).body).toMatchObject({ card: { state: 'blocked', tentative: true } });
    clock.nowMs += 60_000;
    expect((await post('b', 'unblock', { cardNumber: cardNumber(serial), reason: 'found' })).body).toMatchObject({ card: { state: 'active', tentative: true } });
    await join(firstBack);
    await join(lastBack);
    for (const side of ['a', 'b'] as const) await vi.waitFor(async () => expect(await card(side, cardNumber(serial))).toMatchObject({ state: 'blocked', blocks: [{ reason: 'fraud' }] }), eventually);
    expect([(await statusOf('a')).queue.parked, (await statusOf('b')).queue.parked]).toEqual([0, parked]);
  });

  it('bad input is a problem with a code, and nothing is journalled', async () => {
    const { headSeq } = (await statusOf('a')).journal;
    const codes = [
      await post('a', 'issue', { form: 'plastic', cardNumber: 'no card' }),
      await post('a', 'issue', { form: 'plastic', first: cardNumber(100), last: cardNumber(700) }),
      await post('a', 'issue', { form: 'paper' }),
      await post('a', 'block', { cardNumber: cardNumber(999), reason: 'fraud' }),
      await post('a', 'block', { cardNumber: cardNumber(1), reason: 'because' }),
      await tills.a!.call('POST', '/v1/cards/block', { body: { cardNumber: cardNumber(1), reason: 'fraud' } }),
    ].map(({ status, body }) => `${status} ${String(body['code'])}`);
    expect(codes).toEqual(['422 card-number-wrong', '422 pack-too-large', '400 bad-request', '404 card-unknown', '400 bad-request', '400 idempotency-key-required']);
    expect((await statusOf('a')).journal.headSeq).toBe(headSeq);
  });

  it('a pack of a hundred is one request', async () => {
    const { status, body } = await post('a', 'issue', { form: 'plastic', first: cardNumber(400), last: cardNumber(499) });
    expect(status).toBe(200);
    expect(body['cards']).toHaveLength(100);
    await vi.waitFor(async () => expect(await card('b', cardNumber(499))).toMatchObject({ state: 'issued' }), eventually);
  });
});

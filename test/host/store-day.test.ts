/** A store's day at two tills by the wall clock: open at nine, out of reach of the centre from ten to three, compared in the evening. Cards, customers, roles and returns. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTestCentral, type TestCentral } from '../central/kit.ts';
import { anna, testBundle, testTime } from '../central/kit/test-shop.ts';
import { startFaultProxy, type FaultProxy } from '../kit/fault-proxy.ts';
import { goingClock } from '../kit/going-clock.ts';
import { cardNumber } from '../usecases/kit/test-till.ts';
import { makeAgentHome, startTestAgent, type TestAgent } from './kit/test-agent.ts';
import type { StatusView } from '../../agent/contract/status.ts';
import type { CallAnswer } from './kit/http-call.ts';

const names = ['a', 'b'] as const;
type Name = (typeof names)[number];
const eventually = { timeout: 90_000, interval: 100 };
const syncTiming = { feedWaitMs: 500, backoffMinMs: 20, backoffMaxMs: 200, blockListMs: 300 };
const pins = { asel: ['cashier', '3174'], samal: ['senior', '5926'], marat: ['manager', '8402'] } as const;
const lines = [{ lineId: '1', sku: 'milk', quantityMilli: 4_000, unitPriceMinor: 50_000 }];
const annas = anna.cards[0]!.number;
/** Numbers of the chain's scheme, which are nobody's yet */
const blank = (serial: number) => cardNumber(1_000 + serial);

const { roles: _everybody, access: _open, ...shop } = testBundle({
  questionnaires: [{ id: 'club', name: { ru: 'Клуб' }, questions: [{ kind: 'text', id: 'city', label: { ru: 'Город' } }] }],
  favourite: { categories: ['food'], days: 30, perMonth: 1, atExpiry: 'drop' },
  adjustments: { reasons: [{ id: 'complaint', name: { ru: 'Жалоба' } }], maxPointsPerOperation: 500, maxPointsPerManagerAndDay: 800 },
});

describe("a store's day by the clock", () => {
  let central: TestCentral;
  let wide: FaultProxy;
  const homes = { a: makeAgentHome(), b: makeAgentHome() };
  const tills = {} as Record<Name, TestAgent>;
  const sessions = new Map<string, Record<string, string>>();
  const nineMs = testTime.instantMs - 3 * 3_600_000;
  const clock = goingClock(nineMs);
  let keys = 0;
  let newcomer = '';
  let code = '';

  beforeAll(async () => {
    central = await startTestCentral({ bundle: shop, clock });
    for (const [user, [role, pin]] of Object.entries(pins)) await central.put(`staff/${user}`, { name: user, role, storeIds: ['store-1'], pin });
    wide = await startFaultProxy({ host: '127.0.0.1', port: central.port });
    for (const name of names) {
      tills[name] = await startTestAgent(homes[name].home, { centralUrl: wide.url, enrolmentCode: await central.enrolmentCode(`till-${name}`), syncTiming, machineTime: clock.machineTime });
    }
    for (const name of names) await vi.waitFor(async () => void (await signIn(name, 'asel')), eventually);
  }, 240_000);
  afterAll(async () => {
    for (const name of names) await tills[name].running.close();
    await wide.close();
    await central.close();
    for (const home of Object.values(homes)) home.remove();
  });

  /** It is so late now: hours and minutes of the store. */
  const itIs = (time: string): void => {
    const [hours = 0, minutes = 0] = time.split(':').map(Number);
    clock.nowMs = nineMs + ((hours - 9) * 60 + minutes) * 60_000;
    sessions.clear();
  };
  const signIn = async (name: Name, user: keyof typeof pins): Promise<Record<string, string>> => {
    const known = sessions.get(`${name} ${user}`);
    if (known !== undefined) return known;
    const answer = await tills[name].call('POST', '/v1/session', { body: { user, pin: pins[user][1] } });
    if (answer.status !== 200) throw new Error(answer.text);
    const session = { 'x-operator-session': String(answer.body['sessionToken']) };
    sessions.set(`${name} ${user}`, session);
    return session;
  };
  const as = async (name: Name, user: keyof typeof pins, method: string, path: string, body?: object, override?: string): Promise<CallAnswer> => {
    const headers = { ...(await signIn(name, user)), 'idempotency-key': `day-${(keys += 1)}`, ...(override === undefined ? {} : { 'x-override': override }) };
    return await tills[name].call(method, path, { ...(body === undefined ? {} : { body }), headers });
  };
  const done = async (...call: Parameters<typeof as>): Promise<Readonly<Record<string, unknown>>> => {
    const { status, text, body } = await as(...call);
    if (status !== 200) throw new Error(`${call[2]} ${call[3]}: ${text}`);
    return body;
  };
  const sell = async (name: Name, saleId: string, card: string) => {
    await done(name, 'asel', 'PUT', `/v1/sales/${saleId}`, { baseRevision: 0, lines, customer: { code: card } });
    return await done(name, 'asel', 'POST', `/v1/sales/${saleId}/commit`, { revision: 1, receipt: { number: saleId } });
  };
  const approved = async (name: Name, right: string): Promise<string> =>
    String((await done(name, 'asel', 'POST', '/v1/overrides', { user: 'marat', pin: pins.marat[1], right, reason: 'seen by me' }))['overrideId']);
  const status = async (name: Name) => (await tills[name].call('GET', '/v1/status')).body as unknown as StatusView;
  const inMode = async (mode: StatusView['mode']) => {
    for (const name of names) await vi.waitFor(async () => expect(await status(name)).toMatchObject({ mode }), eventually);
  };
  const drained = async () => {
    for (const name of names) await vi.waitFor(async () => expect((await status(name)).queue).toMatchObject({ length: (await status(name)).queue.parked }), eventually);
  };
  const card = async (name: Name, number: string) => (await as(name, 'samal', 'GET', `/v1/cards/${number}`)).body;
  const minutesOf = async (name: Name, kind: string): Promise<number[]> => {
    const page = (await done(name, 'marat', 'GET', `/v1/journal?kind=${kind}`))['entries'] as { opId: string }[];
    const whole = await Promise.all(page.map(async ({ opId }) => (await done(name, 'marat', 'GET', `/v1/journal/${opId}`))['payload'] as { time: { minuteOfDay: number } }));
    return whole.map(({ time }) => time.minuteOfDay);
  };

  it('at nine a card is issued and activated, its owner registered, and points and a favourite category are given', async () => {
    await inMode('online');
    for (const serial of [1, 2, 3]) await done('a', 'samal', 'POST', '/v1/cards/issue', { form: 'plastic', cardNumber: blank(serial) });
    for (const serial of [1, 2]) await done('a', 'samal', 'POST', '/v1/cards/activate', { cardNumber: blank(serial) });
    const { accountId } = await done('a', 'asel', 'POST', '/v1/customers', { cardCode: blank(1), phone: { number: '8 701 555 66 77' }, givenName: 'Дина', answers: { city: 'Алматы' } });
    newcomer = String(accountId);
    await done('a', 'asel', 'POST', `/v1/customers/${newcomer}/favourite`, { categoryId: 'food' });
    await done('a', 'marat', 'POST', `/v1/customers/${newcomer}/adjust`, { points: 100, reason: 'complaint' });
    ({ code } = (await sell('a', 'morning', blank(1)))['returnCode'] as { code: string });
    await drained();
    await vi.waitFor(async () => expect(await card('b', blank(1))).toMatchObject({ state: 'active', registered: true, givenName: 'Дина', accountId: newcomer, favourite: { categoryId: 'food' } }), eventually);
    await vi.waitFor(async () => expect(await card('b', blank(2))).toMatchObject({ state: 'active' }), eventually);
  }, 240_000);

  it('at ten the centre is gone: a session that idled is over, and everything goes on', async () => {
    await wide.set('refuse');
    await inMode('offline');
    const before = await signIn('a', 'samal');
    itIs('10:30');
    expect(await tills.a.call('GET', '/v1/journal', { headers: before })).toMatchObject({ status: 401, body: { code: 'session-expired' } });
    for (const name of names) await sell(name, `ten-${name}`, annas);
    const { accountId } = await done('b', 'asel', 'POST', '/v1/customers', { phone: { number: '+7 701 555 66 77' }, givenName: 'Дана', answers: { city: 'Шымкент' } });
    expect(accountId).not.toBe(newcomer);
  }, 240_000);

  it('at noon one till replaces the card that the other blocks, with a manager at the cashier’s screen, and both take one receipt back', async () => {
    itIs('12:00');
    expect(await as('b', 'asel', 'POST', '/v1/cards/block', { cardNumber: blank(1), reason: 'lost' })).toMatchObject({ status: 403, body: { code: 'right-missing', canApprove: true } });
    await done('b', 'asel', 'POST', '/v1/cards/block', { cardNumber: blank(1), reason: 'lost' }, await approved('b', 'card-block'));
    itIs('12:05');
    await done('a', 'samal', 'POST', '/v1/cards/replace', { cardNumber: blank(1), newCardNumber: blank(4), reason: 'broken' });
    await done('a', 'samal', 'POST', '/v1/cards/replace', { cardNumber: blank(2), newCardNumber: blank(5), reason: 'broken' });
    itIs('12:10');
    await done('b', 'samal', 'POST', '/v1/cards/replace', { cardNumber: blank(2), newCardNumber: blank(6), reason: 'lost' });
    expect(await card('b', blank(2))).toMatchObject({ state: 'replaced', replacedBy: blank(6), tentative: true });
    for (const name of names) {
      await done(name, 'asel', 'PUT', `/v1/returns/back-${name}`, { baseRevision: 0, code });
      expect(await done(name, 'asel', 'POST', `/v1/returns/back-${name}/commit`, { revision: 1, receipt: { number: `back-${name}` } })).toMatchObject({ state: 'committed' });
    }
  }, 240_000);

  it('until three it is sold by the store’s clock', async () => {
    itIs('14:55');
    for (const name of names) await sell(name, `late-${name}`, annas);
    for (const name of names) expect((await minutesOf(name, 'sale-committed')).slice(0, 2)).toEqual([14 * 60 + 55, 10 * 60 + 30]);
  }, 240_000);

  it('at three all of it arrives: one of the two returns is put aside, and both tills agree on the cards and the customer', async () => {
    itIs('15:00');
    await wide.set('pass');
    await inMode('online');
    await drained();
    const states = async (name: Name) => [(await card(name, blank(1)))['state'], (await card(name, blank(4)))['state'], ((await card(name, blank(4)))['balance'] as { balancePoints: number } | undefined)?.balancePoints];
    await vi.waitFor(async () => expect(await states('a')).toEqual(await states('b')), eventually);
    expect(await states('a')).toEqual(['replaced', expect.any(String), expect.any(Number)]);
    // Of two replacements the earlier counts; the manager of the later one is told at the desk.
    for (const name of names) await vi.waitFor(async () => expect(await card(name, blank(2))).toMatchObject({ state: 'replaced', replacedBy: blank(5) }), eventually);
    expect((await done('b', 'marat', 'GET', '/v1/journal?state=parked&kind=card-replaced'))['entries']).toMatchObject([{ kind: 'card-replaced', centre: { reason: 'card-race-lost-replaced' } }]);
    expect((await done('a', 'marat', 'GET', '/v1/journal?state=parked&kind=card-replaced'))['entries']).toEqual([]);
    const parked = [];
    for (const name of names) parked.push(...((await done(name, 'marat', 'GET', '/v1/journal?state=parked&kind=return-committed'))['entries'] as object[]));
    expect(parked).toMatchObject([{ kind: 'return-committed', centre: { reason: 'return-exceeds-sale' } }]);
    const report = await central.report();
    expect([report.differences, report.waiting, report.quarantined]).toEqual([report.differences.filter(({ kind }) => kind === 'drift'), 0, 0]);
    const { body } = await central.admin<{ givenName?: string; changes: { userId?: string; tillId?: string }[] }>(`profiles/${newcomer}`);
    expect(body.changes[0]).toMatchObject({ tillId: 'till-a', userId: 'asel' });
  }, 240_000);

  it('the shift is compared, and what both persons did is in the journal of their till', async () => {
    itIs('21:00');
    for (const name of names) {
      const view = await done(name, 'marat', 'GET', '/v1/reconciliation');
      expect((view['differences'] as { explained?: string }[]).filter(({ explained }) => explained === undefined)).toEqual([]);
      expect(view).toMatchObject({ unsent: 0 });
    }
    const [entry] = (await done('b', 'marat', 'GET', '/v1/journal?kind=card-blocked'))['entries'] as { opId: string }[];
    expect(await done('b', 'marat', 'GET', `/v1/journal/${entry?.opId}`)).toMatchObject({ payload: { by: { userId: 'asel', approval: { userId: 'marat' } }, time: { minuteOfDay: 720 } } });
  }, 240_000);
});

/** Wrong PINs and approvals at a real till, with everything that may come between: time, a restart of the agent, another list of staff, an outage. */
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { startTestCentral, type TestCentral } from '../central/kit.ts';
import { testBundle, testTime } from '../central/kit/test-shop.ts';
import { startFaultProxy, type FaultProxy } from '../kit/fault-proxy.ts';
import { goingClock } from '../kit/going-clock.ts';
import { cardNumber } from '../usecases/kit/test-till.ts';
import { makeAgentHome, startTestAgent, type TestAgent } from './kit/test-agent.ts';
import type { CallAnswer } from './kit/http-call.ts';

const people = { asel: ['cashier', '3174'], samal: ['senior', '5926'], marat: ['manager', '8402'], dana: ['manager', '7391'] } as const;
type User = keyof typeof people;
type Headers = Record<string, string>;
const eventually = { timeout: 60_000, interval: 100 };
const syncTiming = { feedWaitMs: 500, backoffMinMs: 20, backoffMaxMs: 200, blockListMs: 300 };
const minuteMs = 60_000;
/** With the default roles: nobody may do everything. */
const { roles: _everybody, access: _open, ...shop } = testBundle({ returns: { pointsPolicy: 'allow_negative', blind: { maxRefundMinor: 1_000_000, points: 'none' } } });

let central: TestCentral;
let link: FaultProxy;
let till: TestAgent;
const home = makeAgentHome();
const clock = goingClock(testTime.instantMs);
const { machineTime } = clock;
let keys = 0;
let cards = 0;

beforeAll(async () => {
  const accounts = Array.from({ length: 20 }, (_, index) => ({ accountId: `account-${index + 1}`, tier: 'base', openingPoints: 100, cards: [{ number: cardNumber(index + 1), state: 'active' as const }] }));
  central = await startTestCentral({ bundle: shop, accounts, clock });
  for (const user of Object.keys(people) as User[]) await employ(user, people[user][0]);
  link = await startFaultProxy({ host: '127.0.0.1', port: central.port });
  till = await startTestAgent(home.home, { centralUrl: link.url, enrolmentCode: await central.enrolmentCode('till-1'), syncTiming, machineTime });
  for (const user of Object.keys(people) as User[]) await vi.waitFor(async () => void (await session(user)), eventually);
  const cashier = await session('samal');
  await vi.waitUntil(async () => (await till.call('GET', `/v1/cards/${cardNumber(20)}`, { headers: cashier })).status === 200, eventually);
}, 240_000);
afterAll(async () => {
  await till.running.close();
  await link.close();
  await central.close();
  home.remove();
});
/** Nobody is locked out of the next one by what the one before did. */
beforeEach(() => {
  clock.nowMs += 3_600_000;
});

const employ = async (user: User, role: string, active = true) => void (await central.put(`staff/${user}`, { name: user, role, storeIds: ['store-1'], pin: people[user][1], active }));
const restart = async () => {
  await till.running.close();
  till = await startTestAgent(home.home, { centralUrl: link.url, syncTiming, machineTime });
};
const signIn = async (user: string, pin: string = people[user as User][1]) => await till.call('POST', '/v1/session', { body: { user, pin } });
const session = async (user: User): Promise<Headers> => {
  const { status, text, body } = await signIn(user);
  if (status !== 200) throw new Error(text);
  return { 'x-operator-session': String(body['sessionToken']) };
};
const approve = async (as: Headers, right: string, user: User = 'marat', more: object = {}) => await till.call('POST', '/v1/overrides', { headers: as, body: { user, pin: people[user][1], right, reason: 'seen by me', ...more } });
const approved = async (...given: Parameters<typeof approve>): Promise<Headers> => {
  const { status, text, body } = await approve(...given);
  if (status !== 200) throw new Error(text);
  return { ...given[0], 'x-override': String(body['overrideId']) };
};
const newCard = () => cardNumber((cards += 1));
const block = async (headers: Headers, card: string, key = `block-${(keys += 1)}`): Promise<CallAnswer> => await till.call('POST', '/v1/cards/block', { headers: { ...headers, 'idempotency-key': key }, body: { cardNumber: card, reason: 'lost' } });
const quote = async (headers: Headers, returnId: string, refundMinor: number, baseRevision = 0) => await till.call('PUT', `/v1/returns/${returnId}`, { headers, body: { baseRevision, blind: { reason: 'no receipt', lines: [{ sku: 'milk', quantityMilli: 1_000, refundMinor }] } } });
const giveBack = async (headers: Headers, returnId: string, revision = 1) => await till.call('POST', `/v1/returns/${returnId}/commit`, { headers, body: { revision, receipt: { number: returnId } } });
const headSeq = async () => ((await till.call('GET', '/v1/status')).body['journal'] as { headSeq: number }).headSeq;
const refused = (code: string, detail?: RegExp) => ({ status: 403, body: { code, ...(detail === undefined ? {} : { detail: expect.stringMatching(detail) as string }) } });

it('a lock-out outlives a restart: neither shorter nor longer, for somebody as for nobody, and sales go on', async () => {
  for (const user of ['asel', 'nobody-here']) {
    for (let count = 1; count < 5; count += 1) expect((await signIn(user, '1111')).status).toBe(401);
    expect(await signIn(user, '1111')).toMatchObject({ status: 429, body: { code: 'operator-locked' } });
  }
  clock.nowMs += 20_000;
  await restart();
  for (const [user, pin] of [['asel', '3174'], ['nobody-here', '3174']] as const) {
    const answer = await signIn(user, pin);
    expect(answer).toMatchObject({ status: 429, body: { code: 'operator-locked' } });
    expect(Number(answer.body['retryAfterMs'])).toBeGreaterThan(0);
    expect(Number(answer.body['retryAfterMs'])).toBeLessThanOrEqual(10_000);
  }
  expect((await till.call('PUT', '/v1/sales/while-locked', { body: { baseRevision: 0, lines: [{ lineId: '1', sku: 'milk', quantityMilli: 1_000, unitPriceMinor: 50_000 }] } })).status).toBe(200);
  clock.nowMs += 11_000;
  // The count is not forgotten either: one more wrong PIN, and the next wait is longer.
  expect(await signIn('asel', '1111')).toMatchObject({ status: 429 });
  await restart();
  expect(Number((await signIn('asel')).body['retryAfterMs'])).toBeGreaterThan(30_000);
  clock.nowMs += minuteMs;
  expect((await signIn('asel')).status).toBe(200);
  expect((await signIn('asel', '1111')).status).toBe(401);
}, 120_000);

it('an approval outlives a restart of the agent, and is used up by one call as before', async () => {
  const as = await session('asel');
  const lifted = await approved(as, 'card-block');
  await restart();
  const [card, other] = [newCard(), newCard()];
  expect(await block(lifted, card, 'once')).toMatchObject({ status: 200 });
  const seq = await headSeq();
  await restart();
  expect(await block(lifted, card, 'once')).toMatchObject({ status: 200 });
  expect(await block(lifted, card)).toMatchObject(refused('override-invalid', /used for another call/u));
  expect(await block(lifted, other)).toMatchObject(refused('override-invalid', /used for another call/u));
  expect(await headSeq()).toBe(seq);
}, 120_000);

it('is too old after five minutes, also where the agent was restarted between', async () => {
  const as = await session('asel');
  const [early, late] = [await approved(as, 'card-block'), await approved(as, 'card-block')];
  clock.nowMs += 4 * minuteMs;
  expect((await block(early, newCard())).status).toBe(200);
  clock.nowMs += minuteMs + 1_000;
  await restart();
  expect(await block(late, newCard())).toMatchObject(refused('override-invalid', /too old/u));
}, 120_000);

it('is of the person, the right and the intent that it was given for', async () => {
  const [asel, samal] = [await session('asel'), await session('samal')];
  const seq = await headSeq();
  const lifted = await approved(asel, 'card-block');
  expect(await block({ ...lifted, ...samal }, newCard())).toMatchObject(refused('override-invalid', /somebody else/u));
  expect(await quote(lifted, 'other-right', 1_000)).toMatchObject(refused('override-invalid', /for the right card-block/u));
  expect(await approve(asel, 'card-block', 'marat', { user: 'asel', pin: people.asel[1] })).toMatchObject(refused('approval-refused'));
  expect(await approve(await session('marat'), 'limit-override')).toMatchObject(refused('approval-refused'));
  expect(await headSeq()).toBe(seq + 1);

  const back = await approved(asel, 'return-blind');
  expect((await quote(back, 'back', 1_000)).status).toBe(200);
  expect(await quote(back, 'another', 1_000)).toMatchObject(refused('override-invalid', /used for another call/u));
  expect(await quote(back, 'back', 2_000, 1)).toMatchObject(refused('override-invalid', /used for another call/u));
  await restart();
  clock.nowMs += 10 * minuteMs;
  expect(await giveBack(back, 'back')).toMatchObject({ status: 200, body: { state: 'committed', quoted: { refundMinor: 1_000 } } });
  expect(await giveBack(back, 'another')).toMatchObject({ status: 404 });
}, 120_000);

it('who approved it, and is locked out before it is used, has approved it all the same', async () => {
  const as = await session('asel');
  const lifted = await approved(as, 'card-block', 'dana');
  for (let count = 1; count <= 5; count += 1) await approve(as, 'card-block', 'dana', { pin: '1111' });
  expect(await approve(as, 'card-block', 'dana')).toMatchObject({ status: 429, body: { code: 'operator-locked' } });
  expect((await block(lifted, newCard())).status).toBe(200);
});

it.each([['left', 'manager', false], ['is a cashier now', 'cashier', true]] as const)('who approved it and %s by the next staff list has approved nothing that was not begun', async (_what, role, active) => {
  const as = await session('asel');
  const begun = await approved(as, 'return-blind', 'dana');
  const id = `begun-${role}`;
  expect((await quote(begun, id, 1_000)).status).toBe(200);
  const notBegun = await approved(as, 'card-block', 'dana');
  await employ('dana', role, active);
  try {
    await vi.waitFor(async () => expect((await approve(as, 'card-block', 'dana')).status).toBe(active ? 403 : 401), eventually);
    expect(await block(notBegun, newCard())).toMatchObject(refused('override-invalid', /may not approve this any more/u));
    // The quote was looked at, and its receipt is printed.
    expect(await giveBack(begun, id)).toMatchObject({ status: 200, body: { state: 'committed' } });
  } finally {
    clock.nowMs += 3_600_000;
    await employ('dana', 'manager');
    await vi.waitFor(async () => expect((await signIn('dana')).status).toBe(200), eventually);
  }
}, 120_000);

it('who asked for it and left by the next staff list does nothing with it', async () => {
  const as = await session('samal');
  const lifted = await approved(as, 'return-blind');
  await employ('samal', 'senior', false);
  try {
    await vi.waitFor(async () => expect(await quote(lifted, 'of-who-left', 1_000)).toMatchObject({ status: 401, body: { code: 'session-expired' } }), eventually);
  } finally {
    await employ('samal', 'senior');
    await vi.waitFor(async () => expect((await signIn('samal')).status).toBe(200), eventually);
  }
}, 120_000);

it('a sale with an approval that does not count is refused in words, loses nothing, and goes on without it; its receipt is taken with any', async () => {
  const as = await session('asel');
  const put = async (headers: Headers, baseRevision: number, pieces: number) => await till.call('PUT', '/v1/sales/with-approval', { headers, body: { baseRevision, lines: [{ lineId: '1', sku: 'milk', quantityMilli: pieces * 1_000, unitPriceMinor: 50_000 }], customer: { code: newCard() } } });
  const first = await put(as, 0, 1);
  expect(first.status).toBe(200);
  const late = await approved(as, 'limit-override');
  const foreign = await approved(as, 'card-block');
  clock.nowMs += 6 * minuteMs;
  expect(await put({ ...as, 'x-override': 'made-up' }, 1, 2)).toMatchObject(refused('override-invalid', /unknown/u));
  expect(await put(late, 1, 2)).toMatchObject(refused('override-invalid', /too old/u));
  expect(await put(foreign, 1, 2)).toMatchObject(refused('override-invalid', /for the right card-block/u));
  expect((await till.call('GET', '/v1/sales/with-approval', { headers: as })).body).toEqual(first.body);
  expect(await put(as, 1, 2)).toMatchObject({ status: 200, body: { revision: 2 } });
  expect(await till.call('POST', '/v1/sales/with-approval/commit', { headers: { ...as, 'x-override': 'made-up' }, body: { revision: 2, receipt: { number: 'w-1' } } })).toMatchObject({ status: 200, body: { state: 'committed' } });
});

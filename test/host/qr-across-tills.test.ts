import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { qrCode } from '../../agent/cli/qr/make-qr.ts';
import { startTestCentral, type TestCentral } from '../central/kit.ts';
import { testBundle } from '../central/kit/test-shop.ts';
import { startFaultProxy, type FaultProxy } from '../kit/fault-proxy.ts';
import { goingClock } from '../kit/going-clock.ts';
import { cardNumber } from '../usecases/kit/test-till.ts';
import { listen } from './kit/listen.ts';
import { makeAgentHome, startTestAgent, type TestAgent } from './kit/test-agent.ts';

const keys = generateKeyPairSync('ed25519');
const publicKey = keys.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
const anna = { accountId: 'account-anna', tier: 'base', openingPoints: 1_000, cards: [{ number: cardNumber(1), state: 'active' as const }] };
const lines = [{ sku: 'milk', quantityMilli: 3_000, unitPriceMinor: 50_000 }];
const eventually = { timeout: 60_000, interval: 50 };
const names = ['one', 'other'] as const;
type Name = (typeof names)[number];

/** Between one sale and the next: more than two clocks may differ by */
const minuteMs = 60_000;
const clock = goingClock(Date.now());
let central: TestCentral;
const proxies = {} as Record<Name, FaultProxy>;
const tills = {} as Record<Name, TestAgent>;
const homes = { one: makeAgentHome(), other: makeAgentHome() };

beforeAll(async () => {
  central = await startTestCentral({ accounts: [anna], bundle: testBundle({ dynamicQr: { keys: [{ keyId: 1, publicKey }], validSeconds: 600, clockToleranceSeconds: 60 } }), clock });
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
const newCode = () => qrCode({ key: keys.privateKey, keyId: 1, card: cardNumber(1), issuedAtSeconds: Math.floor(central.clock.nowMs / 1_000), nonce: randomBytes(8) });
const open = async (name: Name, saleId: string, code: string) => (await tills[name].call('PUT', `/v1/sales/${saleId}`, { body: { baseRevision: 0, lines, customer: { code } } })).body;
const commit = async (name: Name, saleId: string) => await tills[name].call('POST', `/v1/sales/${saleId}/commit`, { body: { revision: 1, receipt: { number: saleId } } });

it('a code that one till has shown for a sale is refused at the other, while both reach the centre', async () => {
  // The till waits for the centre no longer than a cashier does: on a busy machine an answer may come too late, and then the code counts.
  await vi.waitFor(async () => {
    const [code, id] = [newCode(), randomBytes(4).toString('hex')];
    expect(await open('one', `first-${id}`, code)).toMatchObject({ customer: { status: 'known', identifiedBy: 'dynamic-qr' } });
    expect(await open('other', `second-${id}`, code)).toMatchObject({ customer: { status: 'refused', reason: 'qr-replayed' } });
  }, eventually);
  expect(await open('other', 'with-its-own', newCode())).toMatchObject({ customer: { status: 'known', identifiedBy: 'dynamic-qr' } });
});

it.each([['the earlier', ['one', 'other']], ['the later', ['other', 'one']]] as const)('a copy that worked at two tills that were apart is found when they are back, told to the till of the later sale, and in the report: %s arrives first', async (title, order) => {
  const code = newCode();
  const [early, late] = [`early-${title.slice(4)}`, `late-${title.slice(4)}`];
  const stream = await listen(tills.other.running);
  for (const name of names) await reach(name, 'offline');
  expect(await open('one', early, code)).toMatchObject({ customer: { identifiedBy: 'dynamic-qr' } });
  expect(await commit('one', early)).toMatchObject({ status: 200 });
  clock.nowMs += minuteMs;
  expect(await open('other', late, code)).toMatchObject({ customer: { identifiedBy: 'dynamic-qr' } });
  expect(await commit('other', late)).toMatchObject({ status: 200 });
  for (const name of order) {
    await reach(name, 'online');
    await vi.waitFor(async () => expect((await tills[name].call('GET', '/v1/journal?limit=1')).body).not.toMatchObject({ entries: [{ centre: { state: 'unsent' } }] }), eventually);
  }
  await vi.waitFor(async () => expect((await central.report()).qrReplays[0]).toMatchObject({ saleId: late, tillId: 'till-other', usedBySale: early, usedAtTill: 'till-one' }), eventually);
  await vi.waitFor(async () => expect((await tills.other.call('GET', '/v1/journal?state=parked&limit=1')).body).toMatchObject({ entries: [{ kind: 'sale-committed', saleId: late, centre: { reason: 'qr-replayed' }, repairs: ['accept'] }] }), eventually);
  expect((await tills.one.call('GET', '/v1/journal?state=parked')).body).toMatchObject({ entries: [] });
  const { data } = await stream.until((told) => told.event === 'card' && told.data['change'] === 'race-lost');
  stream.stop();
  expect(data).toMatchObject({ kind: 'sale-committed', cardNumber: cardNumber(1), reason: 'qr-replayed', manager: { ru: expect.any(String) }, customer: { kk: expect.any(String) } });
  expect((await central.report()).findings.defect).toBe(0);
});

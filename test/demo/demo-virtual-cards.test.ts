import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { demoShopFolder } from '../../agent/cli/project.ts';
import { startTestCentral, type TestCentral } from '../central/kit.ts';
import { makeAgentHome, startTestAgent, type TestAgent } from '../host/kit/test-agent.ts';
import { goingClock } from '../kit/going-clock.ts';
import { startFaultProxy, type FaultProxy } from '../kit/fault-proxy.ts';

const eventually = { timeout: 60_000, interval: 100 };
const clock = goingClock(Date.now());
let central: TestCentral;
let link: FaultProxy;
let till: TestAgent;
const home = makeAgentHome();
beforeAll(async () => {
  central = await startTestCentral({ shopFolder: demoShopFolder, clock });
  link = await startFaultProxy({ host: '127.0.0.1', port: central.port });
  const { body } = await central.admin('enrolment-codes', { tillId: 'till-1', tillName: 'Касса 1', storeId: 'almaty-1' });
  till = await startTestAgent(home.home, { machineTime: clock.machineTime, centralUrl: link.url, enrolmentCode: body['code'] as string });
}, 120_000);
afterAll(async () => {
  await till.running.close();
  await link.close();
  await central.close();
  home.remove();
});

let keys = 0;
const session = async (): Promise<Record<string, string>> => {
  const { status, text, body } = await till.call('POST', '/v1/session', { body: { user: 'samal', pin: '5926' } });
  if (status !== 200) throw new Error(text);
  return { 'x-operator-session': String(body['sessionToken']) };
};
const issue = async () => await till.call('POST', '/v1/cards/issue', { headers: { ...(await session()), 'idempotency-key': `virtual-${(keys += 1)}` }, body: { form: 'virtual' } });

it('a till of the demo issues virtual cards, with the centre and without it', async () => {
  // Numbers come a moment after the first contact.
  const online = await vi.waitFor(async () => {
    const answer = await issue();
    expect(answer).toMatchObject({ status: 200, body: { cards: [{ form: 'virtual', state: 'issued', cardNumber: expect.stringMatching(/^29008\d{8}$/u) as string }] } });
    return answer;
  }, eventually);
  await link.set('refuse');
  await vi.waitFor(async () => expect((await till.call('GET', '/v1/status')).body).toMatchObject({ mode: 'offline' }), eventually);
  const offline = await issue();
  expect(offline).toMatchObject({ status: 200, body: { cards: [{ form: 'virtual', tentative: true }] } });
  const numbers = [online, offline].map(({ body }) => (body['cards'] as [{ cardNumber: string }])[0].cardNumber);
  expect(new Set(numbers).size).toBe(2);
  await link.set('pass');
  await vi.waitFor(async () => expect((await till.call('GET', '/v1/status')).body).toMatchObject({ mode: 'online', queue: { length: 0 } }), eventually);
  for (const number of numbers) {
    const headers = await session();
    await vi.waitFor(async () => expect((await till.call('GET', `/v1/cards/${number}`, { headers })).body).not.toHaveProperty('tentative'), eventually);
  }
}, 120_000);

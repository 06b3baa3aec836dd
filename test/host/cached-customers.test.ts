/** What a till knows of customers while the line to the centre fails: the real agent and a real centre, with the fault proxy between. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startTestCentral } from '../central/kit.ts';
import { manyAccounts } from '../central/kit/test-shop.ts';
import { startFaultProxy } from '../kit/fault-proxy.ts';
import { cardNumber } from '../usecases/kit/test-till.ts';
import { makeAgentHome, startTestAgent } from './kit/test-agent.ts';
import type { ShopAccount } from '../../sync/central/shop/shop-folder.ts';
import type { TestCentral } from '../central/kit.ts';
import type { FaultProxy } from '../kit/fault-proxy.ts';
import type { TestAgent } from './kit/test-agent.ts';

const eventually = { timeout: 90_000, interval: 20 };
const snapshotCall = 'GET /till/v1/snapshot';
const [good, blocked] = [cardNumber(1), cardNumber(2)];
const vera: ShopAccount = { accountId: 'account-vera', tier: 'base', openingPoints: 10, cards: [{ number: good, state: 'active' }, { number: blocked, state: 'blocked' }] };

let central: TestCentral;
let proxy: FaultProxy;
let home: ReturnType<typeof makeAgentHome>;
let agent: TestAgent;
const start = async (accounts = [vera]): Promise<void> => {
  central = await startTestCentral({ accounts });
  proxy = await startFaultProxy({ host: '127.0.0.1', port: central.port });
};
const startAgent = async (): Promise<void> => {
  agent = await startTestAgent(home.home, { centralUrl: proxy.url, enrolmentCode: await central.enrolmentCode() });
};
beforeEach(() => {
  home = makeAgentHome();
});
afterEach(async () => {
  await agent.running.close();
  await proxy.close();
  await central.close();
  home.remove();
});
const status = async () => (await agent.call('GET', '/v1/status')).body;
const identify = async (code: string) => (await agent.call('POST', '/v1/identify', { body: { code } })).body;
const offline = async (): Promise<void> => {
  await proxy.set('refuse');
  await vi.waitFor(async () => expect(await status()).toMatchObject({ mode: 'offline' }), eventually);
};

it('a blocked card that was never cached is refused offline, and still is after a restart', async () => {
  await start();
  // No snapshot ever comes: this till will know of no customer at all.
  for (let cut = 0; cut < 1_000; cut += 1) proxy.cutNext({ when: snapshotCall, direction: 'to-target', afterBytes: 0 });
  await startAgent();
  await vi.waitFor(() => expect(agent.logLines.join('\n')).toContain('a new list of blocked cards is in service'), eventually);
  await offline();
  expect(await status()).not.toHaveProperty('cache');
  expect([await identify(blocked), await identify(good)]).toMatchObject([{ customer: { reason: 'card-blocked' } }, { customer: { reason: 'card-unknown' } }]);
  await agent.running.close();
  agent = await startTestAgent(home.home);
  expect(await identify(blocked)).toMatchObject({ customer: { status: 'refused', reason: 'card-blocked' } });
});

it('a snapshot that is cut off twice is asked for from where it was, and serves', async () => {
  const accounts = [vera, ...manyAccounts(1_500)];
  await start(accounts);
  proxy.cutNext({ when: snapshotCall, direction: 'from-target', afterBytes: 6_000 });
  // Only a till that asks for the rest of the same file says this.
  proxy.cutNext({ when: 'if-range: "', direction: 'from-target', afterBytes: 6_000 });
  await startAgent();
  await vi.waitFor(async () => expect(await status()).toMatchObject({ mode: 'online', cache: { accounts: accounts.length } }), eventually);
  expect(proxy.counts().cuts).toBe(2);
  await offline();
  expect(await identify(good)).toMatchObject({ customer: { status: 'known' } });
});

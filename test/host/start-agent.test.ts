import { createServer } from 'node:net';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { verifyJournal } from '../../agent/storage/journal/verify-journal.ts';
import { startTestCentral } from '../central/kit.ts';
import { testBundle } from '../central/kit/test-shop.ts';
import { startFaultProxy } from '../kit/fault-proxy.ts';
import { cardNumber } from '../usecases/kit/test-till.ts';
import { makeAgentHome, startTestAgent } from './kit/test-agent.ts';
import type { StatusView } from '../../agent/contract/status.ts';
import type { TestCentral } from '../central/kit.ts';
import type { FaultProxy } from '../kit/fault-proxy.ts';
import type { TestAgent } from './kit/test-agent.ts';

const anna = { code: cardNumber(1) };
const accounts = [{ accountId: 'account-anna', tier: 'base', givenName: 'Анна', openingPoints: 5_000, cards: [{ number: anna.code, state: 'active' as const }] }];
/** Ten milks: 5,000 tenge, of which 2,500 points may pay half. */
const lines = [{ sku: 'milk', quantityMilli: 10_000, unitPriceMinor: 50_000 }];
const eventually = { timeout: 60_000, interval: 20 };

async function statusOf(agent: TestAgent): Promise<StatusView> {
  return (await agent.call('GET', '/v1/status')).body as unknown as StatusView;
}

const inService = (agent: TestAgent) =>
  vi.waitFor(async () => expect(await statusOf(agent)).toMatchObject({ mode: 'online', bundle: { serial: expect.any(Number) }, queue: { length: 0 } }), eventually);

describe('an agent with its centre', () => {
  let central: TestCentral;
  let proxy: FaultProxy;
  let home: ReturnType<typeof makeAgentHome>;
  let agent: TestAgent;
  let tills = 0;
  beforeAll(async () => {
    central = await startTestCentral({ accounts });
  });
  afterAll(() => central.close());
  beforeEach(async () => {
    home = makeAgentHome();
    proxy = await startFaultProxy({ host: '127.0.0.1', port: central.port });
    agent = await startTestAgent(home.home, { centralUrl: proxy.url, enrolmentCode: await central.enrolmentCode(`till-${(tills += 1)}`) });
    await inService(agent);
  });
  afterEach(async () => {
    await agent.running.close();
    await proxy.close();
    home.remove();
  });

  const put = (saleId: string, body: object) => agent.call('PUT', `/v1/sales/${saleId}`, { body });
  const redeem = (saleId: string, body: object, key: string) => agent.call('POST', `/v1/sales/${saleId}/redemption`, { body, headers: { 'idempotency-key': key } });
  const commit = (saleId: string, revision: number) => agent.call('POST', `/v1/sales/${saleId}/commit`, { body: { revision, receipt: { number: saleId } } });
  const balance = async () => {
    const { customer } = (await agent.call('POST', '/v1/identify', { body: anna })).body as { customer: { balancePoints: number } };
    return customer.balancePoints;
  };

  it('prices, holds, commits, sends, and gets the new state back', async () => {
    const before = await balance();
    const priced = await put('chain-1', { baseRevision: 0, lines, customer: anna });
    expect(priced.body).toMatchObject({ customer: { status: 'known', givenName: 'Анна' }, priced: { payableMinor: 500_000, pointsEarned: 250 } });
    expect(await redeem('chain-1', { revision: 1, points: 100 }, 'chain-1-key')).toMatchObject({ status: 200, body: { state: 'held', priced: { pointsSpent: 100, payableMinor: 490_000 } } });
    const committed = await commit('chain-1', 2);
    expect(committed).toMatchObject({ status: 200, body: { state: 'committed' } });
    const { pointsEarned } = (committed.body as { priced: { pointsEarned: number } }).priced;
    expect(await balance()).toBe(before - 100 + pointsEarned);
    await inService(agent);
    await vi.waitFor(async () => expect((await statusOf(agent)).cache?.cursor).toBeGreaterThan(0), eventually);
    expect(await balance()).toBe(before - 100 + pointsEarned);
    expect(await central.report()).toMatchObject({ findings: { defect: 0 } });
  });

  it('goes on without the centre, refuses redemption, and sends everything later', async () => {
    const before = await balance();
    await proxy.set('refuse');
    await vi.waitFor(async () => expect(await statusOf(agent)).toMatchObject({ mode: 'offline', modeReason: 'centre-down' }), eventually);
    await put('outage-1', { baseRevision: 0, lines, customer: anna });
    expect(await redeem('outage-1', { revision: 1, points: 100 }, 'outage-1-key')).toMatchObject({ status: 503, body: { code: 'redemption-offline' } });
    expect(await commit('outage-1', 1)).toMatchObject({ status: 200, body: { state: 'committed', priced: { pointsEarned: 250 } } });
    expect((await statusOf(agent)).queue.length).toBe(1);
    expect(await balance()).toBe(before + 250);
    await proxy.set('pass');
    await inService(agent);
    expect(await balance()).toBe(before + 250);
  });

  it('journals the release of a hold that the centre may have made, before it answers', async () => {
    await agent.running.close();
    agent = await startTestAgent(home.home, { budgets: { holdMs: 300 } });
    await inService(agent);
    await put('ambiguous-1', { baseRevision: 0, lines, customer: anna });
    const { headSeq } = (await statusOf(agent)).journal;
    await proxy.set('blackhole');
    expect(await redeem('ambiguous-1', { revision: 1, points: 100 }, 'ambiguous-1-key')).toMatchObject({ status: 503, body: { code: 'redemption-offline' } });
    expect((await statusOf(agent)).journal.headSeq).toBe(headSeq + 1);
    expect(await commit('ambiguous-1', 1)).toMatchObject({ status: 200 });
    await proxy.set('pass');
    await inService(agent);
    expect(await central.report()).toMatchObject({ findings: { defect: 0 } });
  });

  it('starts again without the centre, with its sales in doubt and its programme', async () => {
    await put('doubt-1', { baseRevision: 0, lines, customer: anna });
    await redeem('doubt-1', { revision: 1, points: 100 }, 'doubt-1-key');
    await agent.running.close();
    await proxy.set('refuse');
    agent = await startTestAgent(home.home);
    expect(await agent.call('GET', '/healthz')).toMatchObject({ status: 200, body: { status: 'ok' } });
    expect(await statusOf(agent)).toMatchObject({ mode: 'offline', bundle: { serial: 1 }, cache: { accounts: 1 } });
    expect(await agent.call('GET', '/v1/sales?state=in-doubt')).toMatchObject({ body: { sales: [{ saleId: 'doubt-1', redemption: { points: 100 } }] } });
    expect(await put('doubt-2', { baseRevision: 0, lines, customer: anna })).toMatchObject({ status: 200, body: { priced: { pointsEarned: 250 } } });
    expect(await commit('doubt-1', 2)).toMatchObject({ status: 200, body: { state: 'committed', priced: { pointsSpent: 100 } } });
    await proxy.set('pass');
    await inService(agent);
  });

  it('keeps secrets out of answers and logs, and files for its owner alone', async () => {
    await put('secret-1', { baseRevision: 0, lines, customer: anna });
    await commit('secret-1', 1);
    await inService(agent);
    const secrets = [agent.running.token, (JSON.parse(readFileSync(join(home.home, 'identity.json'), 'utf8')) as { token: string }).token];
    const said = [...agent.logLines, (await agent.call('GET', '/v1/status')).text, (await agent.call('GET', '/metrics')).text].join('\n');
    for (const secret of [...secrets, anna.code]) expect(said).not.toContain(secret);
    expect(readFileSync(join(home.home, 'api.token'), 'utf8').trim()).toBe(agent.running.token);
    expect(readdirSync(home.home).filter((name) => (statSync(join(home.home, name)).mode & 0o077) !== 0)).toEqual([]);
  });

  it('takes a new programme while it runs, and closes so that the journal verifies', async () => {
    const serial = (await statusOf(agent)).bundle!.serial + 1;
    expect(await central.admin('bundles', testBundle({ serial, promotions: [] }))).toMatchObject({ status: 201 });
    await vi.waitFor(async () => expect((await statusOf(agent)).bundle).toMatchObject({ serial, promotions: 0 }), eventually);
    expect((await put('new-1', { baseRevision: 0, lines, customer: anna })).body).toMatchObject({ priced: { pointsEarned: 0 } });
    await agent.running.close();
    expect(verifyJournal(join(home.home, 'journal.db'))).toMatchObject({ ok: true });
    expect(await central.admin('bundles', testBundle({ serial: serial + 1 }))).toMatchObject({ status: 201 });
  });

  it('does not let a second agent into its home, nor starts on a taken port', async () => {
    await expect(startTestAgent(home.home)).rejects.toMatchObject({ name: 'StartError', code: 'home-locked' });
    expect((await statusOf(agent)).mode).toBe('online');
    const taken = createServer();
    const port = await new Promise<number>((resolve) => {
      taken.listen(0, '127.0.0.1', () => {
        const address = taken.address();
        resolve(address !== null && typeof address === 'object' ? address.port : 0);
      });
    });
    await agent.running.close();
    await expect(startTestAgent(home.home, { port })).rejects.toMatchObject({ name: 'StartError', code: 'port-taken' });
    await new Promise((resolve) => {
      taken.close(resolve);
    });
    agent = await startTestAgent(home.home, { port });
    expect(agent.running.port).toBe(port);
  });
});

describe('a till that is not enrolled', () => {
  let home: ReturnType<typeof makeAgentHome>;
  beforeEach(() => {
    home = makeAgentHome();
    return () => home.remove();
  });

  it('says so', async () => {
    await expect(startTestAgent(home.home)).rejects.toMatchObject({ code: 'not-enrolled' });
    await expect(startTestAgent(home.home, { centralUrl: 'http://127.0.0.1:1' })).rejects.toMatchObject({ code: 'not-enrolled' });
  });

  it('does not listen to the network', async () => {
    await expect(startTestAgent(home.home, { host: '0.0.0.0' })).rejects.toMatchObject({ code: 'host-not-loopback' });
  });

  it('says so also where what it had opened does not close well', async () => {
    const close = vi.spyOn(Database.prototype, 'close').mockImplementationOnce(() => {
      throw new Error('it does not close');
    });
    onTestFinished(() => close.mockRestore());
    await expect(startTestAgent(home.home)).rejects.toMatchObject({ code: 'not-enrolled' });
    expect(close).toHaveBeenCalledOnce();
  });

  it('says why it could not be, and may try again', async () => {
    await expect(startTestAgent(home.home, { centralUrl: 'http://127.0.0.1:1', enrolmentCode: 'nonsense' })).rejects.toMatchObject({ code: 'enrolment-failed' });
    const pinned = { centralPin: 'A'.repeat(43) + '=', enrolmentCode: 'nonsense' };
    await expect(startTestAgent(home.home, { ...pinned, centralUrl: 'http://127.0.0.1:1' })).rejects.toMatchObject({ code: 'centre-not-https' });
    await expect(startTestAgent(home.home, { ...pinned, centralUrl: 'https://127.0.0.1:1' })).rejects.toMatchObject({ code: 'enrolment-failed' });
    const central = await startTestCentral();
    const agent = await startTestAgent(home.home, { centralUrl: central.url, enrolmentCode: await central.enrolmentCode() });
    await inService(agent);
    await agent.running.close();
    await central.close();
  });
});

import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished, vi } from 'vitest';
import { startTestCentral } from '../central/kit.ts';
import { cardNumber } from '../usecases/kit/test-till.ts';
import { makeAgentHome, startTestAgent } from './kit/test-agent.ts';
import type { connect } from '../../agent/storage/sqlite/connect.ts';
import type { TestAgent } from './kit/test-agent.ts';

/** The disk of this file's agents: each connection that is open, and whether it takes anything. */
const disk = vi.hoisted(() => ({ takes: true, connections: [] as Database.Database[] }));
vi.mock('../../agent/storage/sqlite/connect.ts', async (importOriginal) => {
  const real = await importOriginal<{ connect: typeof connect }>();
  return {
    ...real,
    connect: (...call: Parameters<typeof connect>) => {
      const db = real.connect(...call);
      if (!disk.takes) db.pragma('query_only = ON');
      disk.connections.push(db);
      return db;
    },
  };
});

const anna = { code: cardNumber(1) };
const lines = [{ sku: 'milk', quantityMilli: 10_000, unitPriceMinor: 50_000 }];

async function inService(agent: TestAgent): Promise<void> {
  await vi.waitFor(async () => expect((await agent.call('GET', '/v1/status')).body).toMatchObject({ mode: 'online', bundle: { serial: expect.any(Number) }, queue: { length: 0 } }), { timeout: 60_000, interval: 20 });
}

it('a till starts on a disk that takes nothing, and puts right what was under way once it does', async () => {
  const central = await startTestCentral({ accounts: [{ accountId: 'account-anna', tier: 'base', givenName: 'Анна', openingPoints: 5_000, cards: [{ number: anna.code, state: 'active' }] }] });
  onTestFinished(() => central.close());
  const folder = makeAgentHome();
  const { home } = folder;
  onTestFinished(() => folder.remove());
  const put = (agent: TestAgent, saleId: string) => agent.call('PUT', `/v1/sales/${saleId}`, { body: { baseRevision: 0, lines, customer: anna } });
  const sales = async (agent: TestAgent, state: string) => (await agent.call('GET', `/v1/sales?state=${state}`)).body;

  const before = await startTestAgent(home, { centralUrl: central.url, enrolmentCode: await central.enrolmentCode() });
  await inService(before);
  await put(before, 'held-1');
  expect(await before.call('POST', '/v1/sales/held-1/redemption', { body: { revision: 1, points: 100 }, headers: { 'idempotency-key': 'key-1' } })).toMatchObject({ status: 200, body: { state: 'held' } });
  await before.running.close();
  const journal = new Database(join(home, 'journal.db'));
  onTestFinished(() => void journal.close());
  const leaveAsked = (saleId: string) =>
    journal.prepare("INSERT OR REPLACE INTO meta (key, value) VALUES ('asked-holds', ?)").run(JSON.stringify([{ programmeId: 'p', holdId: `hold-${saleId}`, saleId, accountId: 'account-anna' }]));
  leaveAsked('asked-1');
  const released = () => journal.prepare("SELECT count(*) FROM operation WHERE kind = 'hold-released'").pluck().get();

  disk.takes = false;
  disk.connections.length = 0;
  const after = await startTestAgent(home);
  onTestFinished(() => after.running.close());
  expect(await put(after, 'sale-1')).toMatchObject({ status: 200, body: { revision: 1, draftKept: false, priced: { pointsEarned: 250 } } });
  expect(await after.call('POST', '/v1/sales/sale-1/commit', { body: { revision: 1, receipt: { number: '1' } } })).toMatchObject({ status: 503, body: { code: 'journal-unavailable', fault: 'journal-read-only' } });
  expect(await sales(after, 'held')).toMatchObject({ sales: [{ saleId: 'held-1', redemption: { points: 100 } }] });
  expect(after.logLines.join('')).toContain('cannot be written now');

  disk.takes = true;
  for (const db of disk.connections) db.pragma('query_only = OFF');
  expect(released()).toBe(0);
  const kept = await put(after, 'sale-1');
  expect(kept).toMatchObject({ status: 200, body: { revision: 1, priced: { pointsEarned: 250 } } });
  expect(kept.body).not.toHaveProperty('draftKept');
  expect(await sales(after, 'in-doubt')).toMatchObject({ sales: [{ saleId: 'held-1', redemption: { points: 100 } }] });
  expect(released()).toBe(1);
  expect(await after.call('POST', '/v1/sales/sale-1/commit', { body: { revision: 1, receipt: { number: '1' } } })).toMatchObject({ status: 200 });
  expect(released()).toBe(1);

  // As where the disk takes nothing again just after the centre has set points aside.
  leaveAsked('asked-2');
  expect(await put(after, 'sale-2')).toMatchObject({ status: 200 });
  expect(released()).toBe(2);
});

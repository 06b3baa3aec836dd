import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTestCentral, type TestCentral } from '../central/kit.ts';
import { inspect } from '../central/kit/audit.ts';
import { leaseBundle } from '../central/kit/lease-shop.ts';
import { startFaultProxy, type FaultProxy } from '../kit/fault-proxy.ts';
import { cardNumber } from '../usecases/kit/test-till.ts';
import { makeAgentHome, startTestAgent, type TestAgent } from './kit/test-agent.ts';
import type { StatusView } from '../../agent/contract/status.ts';

const customer = { code: cardNumber(1) };
const anna = { accountId: 'account-anna', tier: 'base', openingPoints: 1_000, cards: [{ number: customer.code, state: 'active' as const }] };
/** 5,000 tenge, of which 2,500 points may pay half */
const lines = [{ sku: 'milk', quantityMilli: 10_000, unitPriceMinor: 50_000 }];
const eventually = { timeout: 60_000, interval: 50 };

interface Bucket {
  op_id: string;
  bucket: string;
  points: number;
}

describe('two tills of one store and a balance of 1,000 points', () => {
  let central: TestCentral;
  let wide: FaultProxy;
  const homes = { a: makeAgentHome(), b: makeAgentHome() };
  let a: TestAgent;
  let b: TestAgent;

  beforeAll(async () => {
    central = await startTestCentral({ accounts: [anna], bundle: leaseBundle(), jobsIntervalMs: 200 });
    wide = await startFaultProxy({ host: '127.0.0.1', port: central.port });
    a = await startTestAgent(homes.a.home, { centralUrl: wide.url, enrolmentCode: await central.enrolmentCode('till-a') });
    b = await startTestAgent(homes.b.home, { centralUrl: wide.url, enrolmentCode: await central.enrolmentCode('till-b') });
    for (const till of [a, b]) await inMode(till, 'online');
  });
  afterAll(async () => {
    for (const till of [a, b]) await till.running.close();
    await wide.close();
    await central.close();
    for (const home of Object.values(homes)) home.remove();
  });

  const statusOf = async (till: TestAgent): Promise<StatusView> => (await till.call('GET', '/v1/status')).body as unknown as StatusView;
  const inMode = async (till: TestAgent, mode: StatusView['mode']): Promise<void> => {
    await vi.waitFor(async () => expect(await statusOf(till)).toMatchObject({ mode, bundle: { serial: 1 }, ...(mode === 'online' ? { queue: { length: 0 } } : {}) }), eventually);
  };
  const identify = async (till: TestAgent): Promise<object> => (await till.call('POST', '/v1/identify', { body: customer })).body;
  const open = async (till: TestAgent, saleId: string): Promise<void> => {
    expect(await till.call('PUT', `/v1/sales/${saleId}`, { body: { baseRevision: 0, lines, customer } })).toMatchObject({ status: 200 });
  };
  const spend = async (till: TestAgent, saleId: string, points: number, key = saleId) =>
    await till.call('POST', `/v1/sales/${saleId}/redemption`, { body: { revision: 1, points }, headers: { 'idempotency-key': key } });
  const finish = async (till: TestAgent, saleId: string, revision: number): Promise<void> => {
    expect(await till.call('POST', `/v1/sales/${saleId}/commit`, { body: { revision, receipt: { number: saleId } } })).toMatchObject({ status: 200, body: { state: 'committed' } });
  };

  it('gives the till that its customer comes to a part of them, of which every till knows', async () => {
    for (const saleId of ['visit-1', 'visit-2']) {
      await open(a, saleId);
      await finish(a, saleId, 1);
    }
    await vi.waitFor(async () => expect(await identify(a)).toMatchObject({ customer: { setAside: { here: { points: 300 } } } }), eventually);
    await vi.waitFor(async () => expect(await identify(b)).toMatchObject({ customer: { setAside: { elsewhere: [{ tillId: 'till-a', points: 300 }] } } }), eventually);
  });

  it('spends within that part without the centre, and nowhere else', async () => {
    await wide.set('refuse');
    for (const till of [a, b]) await inMode(till, 'offline');
    await open(a, 'a-offline');
    expect(await spend(a, 'a-offline', 200)).toMatchObject({ status: 200, body: { state: 'held', redemption: { points: 200, allowance: { points: 200 } } } });
    await finish(a, 'a-offline', 2);
    await open(a, 'a-too-much');
    expect(await spend(a, 'a-too-much', 101)).toMatchObject({ status: 409, body: { maxPoints: 100 } });
    await finish(a, 'a-too-much', 1);

    await open(b, 'b-offline');
    expect(await spend(b, 'b-offline', 1)).toMatchObject({ status: 409, body: { code: 'redemption-refused', limitedBy: 'allowance', maxPoints: 0 } });
    expect(await identify(b)).toMatchObject({ customer: { setAside: { elsewhere: [{ tillId: 'till-a', storeId: 'store-1', points: 300 }] } } });
    await finish(b, 'b-offline', 1);
  });

  it('tells the other till what is reserved where once the centre is back, and lets it have all that is left', async () => {
    await wide.set('pass');
    for (const till of [a, b]) await inMode(till, 'online');
    await open(b, 'b-online');
    expect(await spend(b, 'b-online', 800, 'b-first')).toMatchObject({ status: 409, body: { code: 'redemption-refused', reason: 'insufficient-points', reserved: [{ tillId: 'till-a' }] } });
    // Till A hears of it, and gives back what it has.
    let tries = 0;
    await vi.waitFor(async () => expect(await spend(b, 'b-online', 800, `b-again-${(tries += 1)}`)).toMatchObject({ status: 200, body: { redemption: { points: 800 } } }), eventually);
    await finish(b, 'b-online', 2);
    for (const till of [a, b]) await inMode(till, 'online');
  });

  it('leaves books that say the same on both sides: 1,000 points spent, none beyond, none set aside', async () => {
    await vi.waitFor(async () => expect((await central.report()).findings).toMatchObject({ defect: 0, goodwill: 0 }), eventually);
    for (const till of [a, b]) await till.running.close();
    await central.stop();
    const query = 'SELECT op_id, bucket, amount_minor AS points FROM audit_ledger';
    const there = await inspect(central.home, async (db) => await db.query<Bucket>(query));
    const here = Object.values(homes).flatMap(({ home }) => readAll(join(home, 'journal.db'), query));
    const own = new Set(here.map(({ op_id }) => op_id));
    expect(sums(there.filter(({ op_id }) => own.has(op_id)))).toEqual(sums(here));
    expect(sums(there)).toEqual({ available: 0, held: 0, leased: 0, opening: -1_000, spent: 1_000 });
  });
});

function readAll(path: string, query: string): Bucket[] {
  const db = new Database(path, { readonly: true });
  try {
    return db.prepare<[], Bucket>(query).all().filter(({ points }) => points !== 0);
  } finally {
    db.close();
  }
}

function sums(rows: readonly Bucket[]): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const { bucket, points } of rows) sum[bucket] = (sum[bucket] ?? 0) + points;
  return sum;
}

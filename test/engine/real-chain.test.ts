/** The engine between the real journal and cache and a real centre, with the fault proxy on the wire. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SaleCommitted } from '../../agent/domain/operations/operation.ts';
import type { BundleEnvelope } from '../../agent/ports/bundles.ts';
import { buildInWorker } from '../../agent/host/cache/build-in-worker.ts';
import { openCache, type CacheStore } from '../../agent/storage/cache/open-cache.ts';
import { openJournal, type JournalStore } from '../../agent/storage/journal/open-journal.ts';
import { enrol } from '../../sync/engine/enrol.ts';
import { createSyncEngine, type SyncEngine } from '../../sync/engine/sync-engine.ts';
import { startTestCentral, type TestCentral } from '../central/kit.ts';
import { findImbalances, inspect } from '../central/kit/audit.ts';
import { testReturn, testSale } from '../central/kit/test-sale.ts';
import { anna, boris, testTime } from '../central/kit/test-shop.ts';
import { makeTillKeys } from '../central/kit/test-till.ts';
import { startFaultProxy, type FaultProxy } from '../kit/fault-proxy.ts';
import { testTiming } from './engine-shop.ts';
import { until } from './until.ts';

const now = { atMs: testTime.instantMs, wallMs: testTime.instantMs, clock: 'synced' as const };

let folder: string;
let central: TestCentral;
let proxy: FaultProxy;
let store: JournalStore;
let cache: CacheStore;
let engine: SyncEngine;
let offered: BundleEnvelope[];
let problems: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'till-engine-'));
  central = await startTestCentral();
  proxy = await startFaultProxy({ host: '127.0.0.1', port: central.port });
  const keys = makeTillKeys();
  const identity = await enrol({ centralUrl: proxy.url, code: await central.enrolmentCode(), publicKeyDerBase64: keys.publicKey });
  store = openJournal({
    path: join(folder, 'journal.db'), identity: { tillId: identity.tillId, storeId: identity.storeId, agentVersion: '0.1.0' }, newId: randomUUID, now: () => now,
  });
  let generation: number | undefined;
  cache = openCache({ folder, pointer: { get: () => generation, set: (next) => { generation = next; } } });
  offered = [];
  problems = [];
  engine = createSyncEngine({
    centralUrl: proxy.url,
    token: identity.token,
    sign: (text) => keys.sign(text),
    outbox: store.outbox,
    cacheWriter: cache.writer,
    buildSnapshot: buildInWorker,
    bundles: { activeHash: () => offered.at(-1)?.hash, offer: (envelope) => void offered.push(envelope) },
    blockList: { activeHash: () => undefined, offer: () => undefined },
    onCentralTime: () => undefined,
    now: () => now.atMs,
    random: () => 0.5,
    log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: (fields, message) => void problems.push(`${message} ${JSON.stringify(fields)}`) },
    timing: testTiming,
  });
  engine.start();
  await until(() => cache.cache.view() !== undefined, 'the first snapshot');
});

afterEach(async () => {
  await engine.stop();
  cache.close();
  store.close();
  await proxy.close();
  await central.close();
  rmSync(folder, { recursive: true, force: true });
});

const sell = (payload: SaleCommitted): void => void store.journal.append([{ opId: randomUUID(), kind: 'sale-committed', schema: 1, payload }], now, {});
const pointsOf = (accountId: string): number | undefined => cache.cache.findById(accountId)?.account.availablePoints;
/** All is sent, and the cache contains what the centre made of it. */
const drained = (): Promise<void> => until(() => {
  const head = store.journal.head();
  return store.outbox.position().seq === head.seq && cache.cache.view()?.through.seq === head.seq;
}, 'the end of the queue');

describe('the engine with a real centre', () => {
  it('brings the bundle and the customers, pushes a sale, and brings its points back', async () => {
    expect(offered).toHaveLength(1);
    expect(pointsOf(anna.accountId)).toBe(1_000);
    const sale = testSale(central.compiled, { customer: anna });
    sell(sale);
    await drained();
    expect(pointsOf(anna.accountId)).toBe(1_000 + sale.result.pointsEarned);
    expect(await central.report()).toMatchObject({ operations: 2, parked: 0, waiting: 0, findings: { defect: 0, drift: 0, goodwill: 0, fork: 0 } });
    expect(problems).toEqual([]);
  });

  it('holds points for a sale and spends them', async () => {
    const holdId = randomUUID();
    const sale = testSale(central.compiled, { customer: anna, redeem: { holdId, points: 200 } });
    const request = { holdId, saleId: sale.saleId, accountId: anna.accountId, cardNumber: anna.cards[0]!.number, points: 200, holdSeconds: 600 };
    expect(await engine.authority.hold(request, 20_000)).toEqual({ outcome: 'held', points: 200, expiresAtMs: testTime.instantMs + 600_000 });
    expect(await engine.authority.hold({ ...request, holdId: randomUUID(), points: 5_000 }, 20_000)).toMatchObject({ outcome: 'refused', reason: 'insufficient-points' });
    await until(() => pointsOf(anna.accountId) === 800, 'the held account');
    sell(sale);
    await drained();
    expect(pointsOf(anna.accountId)).toBe(800 + sale.result.pointsEarned);
    expect(await central.report()).toMatchObject({ activeHolds: 0, findings: { defect: 0, drift: 0, goodwill: 0 } });
  });

  it('gets each operation there once, through lost answers, cut batches and outages', async () => {
    for (let round = 0; round < 6; round += 1) {
      proxy.cutNext({ when: 'POST /till/v1/push', direction: round % 2 === 0 ? 'from-target' : 'to-target', afterBytes: round * 400 });
      if (round === 2 || round === 4) await proxy.set(round === 2 ? 'refuse' : 'reset');
      for (let count = 0; count < 15; count += 1) {
        const sale = testSale(central.compiled, { customer: count % 2 === 0 ? anna : boris });
        sell(sale);
        if (count % 5 === 0) store.journal.append([{ opId: randomUUID(), kind: 'return-committed', schema: 1, payload: testReturn(sale) }], now, {});
      }
      if (round === 2 || round === 4) {
        await until(() => engine.contact().breaker !== 'closed', 'the outage');
        await proxy.set('pass');
      }
      await drained();
    }
    const operations = store.journal.head().seq;
    expect(operations).toBe(1 + 6 * (15 + 3));
    expect(await central.report()).toMatchObject({ operations, parked: 0, waiting: 0, quarantined: 0, findings: { defect: 0, fork: 0 } });
    expect(proxy.counts().cuts).toBeGreaterThanOrEqual(4);
    const till = await central.enrolTill('till-2');
    for (const { accountId } of [anna, boris]) expect(pointsOf(accountId)).toBe(await central.availablePoints(till, accountId));
    const home = central.home;
    await central.stop();
    expect(await inspect(home, findImbalances)).toEqual({ operations: [], accounts: [] });
  });

  it('goes on selling while the centre is away, and takes up where it was when it is back', async () => {
    const { port, home } = central;
    await central.stop();
    sell(testSale(central.compiled, { customer: anna }));
    await until(() => engine.contact().breaker !== 'closed', 'the outage');
    const request = { holdId: randomUUID(), saleId: 's', accountId: anna.accountId, cardNumber: anna.cards[0]!.number, points: 10, holdSeconds: 600 };
    expect(await engine.authority.hold(request, 20_000)).toEqual({ outcome: 'unavailable', ambiguous: false });
    central = await startTestCentral({ home, port });
    await drained();
    expect(engine.contact()).toMatchObject({ reach: 'ok', breaker: 'closed', quarantined: false });
    expect(cache.cache.view()?.generation).toBe(1);
    expect((await central.report()).operations).toBe(2);
  });
});

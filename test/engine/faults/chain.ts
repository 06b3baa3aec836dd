/** The engine between the real journal and cache and a real centre, with the fault proxy on the wire. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReturnCommitted, SaleCommitted } from '../../../agent/domain/operations/operation.ts';
import type { BundleEnvelope } from '../../../agent/ports/bundles.ts';
import { buildInProcess } from '../../../agent/host/cache/build-in-process.ts';
import { openCache, type CacheStore } from '../../../agent/storage/cache/open-cache.ts';
import { openJournal, type JournalStore } from '../../../agent/storage/journal/open-journal.ts';
import { enrol } from '../../../sync/engine/enrol.ts';
import { createSyncEngine, type Contact, type SyncEngine } from '../../../sync/engine/sync-engine.ts';
import type { SyncTiming } from '../../../sync/engine/sync-timing.ts';
import type { TestCentral } from '../../central/kit.ts';
import { testTime } from '../../central/kit/test-shop.ts';
import { makeTillKeys } from '../../central/kit/test-till.ts';
import { startFaultProxy, type FaultProxy } from '../../kit/fault-proxy.ts';
import { testTiming } from '../engine-shop.ts';
import { until } from '../until.ts';

type SaleOrReturn = { kind: 'sale-committed'; payload: SaleCommitted } | { kind: 'return-committed'; payload: ReturnCommitted };

export interface ChainOptions {
  tillId?: string;
  /** Milliseconds that this till's clock is off */
  clockOffMs?: number;
  timing?: Partial<SyncTiming>;
}

/** One till with its own wire to a centre that others may use too. */
export interface Chain {
  proxy: FaultProxy;
  store: JournalStore;
  cache: CacheStore;
  readonly engine: SyncEngine;
  contacts: Contact[];
  problems: string[];
  /** What the centre said of its time */
  centralTimes: number[];
  sell(payload: SaleCommitted): void;
  append(body: SaleOrReturn): void;
  pointsOf(accountId: string): number | undefined;
  /** Until all is sent, and the cache contains what the centre made of it */
  drained(): Promise<void>;
  /** Ends the engine and begins another one with the same files, by default at the same address */
  restart(centralUrl?: string): Promise<void>;
  close(): Promise<void>;
}

export async function openChain(central: TestCentral, options: ChainOptions = {}): Promise<Chain> {
  const { tillId = 'till-1', clockOffMs = 0 } = options;
  const atMs = testTime.instantMs + clockOffMs;
  const now = { atMs, wallMs: atMs, clock: 'synced' as const };
  const folder = mkdtempSync(join(tmpdir(), 'till-chain-'));
  const proxy = await startFaultProxy({ host: '127.0.0.1', port: central.port });
  const keys = makeTillKeys();
  const identity = await enrol({ centralUrl: proxy.url, code: await central.enrolmentCode(tillId), publicKeyDerBase64: keys.publicKey });
  const store = openJournal({
    path: join(folder, 'journal.db'), identity: { tillId: identity.tillId, storeId: identity.storeId, agentVersion: '0.1.0' }, newId: randomUUID, now: () => now,
  });
  let generation: number | undefined;
  const cache = openCache({ folder, pointer: { get: () => generation, set: (next) => { generation = next; } } });
  const offered: BundleEnvelope[] = [];
  const contacts: Contact[] = [];
  const problems: string[] = [];
  const centralTimes: number[] = [];
  const begin = (centralUrl: string): SyncEngine => {
    const engine = createSyncEngine({
      centralUrl, token: identity.token, tillId: identity.tillId, rootPublicKey: identity.rootPublicKey,
      sign: (text) => keys.sign(text),
      outbox: store.outbox,
      cacheWriter: cache.writer,
      buildSnapshot: buildInProcess,
      bundles: { activeHash: () => offered.at(-1)?.hash, offer: (envelope) => void offered.push(envelope) },
      blockList: { activeHash: () => undefined, offer: () => undefined },
      onCentralTime: (centralTimeMs) => void centralTimes.push(centralTimeMs),
      now: () => now.atMs,
      random: () => 0.5,
      log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: (fields, message) => void problems.push(`${message} ${JSON.stringify(fields)}`) },
      timing: { ...testTiming, feedWaitMs: 200, ...options.timing },
    });
    engine.contact$.subscribe((contact) => contacts.push(contact));
    engine.start();
    return engine;
  };
  let engine = begin(proxy.url);
  await until(() => cache.cache.view() !== undefined, 'the first snapshot');
  const append = (body: SaleOrReturn): void => {
    const written = { opId: randomUUID(), schema: 1 as const };
    // Whoever made it for another till: this one commits it.
    if (body.kind === 'sale-committed') store.journal.append([{ ...written, kind: body.kind, payload: { ...body.payload, tillId } }], now, {});
    else store.journal.append([{ ...written, kind: body.kind, payload: { ...body.payload, tillId } }], now, {});
  };
  return {
    proxy, store, cache, contacts, problems, centralTimes, append,
    get engine() {
      return engine;
    },
    sell: (payload) => append({ kind: 'sale-committed', payload }),
    pointsOf: (accountId) => cache.cache.findById(accountId)?.account.availablePoints,
    drained: () => until(() => {
      const head = store.journal.head();
      return store.outbox.position().seq === head.seq && cache.cache.view()?.through.seq === head.seq;
    }, 'the end of the queue'),
    async restart(centralUrl = proxy.url) {
      await engine.stop();
      engine = begin(centralUrl);
    },
    async close() {
      await engine.stop();
      cache.close();
      store.close();
      await proxy.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

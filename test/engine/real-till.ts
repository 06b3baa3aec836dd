/** A till's engine between its real journal and cache and a real centre, with the fault proxy on the wire. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SaleCommitted } from '../../agent/domain/operations/operation.ts';
import type { BundleEnvelope } from '../../agent/ports/bundles.ts';
import { createSealingKeyStore, type SealingKeyStore } from '../../agent/host/home/sealing-key.ts';
import { buildInProcess } from '../../agent/host/cache/build-in-process.ts';
import { openCache, type CacheStore } from '../../agent/storage/cache/open-cache.ts';
import { openJournal, type JournalStore } from '../../agent/storage/journal/open-journal.ts';
import { enrol } from '../../sync/engine/enrol.ts';
import { createSyncEngine, type SyncEngine } from '../../sync/engine/sync-engine.ts';
import type { TestCentral } from '../central/kit.ts';
import { testTime } from '../central/kit/test-shop.ts';
import { makeTillKeys } from '../central/kit/test-till.ts';
import { startFaultProxy, type FaultProxy } from '../kit/fault-proxy.ts';
import { testTiming } from './engine-shop.ts';
import { until } from './until.ts';

export const now = { atMs: testTime.instantMs, wallMs: testTime.instantMs, clock: 'synced' as const };

export interface RealTill {
  proxy: FaultProxy;
  store: JournalStore;
  cache: CacheStore;
  engine: SyncEngine;
  sealingKeys: SealingKeyStore;
  /** `journal.db` */
  path: string;
  /** Bundles that it was offered; it takes them all */
  offered: BundleEnvelope[];
  /** What its log got at level error */
  problems: string[];
  sell: (sale: SaleCommitted) => void;
  /** Available points as its cache has them */
  pointsOf: (accountId: string) => number | undefined;
  /** All is sent, and the cache contains what the centre made of it. */
  drained: () => Promise<void>;
  close: () => Promise<void>;
}

/** Enrols a till and waits for its first snapshot. */
export async function startRealTill(central: TestCentral, tillId = 'till-1'): Promise<RealTill> {
  const folder = mkdtempSync(join(tmpdir(), 'till-engine-'));
  const proxy = await startFaultProxy({ host: '127.0.0.1', port: central.port });
  const keys = makeTillKeys();
  const identity = await enrol({ centralUrl: proxy.url, code: await central.enrolmentCode(tillId), publicKeyDerBase64: keys.publicKey });
  const path = join(folder, 'journal.db');
  const store = openJournal({
    path, identity: { tillId: identity.tillId, storeId: identity.storeId, agentVersion: '0.1.0' }, newId: randomUUID, now: () => now,
  });
  let generation: number | undefined;
  const cache = openCache({ folder, pointer: { get: () => generation, set: (next) => { generation = next; } } });
  const offered: BundleEnvelope[] = [];
  const problems: string[] = [];
  const sealingKeys = createSealingKeyStore(store.meta, () => identity.rootPublicKey);
  const engine = createSyncEngine({
    centralUrl: proxy.url,
    token: identity.token,
    tillId: identity.tillId,
    rootPublicKey: identity.rootPublicKey,
    sign: (text) => keys.sign(text),
    outbox: store.outbox,
    cacheWriter: cache.writer,
    buildSnapshot: buildInProcess,
    bundles: { activeHash: () => offered.at(-1)?.hash, offer: (envelope) => void offered.push(envelope) },
    sealingKeys: { keyId: () => sealingKeys.keyId(), offer: (key) => void sealingKeys.offer(key) },
    blockList: { activeHash: () => undefined, offer: () => undefined },
    onCentralTime: () => undefined,
    now: () => now.atMs,
    random: () => 0.5,
    log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: (fields, message) => void problems.push(`${message} ${JSON.stringify(fields)}`) },
    timing: testTiming,
  });
  engine.start();
  await until(() => cache.cache.view() !== undefined, 'the first snapshot');
  return {
    proxy, store, cache, engine, sealingKeys, path, offered, problems,
    sell: (payload) => void store.journal.append([{ opId: randomUUID(), kind: 'sale-committed', schema: 1, payload }], now, {}),
    pointsOf: (accountId) => cache.cache.findById(accountId)?.account.availablePoints,
    drained: () => until(() => {
      const head = store.journal.head();
      return store.outbox.position().seq === head.seq && cache.cache.view()?.through.seq === head.seq;
    }, 'the end of the queue'),
    close: async () => {
      await engine.stop();
      cache.close();
      store.close();
      await proxy.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

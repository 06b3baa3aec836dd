import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildInProcess } from '../../../agent/host/cache/build-in-process.ts';
import type { SaleCommitted } from '../../../agent/domain/operations/operation.ts';
import type { TrustedNow } from '../../../agent/ports/clock.ts';
import { openCache } from '../../../agent/storage/cache/open-cache.ts';
import { openJournal } from '../../../agent/storage/journal/open-journal.ts';
import { enrol } from '../../../sync/engine/enrol.ts';
import { createSyncEngine, type SyncEngine } from '../../../sync/engine/sync-engine.ts';
import { makeTillKeys } from '../../central/kit/test-till.ts';
import { pointerIn } from '../../storage/kit/journal-pointer.ts';

/** A till without an agent around it: the real journal, cache and engine, with sales that wait for the centre. */
export interface QueuedTill {
  /** Journals sales, many in one commit. */
  queue(sales: readonly SaleCommitted[]): void;
  /** Lets it speak with the centre. */
  connect(): void;
  /** The line is down. */
  disconnect(): Promise<void>;
  /** The centre has everything. */
  isDrained(): boolean;
  /** Verdicts that are not `applied` */
  unsettled(): number;
  close(): Promise<void>;
}

/** Enrols it, and waits for its first snapshot. */
export async function openQueuedTill(options: { name: string; folder: string; centralUrl: string; enrolmentCode: string }): Promise<QueuedTill> {
  const { name, folder, centralUrl, enrolmentCode } = options;
  const home = join(folder, name);
  mkdirSync(home);
  const keys = makeTillKeys();
  const identity = await enrol({ centralUrl, code: enrolmentCode, publicKeyDerBase64: keys.publicKey });
  const now = (): TrustedNow => ({ atMs: Date.now(), wallMs: Date.now(), clock: 'synced' });
  const store = openJournal({ path: join(home, 'journal.db'), identity: { tillId: name, storeId: identity.storeId, agentVersion: '0.1.0' }, newId: randomUUID, now });
  const cache = openCache({ folder: home, pointer: pointerIn(store.meta) });
  let bundleHash: string | undefined;
  const quiet = (): void => undefined;
  const makeEngine = (): SyncEngine => createSyncEngine({
    centralUrl, token: identity.token, tillId: identity.tillId, rootPublicKey: identity.rootPublicKey, sign: (text) => keys.sign(text), outbox: store.outbox, cacheWriter: cache.writer,
    bundles: { activeHash: () => bundleHash, offer: (envelope) => { bundleHash = envelope.hash; } },
    buildSnapshot: buildInProcess, blockList: { activeHash: () => undefined, offer: quiet },
    onCentralTime: quiet, now: Date.now, random: Math.random,
    log: { debug: quiet, info: quiet, warn: quiet, error: (fields, message) => process.stderr.write(`${name}: ${message} ${JSON.stringify(fields)}\n`) },
  });
  let engine = makeEngine();
  engine.start();
  const isDrained = (): boolean => store.outbox.position().seq === store.journal.head().seq;
  while (cache.cache.view() === undefined || !isDrained()) await sleep(20);
  const disconnect = async (): Promise<void> => {
    await engine.stop();
    engine = makeEngine();
  };
  await disconnect();
  return {
    queue: (sales) => void store.journal.append(sales.map((payload) => ({ opId: randomUUID(), kind: 'sale-committed', schema: 1, payload })), now(), {}),
    connect: () => engine.start(),
    disconnect,
    isDrained,
    unsettled: () => store.outbox.unsettled(1_000).length,
    close: async () => {
      await engine.stop();
      cache.close();
      store.close();
    },
  };
}

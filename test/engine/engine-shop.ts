import type { BlockListEnvelope } from '../../agent/ports/blocked-cards.ts';
import type { BundleEnvelope } from '../../agent/ports/bundles.ts';
import { createSyncEngine, type Contact, type SyncEngine } from '../../sync/engine/sync-engine.ts';
import type { SyncTiming } from '../../sync/engine/sync-timing.ts';
import { startFaultProxy, type FaultProxy } from '../kit/fault-proxy.ts';
import { createFakeCache, type FakeCache } from './fake-cache.ts';
import { fakeSignature, fakeTimeMs, fakeToken, startFakeCentral, type FakeCentral } from './fake-central.ts';
import { createFakeJournal, type FakeJournal } from './fake-journal.ts';

/** Short pauses, so that an outage costs a test nothing; long waits, so that a slow machine changes no outcome. */
export const testTiming: Partial<SyncTiming> = { backoffMinMs: 2, backoffMaxMs: 20, feedPauseMs: 5 };

/** An engine, its journal and cache, the fault proxy and the centre behind it. */
export interface EngineShop {
  central: FakeCentral;
  proxy: FaultProxy;
  journal: FakeJournal;
  cache: FakeCache;
  engine: SyncEngine;
  offered: BundleEnvelope[];
  lists: BlockListEnvelope[];
  contacts: Contact[];
  /** Lists of account ids as they were emitted */
  changes: (readonly string[])[];
  centralTimes: number[];
  /** What the log got at level error */
  errors: string[];
  /** True where the till takes bundles */
  takesBundles: boolean;
  close(): Promise<void>;
}

export async function openEngineShop(options: { timing?: Partial<SyncTiming>; token?: string; centralUrl?: string; pin?: string; frontedBy?: (target: { host: string; port: number }) => Promise<string> } = {}): Promise<EngineShop> {
  const central = await startFakeCentral();
  const proxy = await startFaultProxy({ host: '127.0.0.1', port: central.port });
  // What stands before the centre, such as TLS, is reached through the proxy's outage too.
  const frontUrl = await options.frontedBy?.({ host: '127.0.0.1', port: proxy.port });
  const journal = createFakeJournal('journal-1');
  const cache = createFakeCache();
  const errors: string[] = [];
  let activeHash: string | undefined;
  const shop: EngineShop = {
    central, proxy, journal, cache,
    engine: createSyncEngine({
      centralUrl: options.centralUrl ?? frontUrl ?? proxy.url,
      token: options.token ?? fakeToken,
      tillId: 'till-1',
      rootPublicKey: '',
      ...(options.pin === undefined ? {} : { pin: options.pin }),
      sign: fakeSignature,
      outbox: journal,
      cacheWriter: cache,
      buildSnapshot: cache.buildSnapshot,
      bundles: {
        activeHash: () => activeHash,
        offer(envelope) {
          shop.offered.push(envelope);
          if (shop.takesBundles) activeHash = envelope.hash;
        },
      },
      blockList: {
        activeHash: () => shop.lists.at(-1)?.hash,
        offer: (envelope) => void shop.lists.push(envelope),
      },
      onCentralTime: (centralTimeMs) => void shop.centralTimes.push(centralTimeMs),
      now: () => fakeTimeMs,
      random: () => 0.5,
      log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: (fields, message) => void errors.push(`${message} ${JSON.stringify(fields)}`) },
      timing: { ...testTiming, ...options.timing },
    }),
    offered: [],
    lists: [],
    contacts: [],
    changes: [],
    centralTimes: [],
    errors,
    takesBundles: true,
    async close() {
      await shop.engine.stop();
      await proxy.close();
      await central.close();
      cache.close();
    },
  };
  shop.engine.contact$.subscribe((contact) => shop.contacts.push(contact));
  shop.engine.accountsChanged$.subscribe((ids) => shop.changes.push(ids));
  return shop;
}

/** How the shop has ended when everything went well: the centre has the whole journal, once and in order. */
export function hasDrained(shop: EngineShop): boolean {
  const atCentre = shop.central.operations(shop.journal.journalId);
  const here = shop.journal.operations();
  return atCentre.length === here.length && shop.journal.position().seq === here.length && here.every((operation, index) => operation.hash === atCentre[index]?.hash);
}

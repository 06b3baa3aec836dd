/**
 * The composition root: the one place that knows every part.
 *
 *   home ─► identity ─► journal ─► cache, clock, bundles ─► sync engine ─► till (use cases) ─► API
 *
 * The API listens before the centre is asked for anything: a till that has been in contact once starts without the centre.
 */
import { uptime } from 'node:os';
import { merge, Subject } from 'rxjs';
import { openCache } from '../storage/cache/open-cache.ts';
import { createDaySales } from '../usecases/day-sales.ts';
import { createOwnCounts } from '../usecases/own-counts.ts';
import { releaseAskedHolds } from '../usecases/asked-holds.ts';
import { offlineRedemptionNow } from '../usecases/offline-redemption.ts';
import { isLoyaltyNumber } from '../usecases/scan.ts';
import { createLookUps } from '../usecases/limits/look-ups.ts';
import { lookUpDigest } from './look-up-digest.ts';
import { returnAllowances } from '../usecases/return-allowances.ts';
import { createSyncEngine } from '../../sync/engine/sync-engine.ts';
import { createIdempotency } from './api/idempotency.ts';
import { createPageAccess } from './api/page-access.ts';
import { startApi } from './api/start-api.ts';
import { buildInProcess } from './cache/build-in-process.ts';
import { createBlockListService } from './bundle/block-list-service.ts';
import { createBundleService } from './bundle/bundle-service.ts';
import { createKnownForm } from './bundle/known-form.ts';
import { readBootId } from './clock/boot-id.ts';
import { createTrustedClock } from './clock/trusted-clock.ts';
import { startAllowanceKeeper } from './allowance-keeper.ts';
import { createClosers } from './closers.ts';
import { startDevices } from './devices/device-service.ts';
import { takeScan } from './devices/scan-taker.ts';
import { createDiagnostics } from './diagnostics/diagnostics.ts';
import { createDrillService } from './drill-service.ts';
import { startOutageKeeper } from './outage-keeper.ts';
import { createEventBus } from './events/event-bus.ts';
import { startStatusFeed } from './events/status-feed.ts';
import { finishFirst } from './finish-first.ts';
import { readApiToken } from './home/api-token.ts';
import { createQuarantineMark } from './home/quarantine-mark.ts';
import { enrolledIdentity } from './home/enrolled-identity.ts';
import { openHome } from './home/open-home.ts';
import { createPhoneKeyStore } from './home/phone-keys.ts';
import { openTillJournal } from './home/open-till-journal.ts';
import { createSealingKeyStore } from './home/sealing-key.ts';
import { suspectingJournal } from './home/suspected-journal.ts';
import { createTrustService } from './home/trust-service.ts';
import { createRootTrust } from './home/root-trust.ts';
import { readTillKey } from './home/till-key.ts';
import { tellingCards } from './card-news.ts';
import { startCardRaces } from './card-races.ts';
import { startNumberPoolKeeper } from './number-pool-keeper.ts';
import { createOperatorDesk } from './operators/operator-desk.ts';
import { createStaffService } from './operators/staff-service.ts';
import { startJournalKeeper } from './journal-keeper.ts';
import { createLogBook, type LogBook } from './log/log-book.ts';
import { createLogLevels } from './log/log-level.ts';
import { createMetrics } from './metrics/metrics.ts';
import { isSigned } from './bundle/check-envelope.ts';
import { StartError } from './start-error.ts';
import { statusView } from './status/status-view.ts';
import { createUuids } from './uuid-v7.ts';
import { agentVersion } from './version.ts';
import type { Logger } from 'pino';
import type { SyncTiming } from '../../sync/engine/sync-timing.ts';
import type { Meta } from '../ports/meta.ts';
import type { Till, WaitBudgets } from '../usecases/till.ts';
import type { Closers } from './closers.ts';
import type { Home } from './home/open-home.ts';

export interface AgentOptions {
  /** Folder of this till alone; it is made if it is not there */
  readonly home: string;
  /** A loopback name or address: the API is for this machine */
  readonly host: string;
  /** 0 takes a free one */
  readonly port: number;
  /** Both are needed for the first start only; another `centralUrl` later means that the centre has moved */
  readonly centralUrl?: string;
  readonly enrolmentCode?: string;
  /** The TLS key of the centre that alone is trusted; remembered */
  readonly centralPin?: string;
  /** `open`: any browser on this machine gets the page (demo) · `link`: only through `pageLink()` */
  readonly pageAccess: 'open' | 'link';
  /** The built page; without it the API alone is served */
  readonly pageFolder?: string;
  readonly log: Logger;
  /** Gets each line of the log too, for technicians; empty where it is left out */
  readonly logBook?: LogBook;
  /** What `till doctor` says of this home, as JSON */
  readonly doctor?: () => Promise<unknown>;
  /** Other waits for the sync engine than its own */
  readonly syncTiming?: Partial<SyncTiming>;
  /** Other waits of a cashier for the centre than the usual ones */
  readonly budgets?: Partial<WaitBudgets>;
  /** Another wall clock and another time since boot than the machine's, in milliseconds */
  readonly machineTime?: { wallMs(): number; uptimeMs(): number };
}

export interface RunningAgent {
  readonly url: string;
  readonly port: number;
  /** Bearer token of the local API; for the command line and the desktop shell, never for print or log */
  readonly token: string;
  /** A one-time link that lets a browser in */
  pageLink(): string;
  close(): Promise<void>;
}

const loopbackNames: ReadonlySet<string> = new Set(['127.0.0.1', '::1', 'localhost']);
const usualBudgets: WaitBudgets = { holdMs: 300, returnableMs: 500, lookUpMs: 800, codeMs: 5_000 };
const cacheGenerationKey = 'cache.generation';

/** Throws `StartError` where the till cannot start; whatever was opened until then is closed again. */
export async function startAgent(options: AgentOptions): Promise<RunningAgent> {
  if (!loopbackNames.has(options.host)) throw new StartError('host-not-loopback', `${options.host} is not this machine: the agent listens on 127.0.0.1, ::1 or localhost only`);
  const closers = createClosers();
  try {
    const home = openHome(options.home);
    closers.add(() => {
      home.lock.release();
    });
    const started = await startIn(home, options, closers);
    return { ...started, close: () => closers.closeAll() };
  } catch (error) {
    // Why it did not start is what the caller must hear of.
    await closers.closeAll().catch((err: unknown) => {
      options.log.error({ err }, 'the agent did not start, and what it had opened did not close well');
    });
    throw error;
  }
}

async function startIn(home: Home, options: AgentOptions, closers: Closers): Promise<Omit<RunningAgent, 'close'>> {
  const { log } = options;
  const key = readTillKey(home);
  const identity = await enrolledIdentity({
    identityFile: home.identityFile,
    publicKeyDerBase64: key.publicKeyDerBase64,
    ...(options.centralUrl === undefined ? {} : { centralUrl: options.centralUrl }),
    ...(options.centralPin === undefined ? {} : { centralPin: options.centralPin }),
    ...(options.enrolmentCode === undefined ? {} : { enrolmentCode: options.enrolmentCode }),
  });
  const trust = createRootTrust(home.identityFile, identity);
  const token = readApiToken(home.tokenFile);
  const tillSoftwareToken = readApiToken(home.tillSoftwareTokenFile);
  const ids = createUuids(Date.now);

  const machineTime = options.machineTime ?? { wallMs: Date.now, uptimeMs: () => uptime() * 1_000 };
  const makeClock = (meta: Meta) => createTrustedClock({ meta, ...machineTime, bootId: readBootId() });
  const store = openTillJournal({
    path: home.journalFile,
    identity: { tillId: identity.tillId, storeId: identity.storeId, agentVersion },
    newId: () => ids.next(),
    now: (meta) => makeClock(meta).now(),
  }, Date.now, log);
  closers.add(() => {
    store.close();
  });
  const clock = makeClock(store.meta);

  const customers = openCache({ folder: home.folder, pointer: cachePointer(store.meta) });
  closers.add(() => {
    customers.close();
  });
  if (customers.openingFault !== undefined) log.error({ err: customers.openingFault }, 'the customer cache cannot be opened: no customer is known until there is a new snapshot');

  const changes = new Subject<void>();
  const bundles = createBundleService({
    store: store.bundles,
    rootPublicKey: () => trust.publicKey(),
    knownForm: createKnownForm(store.meta),
    nowMs: () => clock.now().atMs,
    onChange: () => {
      const refusal = bundles.refusal();
      if (refusal === undefined) log.info({ serial: bundles.active()?.bundle.serial }, 'a new programme is in service');
      else log.error({ code: refusal.code, serial: refusal.serial, detail: refusal.detail }, 'a bundle was refused, the last good one stays in service');
      changes.next();
    },
  });
  const sealingKeys = createSealingKeyStore(store.meta, () => trust.publicKey());
  const phoneKeys = createPhoneKeyStore(home.phoneKeyFile, () => trust.publicKey());
  const blockedCards = createBlockListService({
    meta: store.meta,
    rootPublicKey: () => trust.publicKey(),
    onTaken: (serial, cards) => {
      log.info({ serial, cards }, 'a new list of blocked cards is in service');
    },
    onRefused: (why) => {
      log.error({ why }, 'a list of blocked cards was refused, the last good one stays in service');
    },
  });
  const staff = createStaffService({
    file: home.staffFile,
    storeId: identity.storeId,
    rootPublicKey: () => trust.publicKey(),
    onTaken: (serial, members) => {
      log.info({ serial, members }, 'a new staff list is in service');
    },
    onRefused: (why) => {
      log.error({ why }, 'a staff list was refused, the last good one stays in service');
    },
  });
  const slips = createTrustService({
    meta: store.meta, rootPublicKey: () => trust.publicKey(), tillKey: key,
    onRefused: (why) => {
      log.error({ why }, 'what the centre says of the keys of slips was refused');
    },
  });
  const quarantine = createQuarantineMark(store.meta, store.outbox.journalId, log);
  let latencyMs: number | undefined;
  const engine = createSyncEngine({
    centralUrl: identity.centralUrl,
    token: identity.token,
    tillId: identity.tillId,
    rootPublicKey: trust.publicKey(),
    onRootKeyChanged: (publicKey) => {
      trust.adopt(publicKey);
    },
    keys: key.changes(identity.tillId),
    ...(identity.centralPin === undefined ? {} : { pin: identity.centralPin }),
    sign: (text) => key.sign(text),
    outbox: store.outbox,
    cacheWriter: tellingCards(customers, store, (value) => {
      bus.publish({ name: 'card', value });
    }),
    buildSnapshot: buildInProcess,
    bundles: {
      activeHash: () => bundles.active()?.hash,
      offer: (envelope) => {
        bundles.offer(envelope);
      },
    },
    sealingKeys: {
      keyId: () => sealingKeys.keyId(),
      offer: (offered) => {
        if (!sealingKeys.offer(offered)) log.warn({ keyId: offered.keyId }, 'the centre told a sealing key that its root key did not sign, or an old one');
      },
    },
    phoneKeys: {
      keyId: () => phoneKeys.keyId(),
      offer: (offered) => {
        if (!phoneKeys.offer(offered)) log.warn({ keyId: offered.keyId }, 'the centre told a key of telephone hashes that its root key did not sign, or an old one');
      },
    },
    blockList: blockedCards,
    staff,
    trust: slips,
    onCentralTime: (centralTimeMs, roundTripMs) => {
      latencyMs = Math.round(roundTripMs);
      clock.observeCentralTime(centralTimeMs, roundTripMs);
    },
    isQuarantined: quarantine.isMarked(),
    now: () => clock.now().atMs,
    uptimeMs: () => machineTime.uptimeMs(),
    random: Math.random,
    log,
    ...(options.syncTiming === undefined ? {} : { timing: options.syncTiming }),
  });
  closers.add(() => engine.stop());
  engine.contact$.subscribe(({ quarantined }) => {
    if (quarantined) quarantine.mark();
  });

  const tillOverStores: Till = {
    tillId: identity.tillId,
    storeId: identity.storeId,
    agentVersion,
    clock,
    ids,
    journal: suspectingJournal(store.journal, home.journalFile),
    meta: store.meta,
    sales: {
      ...store.sales,
      save: (sale) => {
        // The first basket of the morning: the centre is asked for before its customer wants to spend points.
        engine.noteActivity();
        store.sales.save(sale);
      },
    },
    returns: store.returns,
    cache: customers.cache,
    blockedCards,
    authority: engine.authority,
    directory: engine.directory,
    proofs: new Map(),
    sealer: sealingKeys,
    phones: phoneKeys,
    slips,
    ownCounts: createOwnCounts(store.journal),
    daySales: createDaySales(store.journal),
    limits: { events: store.accountEvents, staff, lookUps: createLookUps(store.lookUps, lookUpDigest(token), clock.now().atMs) },
    asking: new Set(),
    activeBundle: () => bundles.active(),
    bundleOf: (hash) => bundles.find(hash),
    isSignedByCentre: (text, signature) => isSigned({ text, signature }, trust.publicKey()),
    isSignedBy: (publicKey, text, signature) => isSigned({ text, signature }, publicKey),
    budgets: { ...usualBudgets, ...options.budgets },
  };
  const till = finishFirst(tillOverStores, {
    ofLastRun: () => {
      const inDoubt = store.markHeldSalesInDoubt(clock.now().atMs);
      if (inDoubt > 0) log.warn({ inDoubt }, 'sales held points when the till stopped: commit or cancel them');
    },
    ofAnyRun: () => {
      const released = releaseAskedHolds(tillOverStores);
      if (released > 0) log.warn({ released }, 'points were asked for, and the answer was lost when the till stopped or could not write: they are given back');
    },
  }, log);
  const devices = startDevices({ home: home.folder, log, isLoyaltyNumber: (number) => {
      const active = bundles.active();
      return active !== undefined && isLoyaltyNumber(active, number);
    } });
  closers.add(() => {
    devices.close();
  });
  const status = () =>
    statusView({ identity, bundles, outbox: store.outbox, cache: customers.cache, clock, durability: () => store.durability(), setAside: () => store.setAside(), contact: () => engine.contact(), offlineRedemption: () => offlineRedemptionNow(till), devices: () => devices.status(), latencyMs: () => latencyMs });

  const bus = createEventBus();
  const stopListening = store.outbox.onAppend(() => {
    changes.next();
  });
  const feed = startStatusFeed([changes, engine.contact$, engine.settled$, engine.accountsChanged$, devices.changes$], status, (value) => {
    bus.publish({ name: 'status', value });
  }, log);
  const customersFeed = engine.accountsChanged$.subscribe((accountIds) => {
    for (const accountId of accountIds) bus.publish({ name: 'customer', value: { accountId } });
  });
  const stopScanning = devices.onCode((code) => {
    const value = takeScan(till, code);
    if (value !== undefined) bus.publish({ name: 'scan', value });
  });
  closers.add(() => {
    stopScanning();
    stopListening();
    feed.unsubscribe();
    customersFeed.unsubscribe();
  });

  const page = createPageAccess(options.pageAccess, token, Date.now);
  const drills = createDrillService({ till, meta: store.meta, reader: store.reader, outages: store.outages, gate: engine, log, onChange: () => {
    changes.next();
  } });
  closers.add(() => {
    drills.close();
  });
  const desk = { till, reader: store.reader, outbox: store.outbox, outages: store.outages, centre: engine, drills };
  const operators = createOperatorDesk(till, staff, (err) => {
    log.error({ err }, 'who is signed in cannot be kept on the disk: it holds until the agent ends');
  });
  const levels = createLogLevels(log, () => clock.now().atMs);
  closers.add(() => {
    levels.close();
  });
  const diagnostics = createDiagnostics({
    home: home.folder, identity, book: options.logBook ?? createLogBook(), levels, reader: store.reader,
    activeBundle: () => bundles.active(), status, devices: () => devices.view(), doctor: options.doctor,
  });
  const services = { till, desk, diagnostics, operators, bus, metrics: createMetrics(), idempotency: createIdempotency(store.journal, clock), status, devices };
  const api = await startApi({ services, token, tillSoftwareToken, page, pageFolder: options.pageFolder, log }, options).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      throw new StartError('port-taken', `port ${options.port} on ${options.host} is taken by another program`, error);
    }
    throw error;
  });
  closers.add(() => api.close());
  drills.resume();
  closers.add(startOutageKeeper({
    outages: store.outages, outbox: store.outbox, contact$: engine.contact$, realReach$: engine.realReach$, settled$: engine.settled$,
    nowMs: () => clock.now().atMs, onRealOutageInDrill: () => {
      drills.noteRealOutage();
    }, log,
  }));
  engine.start();
  closers.add(startAllowanceKeeper({ returnDue: (most) => returnAllowances(till, most), changes: engine.accountsChanged$, log }));
  closers.add(startNumberPoolKeeper({ till, lease: async (asked) => await engine.leaseNumbers(asked), changes: merge(changes, engine.contact$), log }));
  closers.add(startCardRaces(engine.settled$, { outbox: store.outbox, journal: store.journal, bus }));
  closers.add(startJournalKeeper({ segments: store.segments, path: home.journalFile, nowMs: () => clock.now().atMs, log }));
  const url = `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${api.port}`;
  return { url, port: api.port, token, pageLink: () => `${url}/enter?code=${page.issueCode()}` };
}

/** Which cache file is in service is a fact of the journal: the file itself may be half written. */
function cachePointer(meta: Meta): { get(): number | undefined; set(generation: number): void } {
  return {
    get: () => {
      const stored = meta.get(cacheGenerationKey);
      return stored === undefined ? undefined : Number(stored);
    },
    set: (generation) => {
      meta.set(cacheGenerationKey, String(generation));
    },
  };
}

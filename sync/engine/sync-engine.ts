/**
 * Keeps the till and the centre together (DESIGN §7):
 *
 *   outbox ──► push loop ──┐                       ┌──► contact$, breaker
 *   cache  ◄── pull loop ◄─┼── link ── HTTP ── centre
 *   sales  ──► authority ──┘    └── probe while the breaker is open
 *
 * Nothing here throws because of the network, and after an outage everything goes on by itself.
 */
import { Subject, type Observable } from 'rxjs';
import { protocolVersion, type NumberPoolReply } from '../protocol/messages.ts';
import type { SignedRevocation } from '../protocol/revocation.ts';
import type { Authority } from '../../agent/ports/authority.ts';
import type { CacheWriter } from '../../agent/ports/customer-cache.ts';
import type { Outbox } from '../../agent/ports/outbox.ts';
import type { Directory } from '../../agent/ports/directory.ts';
import { createAuthority } from './authority.ts';
import { createCentralCalls } from './central-calls.ts';
import { isRevocationOf } from './check-revocation.ts';
import type { Contact } from './contact.ts';
import { createDrillGate, drillFault, type RealReach } from './drill-gate.ts';
import { createDirectory } from './directory.ts';
import { createHttpClient } from './http-client.ts';
import { keepRunning } from './keep-running.ts';
import { createLink } from './link.ts';
import { createPullLoop, type BlockListSink, type BundleSink, type PhoneKeySink, type SealingKeySink, type StaffSink, type TrustSink } from './pull-loop.ts';
import { createPushLoop } from './push-loop.ts';
import { createRootFollower } from './root-follower.ts';
import { createSnapshotDownload } from './snapshot-download.ts';
import type { ReconciliationAnswer, ReconciliationSpan } from '../protocol/reconciliation.ts';
import { SyncFault } from './sync-fault.ts';
import type { SyncLog } from './sync-log.ts';
import { defaultTiming, type SyncTiming } from './sync-timing.ts';
import { takeSnapshot, type BuildSnapshot } from './take-snapshot.ts';
import type { TillKeyStore } from './till-key-change.ts';

export type { Contact } from './contact.ts';
export type { RealReach } from './drill-gate.ts';

export interface SyncEngineOptions {
  /** http(s) URL of the centre, with or without a path before `/till/v1` */
  centralUrl: string;
  token: string;
  /** The centre's TLS key, where it is pinned: `pin-pattern.ts` */
  pin?: string;
  /** Of the same enrolment as the token; a revocation must be about this till, and signed by this root key (Ed25519, SPKI DER in base64) */
  tillId: string;
  rootPublicKey: string;
  /** The root key has handed over to this one, and has proved it: to be stored */
  onRootKeyChanged?: (publicKey: string) => void;
  /** The till's own keys, where they may change */
  keys?: TillKeyStore;
  /** Ed25519 by the till's key over the UTF-8 bytes, base64 */
  sign: (text: string) => string;
  outbox: Outbox;
  cacheWriter: CacheWriter;
  /** See `take-snapshot.ts`; it must not keep this thread busy */
  buildSnapshot: BuildSnapshot;
  bundles: BundleSink;
  /** Without it no sealing key is asked for */
  sealingKeys?: SealingKeySink;
  /** Without it no key of telephone hashes is asked for */
  phoneKeys?: PhoneKeySink;
  blockList: BlockListSink;
  /** Without it nobody is asked who may sign in */
  staff?: StaffSink;
  /** Without it nobody asks whose slips are believed */
  trust?: TrustSink;
  /** This journal was found to be forked in an earlier run */
  isQuarantined?: boolean;
  /** Every answer that carries the centre's time, before it is acted on */
  onCentralTime: (centralTimeMs: number, roundTripMs: number) => void;
  /** Trusted time, milliseconds since the epoch */
  now: () => number;
  /** Of the machine; runs on while it sleeps. The system's own where nothing is said */
  uptimeMs?: () => number;
  /** 0 ≤ x < 1, for the jitter */
  random: () => number;
  log: SyncLog;
  timing?: Partial<SyncTiming>;
}

export interface SyncEngine {
  readonly authority: Authority;
  /** Asks the centre for numbers for virtual cards. Undefined where it cannot be asked now. Never rejects. */
  leaseNumbers(asked: { poolId: string; count: number }): Promise<NumberPoolReply | undefined>;
  readonly directory: Directory;
  contact(): Contact;
  /** The contact now, and each change of it (a mere `lastContactMs` is none) */
  readonly contact$: Observable<Contact>;
  /** Ids of accounts whose cached rows changed; an empty list after a snapshot: any of them may have */
  readonly accountsChanged$: Observable<readonly string[]>;
  /** The outbox has stored a new position of the centre */
  readonly settled$: Observable<void>;
  /** From now on the centre is out of reach for this till, until the drill is ended; whether it really is, `realReach$` says. */
  beginDrill(): void;
  endDrill(): void;
  readonly realReach$: Observable<RealReach>;
  /** Compares a piece of the current file's journals at the centre; undefined where it cannot be asked now. Never takes longer than a call may. */
  reconcile(span: ReconciliationSpan): Promise<ReconciliationAnswer | undefined>;
  /** Somebody does something at this till: probes come soon for a while. An appended operation and a hold say so by themselves. */
  noteActivity(): void;
  /** @throws when started before */
  start(): void;
  /** Ends every call and wait; resolves when nothing of it runs any more. */
  stop(): Promise<void>;
}

/** @throws TypeError for a URL that is none, or http with a pin */
export function createSyncEngine(options: SyncEngineOptions): SyncEngine {
  const { outbox, cacheWriter, bundles, log, random, now } = options;
  const timing: SyncTiming = { ...defaultTiming, ...options.timing };
  const stopping = new AbortController();
  const { signal } = stopping;
  const accountsChanged$ = new Subject<readonly string[]>();
  const settled$ = new Subject<void>();

  const gate = createDrillGate(createHttpClient({ centralUrl: options.centralUrl, token: options.token, connectTimeoutMs: timing.connectTimeoutMs, ...(options.pin === undefined ? {} : { pin: options.pin }), ...(options.uptimeMs === undefined ? {} : { uptimeMs: options.uptimeMs }) }));
  const { http } = gate;
  const calls = createCentralCalls({ http, timing, onCentralTime: options.onCentralTime });
  const link = createLink({
    timing, random, now, log,
    isQuarantined: options.isQuarantined === true,
    onRefused(problem) {
      const { revocation } = problem;
      if (revocation === undefined) return;
      if (believe(revocation)) return;
      // It may be signed by a key that came after the one that this till knows.
      root.follow(undefined).then(() => void believe(revocation), (fault: unknown) => log.debug({ fault: String(fault) }, 'the rotations of the root key could not be asked for'));
    },
  });
  const believe = (revocation: SignedRevocation): boolean => {
    if (!isRevocationOf({ tillId: options.tillId, token: options.token, rootPublicKey: root.publicKey() }, revocation)) return false;
    const isNews = link.contact().revoked !== true;
    if (isNews) log.error({ revokedAtMs: revocation.revokedAtMs }, 'the centre has revoked this till: its customers are wiped');
    link.setRevoked();
    // The first time whatever the view: a snapshot may be on its way.
    if (!isNews && cacheWriter.view() === undefined) return true;
    download.forget();
    cacheWriter.wipe();
    accountsChanged$.next([]);
    return true;
  };
  const root = createRootFollower({
    publicKey: options.rootPublicKey, log,
    ask: async (keyId) => await calls.rootRotations(keyId, signal),
    onChanged: (publicKey) => options.onRootKeyChanged?.(publicKey),
  });
  /** Asked again in the next run: until then nothing is different */
  let isKeyRefused = false;
  const keys = options.keys === undefined ? undefined : {
    ...options.keys,
    finish: () => {
      options.keys?.finish();
      pull.askTrust();
    },
    giveUp: () => {
      isKeyRefused = true;
      options.keys?.giveUp();
    },
  };
  const push = createPushLoop({
    outbox, calls, link, log, signal, sign: options.sign, ...(keys === undefined ? {} : { keys }),
    onSettled: () => {
      settled$.next();
      pull.noteSettled();
    },
    onCentreRestored: () => pull.renew(),
    onEpoch: (epoch) => pull.noteEpoch(epoch),
  });
  const download = createSnapshotDownload({ calls, path: cacheWriter.downloadPath, idleMs: timing.snapshotIdleMs, now });
  const pull = createPullLoop({
    outbox, cacheWriter, bundles, blockList: options.blockList, calls, link, log, timing, now, signal,
    takeSnapshot: () => takeSnapshot({ download, buildSnapshot: options.buildSnapshot, cacheWriter, journalId: outbox.journalId, signal }),
    onAccountsChanged: (accountIds) => accountsChanged$.next(accountIds),
    followRoot: async (keyId) => await root.follow(keyId),
    onKeyChangeAsked: () => {
      if (keys === undefined || isKeyRefused || keys.begun() !== undefined) return;
      keys.begin();
      push.wake();
    },
    onCentreBehind: () => push.locate(),
    onRevised: () => settled$.next(),
    ...(options.sealingKeys === undefined ? {} : { sealingKeys: options.sealingKeys }),
    ...(options.phoneKeys === undefined ? {} : { phoneKeys: options.phoneKeys }),
    ...(options.staff === undefined ? {} : { staff: options.staff }),
    ...(options.trust === undefined ? {} : { trust: options.trust }),
  });
  let running: Promise<unknown> | undefined;
  let stopListening = (): void => undefined;

  return {
    authority: createAuthority({ calls, link, signal }),
    async leaseNumbers({ poolId, count }) {
      if (!link.isClosed() || link.contact().quarantined) return undefined;
      try {
        return await link.run('numbers', () => calls.numberPool({ protocol: protocolVersion, poolId, journalId: outbox.journalId, count }, signal));
      } catch (fault) {
        log.debug({ fault: String(fault) }, 'no numbers for virtual cards could be asked for');
        return undefined;
      }
    },
    directory: createDirectory({ calls, link, signal }),
    contact: () => link.contact(),
    contact$: link.contact$,
    accountsChanged$: accountsChanged$.asObservable(),
    settled$: settled$.asObservable(),
    beginDrill() {
      gate.shut();
      // The breaker opens at once, and what waits for an answer of the feed is ended.
      void link.run('probe', async () => await Promise.reject(drillFault())).catch(() => undefined);
    },
    endDrill() {
      gate.open();
      link.noteActivity();
      link.probeNow();
    },
    realReach$: gate.real$,
    async reconcile(span) {
      if (!link.isClosed()) return undefined;
      try {
        return await link.run('reconcile', async () => await calls.reconciliation(span, signal));
      } catch (fault) {
        if (fault instanceof SyncFault) return undefined;
        throw fault;
      }
    },
    noteActivity: () => link.noteActivity(),
    start() {
      if (running !== undefined || signal.aborted) throw new Error('the sync engine was started before');
      stopListening = outbox.onAppend(() => {
        link.noteActivity();
        push.wake();
      });
      link.onOpened(() => http.dropIdle());
      // An idle push loop must notice that it is talking to the centre anew.
      link.onClosed(() => push.wake());
      const loop = { link, timing, random, log, signal };
      running = Promise.all([
        keepRunning({ ...loop, name: 'push' }, () => push.turn()),
        keepRunning({ ...loop, name: 'pull' }, () => pull.turn()),
        link.keepProbing((ended) => calls.ping(ended), signal),
      ]);
    },
    async stop() {
      stopListening();
      stopping.abort();
      await running;
      http.close();
      link.complete();
      accountsChanged$.complete();
      settled$.complete();
    },
  };
}

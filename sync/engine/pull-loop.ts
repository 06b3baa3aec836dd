import { createHash } from 'node:crypto';
import type { BlockListEnvelope } from '../../agent/ports/blocked-cards.ts';
import type { StaffListEnvelope } from '../../agent/ports/staff-list.ts';
import type { BundleEnvelope } from '../../agent/ports/bundles.ts';
import type { CacheView, CacheWriter } from '../../agent/ports/customer-cache.ts';
import type { Outbox, Revision } from '../../agent/ports/outbox.ts';
import type { FeedAnswer, SettledVerdict, TrustAnswer } from '../protocol/messages.ts';
import type { SignedPhoneKey } from '../protocol/phone-key.ts';
import type { SignedSealingKey } from '../protocol/sealing-key.ts';
import type { CentralCalls } from './central-calls.ts';
import { createDrainWatch } from './drain-watch.ts';
import type { Turn } from './keep-running.ts';
import type { Link } from './link.ts';
import { rubbish } from './read-answer.ts';
import type { SyncLog } from './sync-log.ts';
import type { SyncTiming } from './sync-timing.ts';
import { createWaitingOperations, type UnsettledOperation } from './waiting-operations.ts';
import { createWakeup } from './wakeup.ts';

/** Where a new bundle goes: `offer` verifies it, and activates or refuses it; it throws only where the disk does. */
export interface BundleSink {
  activeHash(): string | undefined;
  offer(envelope: BundleEnvelope): void;
}

/** Where the centre's sealing key goes: `offer` verifies it, and keeps or refuses it; it throws only where the disk does. */
export interface SealingKeySink {
  keyId(): string | undefined;
  offer(key: SignedSealingKey): void;
}

/** Where the centre's key of telephone hashes goes: `offer` verifies it, and keeps or refuses it; it throws only where the disk does. */
export interface PhoneKeySink {
  keyId(): string | undefined;
  offer(key: SignedPhoneKey): void;
}

/** Where a new list of blocked cards goes: `offer` verifies it, and takes or refuses it; it throws only where the disk does. */
export interface BlockListSink {
  activeHash(): string | undefined;
  offer(envelope: BlockListEnvelope): void;
}

/** Where a new list of who may sign in goes: `offer` verifies it, and takes or refuses it; it throws only where the disk does. */
export interface StaffSink {
  activeHash(): string | undefined;
  offer(envelope: StaffListEnvelope): void;
}

/** Where the centre's word on the keys of slips goes: `offer` verifies it; it throws only where the disk does. */
export interface TrustSink {
  /** There is no certificate of the till's key */
  isWanting(): boolean;
  offer(answer: TrustAnswer): void;
}

export interface PullLoopOptions {
  outbox: Outbox;
  cacheWriter: CacheWriter;
  /** Puts a snapshot in service; see `take-snapshot.ts` */
  takeSnapshot: () => Promise<void>;
  bundles: BundleSink;
  sealingKeys?: SealingKeySink;
  phoneKeys?: PhoneKeySink;
  blockList: BlockListSink;
  /** Without it nobody is asked who may sign in */
  staff?: StaffSink;
  trust?: TrustSink;
  calls: CentralCalls;
  link: Link;
  log: SyncLog;
  timing: SyncTiming;
  now: () => number;
  signal: AbortSignal;
  onAccountsChanged: (accountIds: readonly string[]) => void;
  /** The centre's view contains less of this journal than it had acknowledged. */
  onCentreBehind: () => void;
  /** The centre signs with the root key of this id: `root-follower.ts` */
  followRoot: (keyId: string) => Promise<void>;
  /** The centre wants this till to change its own key. */
  onKeyChangeAsked: () => void;
  /** Operations that had waited or were parked do so no more, or for another reason. */
  onRevised: () => void;
}

const feedLimit = 500;

export interface PullLoop {
  turn(): Promise<Turn>;
  /** The till has another key: the centre is asked what it says of it. */
  askTrust(): void;
  /** The centre took some of what waits to be pushed. */
  noteSettled(): void;
  /** The centre went back to an earlier hour, so the cache may show what it no longer knows, whatever the cursor says. */
  renew(): void;
  /** An answer of the centre named its epoch: if it is another one than the cache's, nothing is waited for any more. */
  noteEpoch(epoch: string): void;
}

/** One turn = one exchange: bundle, else snapshot, else a page of the feed; before the latter two, now and then, a look at the block list and at the staff list. */
export function createPullLoop(options: PullLoopOptions): PullLoop {
  const { outbox, cacheWriter, bundles, blockList, calls, link, log, timing, now, signal } = options;
  const pause = createWakeup();
  const drain = createDrainWatch(outbox);
  const waiting = createWaitingOperations(outbox);
  let period = 0;
  /** What the centre says is in force; undefined until it was asked in this period */
  let hashInForce: string | undefined;
  /** Offered and not taken: it is not fetched again and again */
  let offeredHash: string | undefined;
  let listDueAtMs = 0;
  let staffDueAtMs = 0;
  let trustDueAtMs = 0;
  let mustTakeSnapshot = false;
  let isFirstPage = true;
  /** While the centre holds a request for the feed, which it may do long after everything has changed */
  let held: AbortController | undefined;
  /** Up to where verdicts that changed are known */
  let told: { epoch: string; position: number } | undefined;

  const checkBundle = async (): Promise<void> => {
    const active = bundles.activeHash();
    const answer = await link.run('pull', async () => withItsHash(await calls.bundle(active, signal), 'the bundle'));
    if (answer === undefined) {
      hashInForce = active;
      return;
    }
    hashInForce = answer.hash;
    if (answer.hash === active) return;
    await options.followRoot(answer.keyId);
    bundles.offer(answer);
    offeredHash = answer.hash;
  };
  const checkBlockList = async (): Promise<void> => {
    // Also where it fails: a centre that cannot give a list must not be kept from giving a feed.
    listDueAtMs = performance.now() + timing.blockListMs;
    const answer = await link.run('pull', async () => withItsHash(await calls.blockList(blockList.activeHash(), signal), 'the block list'));
    if (answer === undefined) return;
    await options.followRoot(answer.keyId);
    blockList.offer(answer);
  };
  /** A verdict on a card that was given and has changed since. */
  const overrule = ({ epoch, revised = [], revisedThrough }: FeedAnswer): boolean => {
    if (revisedThrough === undefined) return false;
    // Where there is nothing to tell the position is not worth a write: after a restart an older one is asked from.
    if (revised.length > 0) outbox.overrule(revised, { epoch, position: revisedThrough });
    told = { epoch, position: revisedThrough };
    if (revised.length > 0) options.onRevised();
    return revised.length > 0;
  };
  const checkStaff = async (staff: StaffSink): Promise<void> => {
    staffDueAtMs = performance.now() + timing.blockListMs;
    const answer = await link.run('pull', async () => withItsHash(await calls.staff(staff.activeHash(), signal), 'the staff list'));
    if (answer === undefined) return;
    await options.followRoot(answer.keyId);
    staff.offer(answer);
  };
  const checkTrust = async (trust: TrustSink): Promise<void> => {
    trustDueAtMs = performance.now() + timing.trustMs;
    const answer = await link.run('pull', async () => await calls.trust(signal));
    if (answer === undefined) return;
    await options.followRoot(answer.list.keyId);
    trust.offer(answer);
    // A key that changed meanwhile has no certificate yet.
    if (trust.isWanting()) trustDueAtMs = performance.now() + timing.blockListMs;
  };
  const readPage = async (view: CacheView): Promise<Turn> => {
    const waitMs = isFirstPage ? 0 : timing.feedWaitMs;
    const startedAt = performance.now();
    const acknowledgedSeq = outbox.position().seq;
    const { journalId } = outbox;
    const asked = waiting.next();
    const query = { journalId, epoch: view.epoch, cursor: view.cursor, limit: feedLimit, throughSeq: view.through.seq, waitMs, revisedAfter: told?.epoch === view.epoch ? told.position : outbox.overruledThrough(view.epoch), waiting: asked.filter(({ state }) => state === 'waiting').map(({ opId }) => opId), parked: asked.filter(({ state }) => state === 'parked').map(({ opId, reason }) => `${opId}~${reason}`), ...(options.sealingKeys === undefined ? {} : { sealingKey: options.sealingKeys.keyId() ?? 'none' }), ...(options.phoneKeys === undefined ? {} : { phoneKey: options.phoneKeys.keyId() ?? 'none' }) };
    const asking = new AbortController();
    held = asking;
    const page = await link.run('pull', async () => checkedPage(await calls.feed(query, AbortSignal.any([link.periodSignal(signal), asking.signal])), journalId))
      .finally(() => (held = undefined));
    if (page !== 'epoch-changed' && page.through.seq < acknowledgedSeq) options.onCentreBehind();
    // Rows that contain more own operations than `through` says would have them applied twice.
    if (page === 'epoch-changed' || page.epoch !== view.epoch || page.cursor < view.cursor || page.through.seq < view.through.seq) {
      log.warn({ epoch: view.epoch, cursor: view.cursor }, 'the centre was restored or replaced: a new snapshot is needed');
      mustTakeSnapshot = true;
      // A centre whose feed never fits its snapshots must not be asked for one after the other.
      return 'none';
    }
    // A page that is followed by more confirms nothing about now.
    cacheWriter.applyFeed({ epoch: page.epoch, cursor: page.cursor, through: page.through, accounts: page.accounts, ...(page.programme === undefined ? {} : { programme: page.programme }), asOfMs: page.more ? view.asOfMs : now() });
    const revisions = revisionsOf(asked, page.settled ?? []);
    if (revisions.length > 0) {
      outbox.revise(revisions);
      options.onRevised();
    }
    const isOverruled = overrule(page);
    hashInForce = page.bundleHash;
    if (page.rootKeyId !== undefined) await options.followRoot(page.rootKeyId);
    // after that: the root key in force has signed it
    if (page.sealingKey !== undefined) options.sealingKeys?.offer(page.sealingKey);
    if (page.phoneKey !== undefined) options.phoneKeys?.offer(page.phoneKey);
    if (page.changeTillKey === true) options.onKeyChangeAsked();
    isFirstPage = page.more;
    if (page.accounts.length > 0) options.onAccountsChanged(page.accounts.map((account) => account.accountId));
    const hasNews = page.accounts.length > 0 || page.more || page.through.seq !== view.through.seq || revisions.length > 0 || isOverruled;
    const isIdle = !hasNews && performance.now() - startedAt < Math.min(waitMs, timing.feedPauseMs);
    if (isIdle) await pause.wait(signal, timing.feedPauseMs);
    else if (drain.isDraining()) await drain.pause(signal, timing.feedPauseBehindMs);
    return 'progress';
  };
  return {
    async turn() {
      if (period !== link.period()) {
        period = link.period();
        drain.begin();
        hashInForce = undefined;
        listDueAtMs = 0;
        staffDueAtMs = 0;
        trustDueAtMs = 0;
        isFirstPage = true;
      }
      const isBundleKnown = hashInForce !== undefined && (hashInForce === bundles.activeHash() || hashInForce === offeredHash);
      if (!isBundleKnown) {
        await checkBundle();
        return 'prepared';
      }
      if (performance.now() >= listDueAtMs) await checkBlockList();
      if (options.staff !== undefined && performance.now() >= staffDueAtMs) await checkStaff(options.staff);
      if (options.trust !== undefined && performance.now() >= trustDueAtMs) await checkTrust(options.trust);
      const view = cacheWriter.view();
      if (view !== undefined && view.through.journalId === outbox.journalId && !mustTakeSnapshot) return await readPage(view);
      await link.run('pull', options.takeSnapshot);
      mustTakeSnapshot = false;
      isFirstPage = true;
      log.info({ accounts: cacheWriter.view()?.accounts }, 'a snapshot is in service');
      // Nobody can say which accounts differ from those before.
      options.onAccountsChanged([]);
      return 'prepared';
    },
    askTrust() {
      trustDueAtMs = 0;
    },
    noteSettled() {
      drain.noteSettled();
    },
    renew() {
      mustTakeSnapshot = true;
      held?.abort();
    },
    noteEpoch(epoch) {
      const view = cacheWriter.view();
      if (view === undefined || view.epoch === epoch) return;
      isFirstPage = true;
      held?.abort();
    },
  };
}

function withItsHash<T extends { text: string; hash: string }>(answer: T | undefined, what: string): T | undefined {
  if (answer === undefined || createHash('sha256').update(answer.text, 'utf8').digest('hex') === answer.hash) return answer;
  throw rubbish(200, `${what} does not have the hash that it states`);
}

function revisionsOf(asked: readonly UnsettledOperation[], settled: readonly SettledVerdict[]): Revision[] {
  return asked.flatMap(({ seq, opId }): Revision[] => {
    const found = settled.find((verdict) => verdict.opId === opId);
    if (found === undefined) return [];
    return [found.verdict === 'applied' ? { seq, state: 'applied' } : { seq, state: 'parked', reason: found.reason ?? 'parked' }];
  });
}

function checkedPage(page: FeedAnswer | 'epoch-changed', journalId: string): FeedAnswer | 'epoch-changed' {
  if (page === 'epoch-changed' || page.through.journalId === journalId) return page;
  throw rubbish(200, 'the page is for another journal');
}

import { buildSnapshot } from '../../../agent/host/cache/build-snapshot.ts';
import type { Authority } from '../../../agent/ports/authority.ts';
import type { CacheWriter } from '../../../agent/ports/customer-cache.ts';
import type { Outbox } from '../../../agent/ports/outbox.ts';
import { createAuthority } from '../../../sync/engine/authority.ts';
import { createCentralCalls } from '../../../sync/engine/central-calls.ts';
import type { HttpClient } from '../../../sync/engine/http-client.ts';
import { createLink } from '../../../sync/engine/link.ts';
import { createPullLoop, type PullLoop, type PullLoopOptions } from '../../../sync/engine/pull-loop.ts';
import { createPushLoop } from '../../../sync/engine/push-loop.ts';
import { createSnapshotDownload } from '../../../sync/engine/snapshot-download.ts';
import { SyncFault } from '../../../sync/engine/sync-fault.ts';
import { defaultTiming } from '../../../sync/engine/sync-timing.ts';
import { takeSnapshot } from '../../../sync/engine/take-snapshot.ts';

/** The parts of the real engine, one turn at a time: the caller says when a till pushes and when it pulls. */
export interface StepwiseEngine {
  readonly authority: Authority;
  push(): Promise<void>;
  pull(): Promise<void>;
}

export interface StepwiseOptions extends Pick<PullLoopOptions, 'bundles' | 'blockList' | 'log'> {
  http: HttpClient;
  outbox: Outbox;
  cacheWriter: CacheWriter;
  sign: (text: string) => string;
  onCentralTime: (centralTimeMs: number) => void;
  now: () => number;
  isQuarantined: boolean;
  onQuarantined: () => void;
}

/** No exchange of these histories needs more: what stands still before is done. */
const maxTurns = 24;
/** So many turns without a move are the end. A till that was restored asks for each of its journals before it pushes. */
const unmovedTurns = { push: 4, pull: 2 };
const timing = { ...defaultTiming, feedWaitMs: 0, feedPauseMs: 0, backoffMinMs: 1, backoffMaxMs: 1, probeBusyMs: 1, probeIdleMs: 1 };

export function createStepwiseEngine(options: StepwiseOptions): StepwiseEngine {
  const { outbox, cacheWriter, bundles, blockList, log, now } = options;
  const { signal } = new AbortController();
  const calls = createCentralCalls({ http: options.http, timing, onCentralTime: options.onCentralTime });
  const link = createLink({ timing, random: () => 0.5, now, log, isQuarantined: options.isQuarantined });
  link.contact$.subscribe(({ quarantined }) => {
    if (quarantined) options.onQuarantined();
  });
  const renewing: { pull?: PullLoop } = {};
  const push = createPushLoop({ outbox, calls, link, log, signal, sign: options.sign, onSettled: () => undefined, onCentreRestored: () => renewing.pull?.renew(), onEpoch: (epoch) => renewing.pull?.noteEpoch(epoch) });
  const download = createSnapshotDownload({ calls, path: cacheWriter.downloadPath, idleMs: timing.snapshotIdleMs, now });
  const pull = createPullLoop({
    outbox, cacheWriter, bundles, blockList, calls, link, log, timing, now, signal,
    takeSnapshot: () => takeSnapshot({ download, buildSnapshot, cacheWriter, journalId: outbox.journalId, signal }),
    onAccountsChanged: () => undefined, followRoot: () => Promise.resolve(), onKeyChangeAsked: () => undefined, onCentreBehind: () => push.locate(), onRevised: () => undefined,
  });
  renewing.pull = pull;

  const probe = async (): Promise<void> => {
    const ended = new AbortController();
    const probing = link.keepProbing(async (until) => {
      try {
        return await calls.ping(until);
      } catch (fault) {
        ended.abort();
        throw fault;
      }
    }, ended.signal);
    await link.whenClosed(ended.signal).catch(() => undefined);
    ended.abort();
    await probing;
  };
  /** Turns until nothing moves any more, or the wire fails. */
  const turnAll = async (turn: () => Promise<unknown>, standing: () => string, mostUnmoved: number): Promise<void> => {
    if (!link.isClosed()) await probe();
    let unmoved = 0;
    for (let turns = 0; turns < maxTurns && unmoved < mostUnmoved && link.isClosed(); turns += 1) {
      const before = standing();
      try {
        await turn();
      } catch (fault) {
        if (!(fault instanceof SyncFault)) throw fault;
        if (fault.kind === 'problem') throw fault;
      }
      unmoved = standing() === before ? unmoved + 1 : 0;
    }
  };
  return {
    authority: createAuthority({ calls, link, signal }),
    push: async () => await turnAll(async () => {
      // Rung first, so that a loop with nothing to push does not wait for more.
      push.wake();
      await push.turn();
    }, () => JSON.stringify([outbox.position(), link.contact().quarantined]), unmovedTurns.push),
    pull: async () => await turnAll(async () => await pull.turn(), () => JSON.stringify([cacheWriter.view(), bundles.activeHash()]), unmovedTurns.pull),
  };
}

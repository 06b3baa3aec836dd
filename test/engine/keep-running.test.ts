import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { CentralCalls } from '../../sync/engine/central-calls.ts';
import { keepRunning, type Turn } from '../../sync/engine/keep-running.ts';
import { createLink, type Link } from '../../sync/engine/link.ts';
import { createPullLoop } from '../../sync/engine/pull-loop.ts';
import { createPushLoop } from '../../sync/engine/push-loop.ts';
import { SyncFault, type SyncFaultKind } from '../../sync/engine/sync-fault.ts';
import { defaultTiming } from '../../sync/engine/sync-timing.ts';
import { createFakeCache, type FakeCache } from './fake-cache.ts';
import { createFakeJournal } from './fake-journal.ts';

const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const longest = (): number => 1;
const timing = defaultTiming;
/** The waits of the loop with the die at its highest: each twice the one before, up to the most */
const growing = [500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000];

let stop: AbortController;
let link: Link;
let running: Promise<unknown>[];
beforeEach(() => {
  vi.useFakeTimers();
  stop = new AbortController();
  link = createLink({ timing, random: longest, now: () => 0, log });
  running = [link.keepProbing(() => Promise.resolve(), stop.signal)];
});
afterEach(async () => {
  stop.abort();
  await Promise.all(running);
  vi.useRealTimers();
});

const no = (kind: SyncFaultKind, retryAfterMs?: number): SyncFault => new SyncFault(kind, 'no', { mayHaveArrived: true, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });
const keep = (turn: () => Promise<Turn>): void => {
  running.push(keepRunning({ name: 'push', link, timing, random: longest, log, signal: stop.signal }, turn));
};
/** Runs the loop for a minute of feigned time. @returns the pauses between the calls that `note` counted */
const pausesWhile = async (start: (note: () => void) => void): Promise<number[]> => {
  const at: number[] = [];
  start(() => at.push(Date.now()));
  await vi.advanceTimersByTimeAsync(60_000);
  return at.slice(1).map((ms, index) => ms - (at[index] ?? 0));
};
const someCalls = (calls: Partial<CentralCalls>): CentralCalls => calls as CentralCalls;

describe('a loop', () => {
  it('waits longer after each turn that fails, until one makes progress', async () => {
    const outcomes: (Turn | SyncFault)[] = [no('problem'), no('problem'), 'none', 'progress', no('problem'), 'none', 'done'];
    const pauses = await pausesWhile((note) => keep(() => {
      note();
      const outcome = outcomes.shift() ?? 'done';
      return outcome instanceof SyncFault ? Promise.reject(outcome) : Promise.resolve(outcome);
    }));
    expect(pauses).toEqual([500, 1_000, 2_000, 0, 500, 1_000]);
  });

  it('leaves a centre alone for as long as it asks, and only that once', async () => {
    const faults = [no('problem', 9_000), no('problem')];
    const pauses = await pausesWhile((note) => keep(() => {
      note();
      const fault = faults.shift();
      return fault === undefined ? Promise.resolve('done') : Promise.reject(fault);
    }));
    expect(pauses).toEqual([9_000, 1_000]);
  });

  it('goes on as soon as an outage of everything is over, however long it had waited before', async () => {
    stop.abort();
    await Promise.all(running);
    stop = new AbortController();
    let isAway = true;
    running = [link.keepProbing(() => (isAway ? Promise.reject(no('unreachable')) : Promise.resolve()), stop.signal)];
    let turns = 0;
    keep(() => {
      turns += 1;
      return isAway ? link.run('push', () => Promise.reject(no('unreachable', 30_000))) : Promise.resolve('done');
    });
    await vi.advanceTimersByTimeAsync(31_000);
    expect(turns).toBe(1);
    isAway = false;
    await vi.advanceTimersByTimeAsync(timing.probeBusyMs);
    expect(turns).toBe(2);
  });

  it('goes on at once when its call was ended by the breaker', async () => {
    const faults = [no('stopped')];
    const pauses = await pausesWhile((note) => keep(() => {
      note();
      const fault = faults.shift();
      return fault === undefined ? Promise.resolve('done') : Promise.reject(fault);
    }));
    expect(pauses).toEqual([0]);
  });
});

describe('a centre that fails one kind of call only is asked more and more slowly', () => {
  it.each(['problem', 'failing'] as const)('where a push is answered as %s, though it always tells its position', async (kind) => {
    const journal = createFakeJournal('j');
    journal.append(1);
    const pauses = await pausesWhile((note) => {
      const calls = someCalls({
        position: () => Promise.resolve({ epoch: 'e', seq: 0, hash: '0'.repeat(64) }),
        push: () => {
          note();
          return Promise.reject(no(kind));
        },
      });
      const push = createPushLoop({ outbox: journal, calls, link, log, signal: stop.signal, sign: () => 's', onSettled: () => undefined, onCentreRestored: () => undefined, onEpoch: () => undefined });
      keep(() => push.turn());
    });
    expect(pauses).toEqual(growing);
  });

  const pullWith = (cache: FakeCache, takeSnapshot: () => Promise<void>, calls: Partial<CentralCalls> = {}): void => {
    const pull = createPullLoop({
      outbox: createFakeJournal('j'), cacheWriter: cache, takeSnapshot, bundles: { activeHash: () => 'b', offer: () => undefined }, blockList: { activeHash: () => undefined, offer: () => undefined },
      calls: someCalls({ blockList: () => Promise.resolve(undefined), bundle: () => Promise.resolve(undefined), ...calls }),
      link, log, timing, now: () => 0, signal: stop.signal, onAccountsChanged: () => undefined, followRoot: () => Promise.resolve(), onKeyChangeAsked: () => undefined, onCentreBehind: () => undefined, onRevised: () => undefined,
    });
    keep(() => pull.turn());
  };

  it('where no snapshot comes, though the bundle always does', async () => {
    const pauses = await pausesWhile((note) => pullWith(fakeCache(), () => {
      note();
      return Promise.reject(no('failing'));
    }));
    expect(pauses).toEqual(growing);
  });

  it('where the feed fits none of its snapshots', async () => {
    const cache = fakeCache();
    let pages = 0;
    const takeSnapshot = (note: () => void) => (): Promise<void> => {
      note();
      cache.startWith({ epoch: 'e', cursor: 0, through: { journalId: 'j', seq: 0 }, asOfMs: 0 });
      return Promise.resolve();
    };
    const feed = (): Promise<'epoch-changed'> => {
      // Without any pause this would spin for ever.
      pages += 1;
      if (pages > 20) stop.abort();
      return Promise.resolve('epoch-changed');
    };
    const pauses = await pausesWhile((note) => pullWith(cache, takeSnapshot(note), { feed }));
    expect(pauses).toEqual(growing);
  });
});

function fakeCache(): FakeCache {
  const cache = createFakeCache();
  onTestFinished(() => cache.close());
  return cache;
}

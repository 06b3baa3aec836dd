import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CentralCalls, FeedQuery } from '../../sync/engine/central-calls.ts';
import { createLink, type Link } from '../../sync/engine/link.ts';
import { createPullLoop, type PullLoop } from '../../sync/engine/pull-loop.ts';
import { SyncFault } from '../../sync/engine/sync-fault.ts';
import { defaultTiming } from '../../sync/engine/sync-timing.ts';
import type { FeedAnswer } from '../../sync/protocol/messages.ts';
import { createFakeCache, testAccount, type FakeCache } from './fake-cache.ts';
import { createFakeJournal } from './fake-journal.ts';

const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const hash = 'b'.repeat(64);

let cache: FakeCache;
let link: Link;
let pull: PullLoop;
let nowMs: number;
let asked: string[];
let queries: FeedQuery[];
let feedSignal: AbortSignal | undefined;
/** What the next snapshot and the next feed say otherwise */
let snapshotJournal: string;
let pages: (Partial<FeedAnswer> | 'epoch-changed')[];
let onFeed: () => Promise<void>;

/** The till trusts a clock that shows one second more at each look. */
const now = (): number => {
  nowMs += 1_000;
  return nowMs;
};
const snapshotText = (): string => {
  const header = `${JSON.stringify({ type: 'header', protocol: 1, epoch: 'e', cursor: 5, through: { journalId: snapshotJournal, seq: 2 } })}\n`;
  return header + JSON.stringify({ type: 'end', accounts: 0, sha256: createHash('sha256').update(header).digest('hex') });
};
const calls = {
  bundle: () => {
    asked.push('bundle');
    return Promise.resolve(undefined);
  },
  snapshot: () => {
    asked.push('snapshot');
    return Promise.resolve(Readable.from([Buffer.from(snapshotText())]));
  },
  feed: async (query: FeedQuery, signal: AbortSignal): Promise<FeedAnswer | 'epoch-changed'> => {
    asked.push('feed');
    queries.push(query);
    feedSignal = signal;
    await onFeed();
    const next = pages.shift() ?? {};
    if (next === 'epoch-changed') return next;
    return { epoch: 'e', cursor: query.cursor, through: { journalId: 'j', seq: 2 }, accounts: [], more: false, bundleHash: hash, ...next };
  },
} as Partial<CentralCalls> as CentralCalls;

beforeEach(() => {
  cache = createFakeCache();
  nowMs = 0;
  asked = [];
  queries = [];
  snapshotJournal = 'j';
  pages = [];
  onFeed = () => Promise.resolve();
  link = createLink({ timing: { ...defaultTiming, backoffMinMs: 1, backoffMaxMs: 2 }, random: () => 0, now: () => 0, log });
  pull = createPullLoop({
    outbox: createFakeJournal('j'), cacheWriter: cache, bundles: { activeHash: () => hash, offer: () => undefined },
    calls, link, log, timing: defaultTiming, now, signal: new AbortController().signal, onAccountsChanged: () => undefined, followRoot: () => Promise.resolve(), onKeyChangeAsked: () => undefined, onCentreBehind: () => undefined, onRevised: () => undefined,
  });
});
afterEach(() => {
  vi.useRealTimers();
});
const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn += 1) await pull.turn();
};

describe('the pull loop', () => {
  it('shows a snapshot as old as the request for it', async () => {
    await turns(2);
    expect(cache.view()).toMatchObject({ cursor: 5, asOfMs: 1_000 });
  });

  it('throws a snapshot for another journal away', async () => {
    snapshotJournal = 'other';
    await pull.turn();
    await expect(pull.turn()).rejects.toThrow('the snapshot is for another journal');
    expect(cache.view()).toBeUndefined();
  });

  it('takes a snapshot where the cache was made for another journal', async () => {
    cache.beginSnapshot({ epoch: 'e', cursor: 9, through: { journalId: 'before', seq: 7 } }).finish(0);
    await turns(2);
    expect(asked).toEqual(['bundle', 'snapshot']);
  });

  it('lets the centre wait only once the last page is read, which alone confirms the present', async () => {
    pages = [{ cursor: 6, more: true, accounts: [testAccount('a')] }, { cursor: 7, accounts: [testAccount('b')] }, { cursor: 8, accounts: [testAccount('c')] }];
    await turns(3);
    expect(cache.view()).toMatchObject({ cursor: 6, asOfMs: 1_000 });
    await turns(2);
    expect(cache.view()).toMatchObject({ cursor: 8, asOfMs: 3_000 });
    expect(queries.map((query) => query.waitMs)).toEqual([0, 0, defaultTiming.feedWaitMs]);
  });

  it.each([
    { title: 'says that the epoch changed', page: 'epoch-changed' as const },
    { title: 'is of another epoch', page: { epoch: 'e2' } },
    { title: 'goes back', page: { cursor: 4 } },
    { title: 'contains less of the journal than the rows', page: { through: { journalId: 'j', seq: 1 } } },
  ])('takes a snapshot instead of a page that $title', async ({ page }) => {
    pages = [page];
    await turns(2);
    expect(await pull.turn()).toBe('none');
    await turns(1);
    expect(asked).toEqual(['bundle', 'snapshot', 'feed', 'snapshot']);
    expect(cache.view()).toMatchObject({ generation: 2, epoch: 'e', cursor: 5 });
  });

  it('takes a snapshot when it hears that the centre was restored, though every page fits', async () => {
    await turns(3);
    pull.renew();
    await turns(2);
    expect(asked).toEqual(['bundle', 'snapshot', 'feed', 'snapshot', 'feed']);
  });

  it('believes no page for another journal', async () => {
    pages = [{ cursor: 9, through: { journalId: 'other', seq: 2 } }];
    await turns(2);
    await expect(pull.turn()).rejects.toThrow('the page is for another journal');
    expect(cache.view()?.cursor).toBe(5);
  });

  it('pauses after a feed that should have waited and brought nothing', async () => {
    await turns(3);
    vi.useFakeTimers();
    const outcomes: string[] = [];
    const turn = (async () => {
      outcomes.push(await pull.turn());
    })();
    await vi.advanceTimersByTimeAsync(defaultTiming.feedPauseMs - 1);
    expect(outcomes).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    await turn;
    expect(outcomes).toEqual(['progress']);
  });

  it('lets go of a feed when the breaker opens, and asks for the bundle again when it is closed', async () => {
    await turns(2);
    onFeed = async () => {
      await link.run('push', () => Promise.reject(new SyncFault('failing', 'late', { mayHaveArrived: true }))).catch(() => undefined);
    };
    await turns(1);
    expect(feedSignal?.aborted).toBe(true);
    const stop = new AbortController();
    const probing = link.keepProbing(() => Promise.resolve(), stop.signal);
    await link.whenClosed(stop.signal);
    stop.abort();
    await probing;
    await turns(1);
    expect(asked).toEqual(['bundle', 'snapshot', 'feed', 'bundle']);
  });
});

import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BlockListEnvelope } from '../../agent/ports/blocked-cards.ts';
import type { CentralCalls, FeedQuery } from '../../sync/engine/central-calls.ts';
import { createLink, type Link } from '../../sync/engine/link.ts';
import { createPullLoop, type PullLoop } from '../../sync/engine/pull-loop.ts';
import { SyncFault } from '../../sync/engine/sync-fault.ts';
import { defaultTiming } from '../../sync/engine/sync-timing.ts';
import type { FeedAnswer } from '../../sync/protocol/messages.ts';
import { createFakeCache, testAccount, type FakeCache } from './fake-cache.ts';
import { createFakeJournal, type FakeJournal } from './fake-journal.ts';

const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const hash = 'b'.repeat(64);

let cache: FakeCache;
let link: Link;
let outbox: FakeJournal;
let pull: PullLoop;
let nowMs: number;
let asked: string[];
let queries: FeedQuery[];
let lists: BlockListEnvelope[];
let blockList: () => Promise<BlockListEnvelope | undefined>;
let feedSignal: AbortSignal | undefined;
/** What the next pages of the feed say otherwise */
let pages: (Partial<FeedAnswer> | 'epoch-changed')[];
let onFeed: () => Promise<void>;

/** The till trusts a clock that shows one second more at each look. */
const now = (): number => {
  nowMs += 1_000;
  return nowMs;
};
const takeSnapshot = (): Promise<void> => {
  asked.push('snapshot');
  cache.startWith({ epoch: 'e', cursor: 5, through: { journalId: 'j', seq: 2 }, asOfMs: now() });
  return Promise.resolve();
};
const calls = {
  blockList: () => blockList(),
  bundle: () => {
    asked.push('bundle');
    return Promise.resolve(undefined);
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
  pages = [];
  onFeed = () => Promise.resolve();
  lists = [];
  blockList = () => Promise.resolve(undefined);
  link = createLink({ timing: { ...defaultTiming, backoffMinMs: 1, backoffMaxMs: 2 }, random: () => 0, now: () => 0, log });
  outbox = createFakeJournal('j');
  pull = createPullLoop({
    outbox, cacheWriter: cache, takeSnapshot, bundles: { activeHash: () => hash, offer: () => undefined }, blockList: { activeHash: () => undefined, offer: (list) => void lists.push(list) },
    calls, link, log, timing: defaultTiming, now, signal: new AbortController().signal, onAccountsChanged: () => undefined, followRoot: () => Promise.resolve(), onKeyChangeAsked: () => undefined, onCentreBehind: () => undefined, onRevised: () => undefined,
  });
});
afterEach(() => {
  vi.useRealTimers();
  cache.close();
});
const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn += 1) await pull.turn();
};

describe('the pull loop', () => {
  it('takes a snapshot where the cache was made for another journal', async () => {
    cache.startWith({ epoch: 'e', cursor: 9, through: { journalId: 'before', seq: 7 }, asOfMs: 0 });
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

  it.each([
    { title: 'the centre was restored', hear: () => pull.renew(), next: 'snapshot', waits: [0, defaultTiming.feedWaitMs] },
    { title: 'the centre is in another epoch', hear: () => pull.noteEpoch('e2'), next: 'feed', waits: [0, defaultTiming.feedWaitMs, 0] },
  ])('waits for no page any more when it hears that $title', async ({ hear, next, waits }) => {
    await turns(3);
    onFeed = () => new Promise((_resolve, reject) => feedSignal?.addEventListener('abort', () => reject(new SyncFault('stopped', 'the call was ended', { mayHaveArrived: true }))));
    const turn = pull.turn();
    pull.noteEpoch('e');
    expect(feedSignal?.aborted).toBe(false);
    hear();
    await expect(turn).rejects.toMatchObject({ kind: 'stopped' });
    onFeed = () => Promise.resolve();
    await turns(1);
    expect(asked.at(-1)).toBe(next);
    expect(queries.map(({ waitMs }) => waitMs)).toEqual(waits);
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

  it('reads one page now and then while a long queue is pushed, and goes on at once when all of it is told', async () => {
    await turns(2);
    outbox.append(1_000);
    pages = [{ cursor: 6, accounts: [testAccount('a')], more: true }];
    vi.useFakeTimers();
    const outcomes: string[] = [];
    const turn = (async () => {
      outcomes.push(await pull.turn());
    })();
    await vi.advanceTimersByTimeAsync(defaultTiming.feedPauseBehindMs - 1);
    outbox.settle({ epoch: 'e', seq: outbox.head().seq - 1, hash }, []);
    pull.noteSettled();
    await vi.advanceTimersByTimeAsync(0);
    expect(outcomes).toEqual([]);
    outbox.settle({ epoch: 'e', seq: outbox.head().seq, hash }, []);
    pull.noteSettled();
    await vi.advanceTimersByTimeAsync(0);
    await turn;
    expect(outcomes).toEqual(['progress']);
    expect(queries.map(({ throughSeq }) => throughSeq)).toEqual([2]);
  });

  it('reads on without a pause where a long queue does not move', async () => {
    await turns(2);
    outbox.append(1_000);
    pages = [6, 7, 8].map((cursor) => ({ cursor, accounts: [testAccount('a')], more: true }));
    vi.useFakeTimers();
    const paused = turns(1);
    await vi.advanceTimersByTimeAsync(defaultTiming.feedPauseBehindMs);
    await paused;
    await turns(2);
    expect(queries).toHaveLength(3);
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

  it('offers a new block list when a period begins, and asks again only after a while', async () => {
    vi.useFakeTimers();
    const list = { text: '{}', hash: createHash('sha256').update('{}').digest('hex'), signature: 's', keyId: 'k' };
    blockList = () => Promise.resolve(list);
    pages = [{}, { cursor: 6, accounts: [testAccount('a')] }, { cursor: 7, accounts: [testAccount('b')] }];
    await turns(4);
    expect(lists).toEqual([list]);
    vi.advanceTimersByTime(defaultTiming.blockListMs);
    await turns(1);
    expect(lists).toEqual([list, list]);
  });

  it('believes no block list without its hash', async () => {
    blockList = () => Promise.resolve({ text: '{}', hash, signature: 's', keyId: 'k' });
    await turns(1);
    await expect(pull.turn()).rejects.toThrow('the block list does not have the hash that it states');
    expect(lists).toEqual([]);
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ChangeSignal } from '../../sync/central/change-signal.ts';
import { waitForFeed } from '../../sync/central/feed.ts';
import { FeedTurns } from '../../sync/central/feed-turns.ts';
import type { FeedAnswer } from '../../sync/protocol/messages.ts';
import { quietLog } from './kit/database-of.ts';

const neverAborted = new AbortController().signal;

describe('turns of tills that wait for news', () => {
  let turns: FeedTurns;
  let had: number[];
  beforeEach(() => {
    vi.useFakeTimers();
    turns = new FeedTurns();
    had = [];
  });
  afterEach(() => {
    turns.close();
    vi.useRealTimers();
  });

  function ask(count: number, timeoutMs = 25_000): void {
    const before = asked;
    asked += count;
    for (let till = before; till < before + count; till += 1) void turns.take(timeoutMs, neverAborted).then(() => had.push(till));
  }
  let asked = 0;
  beforeEach(() => {
    asked = 0;
  });

  it('come at once to the tills of a small chain', async () => {
    ask(100);
    await vi.advanceTimersByTimeAsync(0);
    expect(had).toHaveLength(100);
  });

  it('come to a crowd in the order of asking, and to all of it', async () => {
    ask(1_000);
    await vi.advanceTimersByTimeAsync(0);
    expect(had).toHaveLength(100);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(had).toHaveLength(600);
    await vi.advanceTimersByTimeAsync(800);
    expect(had).toEqual(Array.from({ length: 1_000 }, (_, till) => till));
  });

  it('are as many a second where those that had theirs ask again at once', async () => {
    let count = 0;
    const poll = async () => {
      while (count < 100_000) {
        await turns.take(25_000, neverAborted);
        count += 1;
      }
    };
    for (let till = 0; till < 300; till += 1) void poll();
    await vi.advanceTimersByTimeAsync(1_000);
    const first = count;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(count - first).toBe(5_000);
    count = 100_000;
  });

  it('are saved up for a crowd, but not without bound', async () => {
    ask(300);
    await vi.advanceTimersByTimeAsync(60_000);
    had = [];
    ask(300);
    await vi.advanceTimersByTimeAsync(0);
    expect(had).toHaveLength(100);
  });

  it('are not waited for longer than the till wants to wait, nor by one that is gone', async () => {
    ask(100);
    ask(400, 250);
    const gone = new AbortController();
    let isOver = false;
    void turns.take(25_000, gone.signal).then(() => (isOver = true));
    await vi.advanceTimersByTimeAsync(240);
    expect(had).toHaveLength(200);
    await vi.advanceTimersByTimeAsync(10);
    expect(had).toHaveLength(500);
    expect(isOver).toBe(false);
    gone.abort();
    await vi.advanceTimersByTimeAsync(0);
    expect(isOver).toBe(true);
    // a turn of one that is gone is nobody's
    had = [];
    ask(50);
    await vi.advanceTimersByTimeAsync(100);
    expect(had).toHaveLength(50);
  });

  it('are taken before the feed is read for a till that waits, and not by one that does not', async () => {
    const answer: FeedAnswer = { epoch: 'epoch', cursor: 1, through: { journalId: 'journal-1', seq: 0 }, accounts: [], more: true, settled: [], bundleHash: 'hash' };
    const signal = new ChangeSignal(() => Promise.resolve(''), quietLog);
    let reads = 0;
    const reader = { read: () => Promise.resolve({ ...answer, cursor: (reads += 1) }) };
    const look = (waitMs: number) => waitForFeed({ reader, turns, signal, abort: neverAborted, waitMs }, { epoch: 'epoch', journalId: 'journal-1', tillId: 'till-1', cursor: 0, limit: 1, protocol: 2 });
    ask(100);
    const waiting = look(20_000);
    await vi.advanceTimersByTimeAsync(0);
    expect(reads).toBe(0);
    expect(await look(0)).toMatchObject({ cursor: 1 });
    await vi.advanceTimersByTimeAsync(100);
    expect(await waiting).toMatchObject({ cursor: 2 });
    signal.close();
  });

  it('are over for all when the centre closes', async () => {
    ask(500);
    turns.close();
    ask(1);
    await vi.advanceTimersByTimeAsync(0);
    expect(had).toHaveLength(501);
  });
});

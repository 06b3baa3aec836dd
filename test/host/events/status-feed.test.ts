import { Subject } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { startStatusFeed } from '../../../agent/host/events/status-feed.ts';
import { testLog } from '../kit/test-log.ts';
import type { StatusView } from '../../../agent/contract/status.ts';

const base: StatusView = {
  version: '0',
  mode: 'online',
  modeReason: 'ok',
  till: { tillId: 'till-1', name: 'Касса 1', storeId: 'centre' },
  queue: { length: 0, waiting: 0, parked: 0 },
  journal: { journalId: 'j', headSeq: 1, acknowledgedSeq: 1, synchronous: 'full', journalMode: 'wal' },
  sync: { breaker: 'closed', lastContactMs: 1 },
  devices: [],
  clock: { quality: 'synced', atMs: 1, wallMs: 1 },
};

describe('status events', () => {
  let now: StatusView;
  let published: StatusView[];
  let fault: Error | undefined;
  let lines: readonly string[];
  const changes = new Subject<void>();
  const read = () => {
    if (fault !== undefined) throw fault;
    return now;
  };
  beforeEach(() => {
    vi.useFakeTimers();
    now = base;
    published = [];
    fault = undefined;
    const logged = testLog();
    lines = logged.lines;
    const feed = startStatusFeed([changes], read, (status) => published.push(status), logged.log);
    return () => feed.unsubscribe();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('are one for a burst of changes, with what came last', () => {
    for (let length = 1; length <= 50; length += 1) {
      now = { ...base, queue: { length, waiting: 0, parked: 0 } };
      changes.next();
    }
    expect(published).toEqual([]);
    vi.advanceTimersByTime(200);
    expect(published).toEqual([now]);
  });

  it('are not sent where only time went by', () => {
    now = { ...base, sync: { breaker: 'closed', lastContactMs: 99 }, clock: { quality: 'synced', atMs: 99, wallMs: 98 } };
    changes.next();
    vi.advanceTimersByTime(1_000);
    expect(published).toEqual([]);
  });

  it.each<[string, Partial<StatusView>]>([
    ['mode', { mode: 'offline', modeReason: 'centre-failing' }],
    ['bundle refused', { bundleRefused: { code: 'bundle-invalid', detail: '', atMs: 1 } }],
    ['cache', { cache: { generation: 1, accounts: 1, cursor: 1, asOfMs: 1 } }],
    ['breaker', { sync: { breaker: 'open', lastContactMs: 1 } }],
    ['clock', { clock: { quality: 'suspect', atMs: 1, wallMs: 1 } }],
  ])('are sent for a change of %s', (_what, change) => {
    now = { ...base, ...change };
    changes.next();
    vi.advanceTimersByTime(200);
    expect(published).toEqual([now]);
  });

  it('are sent once for each change: also for the way back, and for a cache that moved on', () => {
    const cached = (cursor: number): StatusView => ({ ...base, cache: { generation: 1, accounts: 1, cursor, asOfMs: cursor } });
    const steps = [cached(1), cached(1), cached(2), base];
    for (const step of steps) {
      now = step;
      changes.next();
      vi.advanceTimersByTime(200);
    }
    expect(published).toEqual([steps[0], steps[2], steps[3]]);
  });

  it('go on after a status that cannot be read, which is logged', () => {
    fault = new Error('the disk does not answer');
    changes.next();
    vi.advanceTimersByTime(200);
    expect(lines.join('')).toContain('the disk does not answer');
    fault = undefined;
    now = { ...base, mode: 'offline', modeReason: 'centre-failing' };
    changes.next();
    vi.advanceTimersByTime(200);
    expect(published).toEqual([now]);
  });

  it('begin also where the first status cannot be read', () => {
    fault = new Error('the disk does not answer');
    const feed = startStatusFeed([changes], read, (status) => published.push(status), testLog().log);
    onTestFinished(() => feed.unsubscribe());
    fault = undefined;
    changes.next();
    vi.advanceTimersByTime(200);
    expect(published).toEqual([base]);
  });
});

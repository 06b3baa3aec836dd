import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ChangeSignal } from '../../sync/central/change-signal.ts';

const quiet = () => undefined;
const log = { info: quiet, warn: quiet, error: quiet };
const neverAborted = new AbortController().signal;

describe('change signal', () => {
  let mark: string;
  let reads: number;
  let signal: ChangeSignal;
  beforeEach(() => {
    vi.useFakeTimers();
    mark = '1';
    reads = 0;
    signal = new ChangeSignal(async () => {
      reads += 1;
      return await Promise.resolve(mark);
    }, log);
  });
  afterEach(() => {
    signal.close();
    vi.useRealTimers();
  });

  /** Whether the wait that begins now has ended, asked later. */
  function startWait(timeoutMs = 25_000, abort = neverAborted) {
    const wait = { hasEnded: false };
    void signal.wait(signal.version, timeoutMs, abort).then(() => (wait.hasEnded = true));
    return wait;
  }
  /** Lets the poll tell the mark for the first time. */
  async function settle() {
    startWait(1_500);
    await vi.advanceTimersByTimeAsync(2_000);
  }

  it('wakes everybody at once for a change of this process', async () => {
    const waits = [startWait(), startWait()];
    signal.notify();
    await vi.advanceTimersByTimeAsync(0);
    expect(waits).toEqual([{ hasEnded: true }, { hasEnded: true }]);
  });

  it('wakes for the first change at once and for those that follow together', async () => {
    const first = startWait();
    signal.notify();
    await vi.advanceTimersByTimeAsync(0);
    expect(first.hasEnded).toBe(true);
    const later = startWait();
    signal.notify();
    signal.notify();
    await vi.advanceTimersByTimeAsync(100);
    expect(later.hasEnded).toBe(false);
    await vi.advanceTimersByTimeAsync(100);
    expect(later.hasEnded).toBe(true);
    const last = startWait();
    await vi.advanceTimersByTimeAsync(400);
    expect(last.hasEnded).toBe(false);
    signal.notify();
    await vi.advanceTimersByTimeAsync(0);
    expect(last.hasEnded).toBe(true);
  });

  it('wakes a crowd in turns, and misses none', async () => {
    const waits = Array.from({ length: 250 }, () => startWait());
    signal.notify();
    await Promise.resolve();
    await Promise.resolve();
    const wokenFirst = waits.filter(({ hasEnded }) => hasEnded).length;
    expect(wokenFirst).toBeGreaterThan(0);
    expect(wokenFirst).toBeLessThan(250);
    await vi.advanceTimersByTimeAsync(10);
    expect(waits.every(({ hasEnded }) => hasEnded)).toBe(true);
  });

  it('does not wait where something has changed since the look', async () => {
    const seen = signal.version;
    signal.notify();
    await expect(signal.wait(seen, 25_000, neverAborted)).resolves.toBeUndefined();
  });

  it('sees a change of another process within a second', async () => {
    await settle();
    const wait = startWait();
    await vi.advanceTimersByTimeAsync(3_000);
    expect(wait.hasEnded).toBe(false);
    mark = '2';
    await vi.advanceTimersByTimeAsync(1_000);
    expect(wait.hasEnded).toBe(true);
  });

  it('misses no change between the first look and the first poll', async () => {
    const wait = startWait();
    mark = '2';
    await vi.advanceTimersByTimeAsync(1_000);
    expect(wait.hasEnded).toBe(true);
  });

  it('ends at its time, at the abort, and when it is closed', async () => {
    await settle();
    const late = startWait(500);
    await vi.advanceTimersByTimeAsync(500);
    expect(late.hasEnded).toBe(true);
    const gone = new AbortController();
    const aborted = startWait(25_000, gone.signal);
    const closed = startWait();
    gone.abort();
    await vi.advanceTimersByTimeAsync(0);
    expect([aborted, closed]).toEqual([{ hasEnded: true }, { hasEnded: false }]);
    signal.close();
    await vi.advanceTimersByTimeAsync(0);
    expect(closed.hasEnded).toBe(true);
  });

  it('wakes for what others announce, tells them its own changes, and asks seldom while they can be heard', async () => {
    let heard: (() => void) | undefined;
    let told = 0;
    const announcements = { isConnected: true, announce: () => void (told += 1), listen: (onChange: () => void) => void (heard = onChange) };
    signal = new ChangeSignal(async () => {
      reads += 1;
      return await Promise.resolve(mark);
    }, log, announcements);
    const waits = [startWait()];
    heard?.();
    await vi.advanceTimersByTimeAsync(0);
    expect(waits).toEqual([{ hasEnded: true }]);
    expect(told).toBe(0);
    signal.notify();
    expect(told).toBe(1);
    startWait(60_000);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(reads).toBeLessThanOrEqual(3);
    announcements.isConnected = false;
    startWait(60_000);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(reads).toBeGreaterThanOrEqual(20);
  });

  it('asks the database only while somebody waits', async () => {
    await settle();
    const before = reads;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(reads).toBe(before);
  });
});

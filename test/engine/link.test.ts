import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Contact } from '../../sync/engine/contact.ts';
import { createLink, type Link } from '../../sync/engine/link.ts';
import { SyncFault, type SyncFaultKind } from '../../sync/engine/sync-fault.ts';
import { defaultTiming } from '../../sync/engine/sync-timing.ts';
import { until } from './until.ts';

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const fault = (kind: SyncFaultKind, message: string = kind): SyncFault => new SyncFault(kind, message, { mayHaveArrived: true });

let link: Link;
let contacts: Contact[];
let stop: AbortController;
let running: Promise<void>;
beforeEach(() => {
  link = createLink({ timing: { ...defaultTiming, backoffMinMs: 1, backoffMaxMs: 2 }, random: () => 0, now: () => 77, log: silent });
  contacts = [];
  link.contact$.subscribe((contact) => contacts.push(contact));
  stop = new AbortController();
});
afterEach(() => {
  vi.useRealTimers();
  stop.abort();
});

const succeed = (): Promise<string> => link.run('pull', () => Promise.resolve('answer'));
const fail = (kind: SyncFaultKind, name: 'push' | 'pull' = 'pull'): Promise<unknown> => link.run(name, () => Promise.reject(fault(kind))).catch((error: unknown) => error);

describe('the link', () => {
  it('has never reached anybody at first', () => {
    expect(link.contact()).toEqual({ reach: 'never', breaker: 'closed', quarantined: false });
  });

  it('notes an answer, and tells only what is news', async () => {
    expect(await succeed()).toBe('answer');
    await succeed();
    expect(link.contact()).toEqual({ reach: 'ok', breaker: 'closed', lastContactMs: 77, quarantined: false });
    expect(contacts).toHaveLength(2);
  });

  it.each(['unreachable', 'failing', 'refused'] as const)('opens the breaker when a call ends as %s', async (kind) => {
    expect(await fail(kind)).toBeInstanceOf(SyncFault);
    expect(link.contact()).toEqual({ reach: kind, ...(kind === 'refused' ? {} : { trouble: 'no-answer' }), breaker: 'open', lastError: kind, quarantined: false });
  });

  it('does not open it for a problem, nor for a call that we ended, nor for a mistake of ours', async () => {
    await fail('problem');
    expect(link.contact()).toMatchObject({ reach: 'ok', breaker: 'closed', lastError: 'problem', lastContactMs: 77 });
    await fail('stopped');
    await expect(link.run('push', () => Promise.reject(new Error('disk full')))).rejects.toThrow('disk full');
    expect(link.contact()).toMatchObject({ reach: 'ok', breaker: 'closed', lastError: 'problem' });
  });

  it('shows the last error until the same kind of call goes well', async () => {
    await fail('problem', 'push');
    await succeed();
    expect(link.contact().lastError).toBe('problem');
    await link.run('push', () => Promise.resolve());
    expect(link.contact().lastError).toBeUndefined();
  });

  it('probes until the centre answers, and then begins a new period', async () => {
    let probes = 0;
    const ended = link.keepProbing(() => {
      probes += 1;
      return probes < 4 ? Promise.reject(fault(probes < 3 ? 'unreachable' : 'failing')) : Promise.resolve();
    }, stop.signal);
    let closings = 0;
    link.onClosed(() => {
      closings += 1;
    });
    const period = link.period();
    await fail('unreachable');
    await link.whenClosed(stop.signal);
    expect({ probes, closings, period: link.period() }).toEqual({ probes: 4, closings: 1, period: period + 1 });
    expect(link.contact()).toEqual({ reach: 'ok', breaker: 'closed', lastContactMs: 77, quarantined: false });
    expect(contacts.map((contact) => contact.reach)).toEqual(expect.arrayContaining(['never', 'unreachable', 'failing', 'ok']));
    // What is shown as ok is also closed: nobody sees a half-open breaker that works.
    expect(contacts.filter((contact) => contact.reach === 'ok').map((contact) => contact.breaker)).toEqual(['closed']);
    stop.abort();
    await expect(ended).resolves.toBeUndefined();
  });

  it('takes a probe that is answered by a problem as failing', async () => {
    let probes = 0;
    const ended = link.keepProbing(() => {
      probes += 1;
      return Promise.reject(fault('problem'));
    }, stop.signal);
    await fail('unreachable');
    await until(() => probes >= 2);
    expect(link.contact().reach).toBe('failing');
    stop.abort();
    await ended;
  });

  it('ends the calls of a period when the breaker opens', async () => {
    const signal = link.periodSignal(stop.signal);
    expect(signal.aborted).toBe(false);
    await fail('failing');
    expect(signal.aborted).toBe(true);
    expect(stop.signal.aborted).toBe(false);
  });

  it('lets a call that outlives its period change nothing', async () => {
    let rejectLate: (error: Error) => void = () => undefined;
    const late = link.run('push', () => new Promise((_, reject) => {
      rejectLate = reject;
    })).catch(() => undefined);
    const ended = link.keepProbing(() => Promise.resolve(), stop.signal);
    await fail('failing');
    await link.whenClosed(stop.signal);
    rejectLate(fault('failing', 'from before'));
    await late;
    expect(link.contact()).toEqual({ reach: 'ok', breaker: 'closed', lastContactMs: 77, quarantined: false });
    stop.abort();
    await ended;
  });

  it('lets a call of the same outage that ends during the probe change nothing', async () => {
    let rejectLate: (error: Error) => void = () => undefined;
    const late = link.run('push', () => new Promise((_, reject) => {
      rejectLate = reject;
    })).catch(() => undefined);
    let answer: () => void = () => undefined;
    const ended = link.keepProbing(() => new Promise<void>((resolve) => {
      answer = resolve;
    }), stop.signal);
    await fail('failing');
    await until(() => link.contact().breaker === 'half-open');
    rejectLate(fault('unreachable', 'from before'));
    await late;
    expect(link.contact()).toEqual({ reach: 'failing', trouble: 'no-answer', breaker: 'half-open', lastError: 'failing', quarantined: false });
    answer();
    await link.whenClosed(stop.signal);
    stop.abort();
    await ended;
  });

  it('does not probe before the time that the centre asked for', async () => {
    vi.useFakeTimers();
    let probes = 0;
    const ended = link.keepProbing(() => {
      probes += 1;
      return Promise.resolve();
    }, stop.signal);
    await link.run('pull', () => Promise.reject(new SyncFault('failing', 'closing', { mayHaveArrived: true, retryAfterMs: 9_000 }))).catch(() => undefined);
    await vi.advanceTimersByTimeAsync(8_999);
    expect(probes).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(probes).toBe(1);
    stop.abort();
    await ended;
  });

  const probesAt = async (forMs: number): Promise<number[]> => {
    const startedAt = Date.now();
    const at: number[] = [];
    running = link.keepProbing(() => {
      at.push(Date.now() - startedAt);
      return Promise.reject(fault('unreachable'));
    }, stop.signal);
    await fail('unreachable');
    await vi.advanceTimersByTimeAsync(forMs);
    return at;
  };
  const longestWaits = (): void => {
    vi.useFakeTimers();
    link = createLink({ timing: defaultTiming, random: () => 1, now: () => 77, log: silent });
  };

  it('probes at least every 1.5 s while somebody sells', async () => {
    longestWaits();
    expect((await probesAt(8_000)).slice(0, 5)).toEqual([500, 1_500, 3_000, 4_500, 6_000]);
    stop.abort();
    await running;
  });

  it('probes once a minute at night, and at once when the first thing is done in the morning', async () => {
    longestWaits();
    await vi.advanceTimersByTimeAsync(defaultTiming.busyForMs);
    const at = await probesAt(3_600_000);
    expect(at.slice(-1)[0]! - at.slice(-2)[0]!).toBe(60_000);
    const before = at.length;
    link.noteActivity();
    await vi.advanceTimersByTimeAsync(0);
    expect(at).toHaveLength(before + 1);
    await vi.advanceTimersByTimeAsync(15_000);
    expect(at.length).toBeGreaterThanOrEqual(before + 10);
    stop.abort();
    await running;
  });

  it('says after an outage that it was one, and not after a single call that failed', async () => {
    const answers = [() => Promise.resolve(), () => Promise.reject(fault('unreachable')), () => Promise.resolve()];
    const told: boolean[] = [];
    link.onClosed((wasOutage) => told.push(wasOutage));
    running = link.keepProbing(() => (answers.shift() ?? (() => Promise.resolve()))(), stop.signal);
    await fail('failing');
    await link.whenClosed(stop.signal);
    await fail('failing');
    await link.whenClosed(stop.signal);
    expect(told).toEqual([false, true]);
    stop.abort();
    await running;
  });

  it('gives up waiting for the breaker when it is told to', async () => {
    await fail('failing');
    const waiting = link.whenClosed(stop.signal);
    stop.abort(new Error('ended'));
    await expect(waiting).rejects.toThrow('ended');
  });
});

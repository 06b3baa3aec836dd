/**
 * The one thread through which all calls run: it keeps the contact and the breaker, and probes while the breaker is open.
 * While somebody sells a probe is never far; at night the waits grow, and the first thing that is done in the morning ends them.
 * A *connection period* lasts from one closing of the breaker to its next opening; a call that outlives its period changes nothing.
 */
import { BehaviorSubject, type Observable } from 'rxjs';
import { closedBreaker, nextBreaker, type Breaker, type BreakerEvent } from './breaker.ts';
import type { Contact } from './contact.ts';
import { SyncFault, type CentreProblem } from './sync-fault.ts';
import type { SyncLog } from './sync-log.ts';
import type { SyncTiming } from './sync-timing.ts';
import type { Trouble } from './trouble.ts';
import { createWakeup } from './wakeup.ts';

export type CallName = 'push' | 'pull' | 'hold' | 'directory' | 'returnable' | 'qr' | 'reconcile' | 'numbers' | 'probe';

export interface Link {
  contact(): Contact;
  readonly contact$: Observable<Contact>;
  /** Counts the periods, from 1. */
  period(): number;
  isClosed(): boolean;
  /** Resolves when the breaker is closed. */
  whenClosed(signal: AbortSignal): Promise<void>;
  /** Ends with the period, or with `signal`. For calls that are not worth waiting for once the breaker is open. */
  periodSignal(signal: AbortSignal): AbortSignal;
  /** Called at the start of each period. `wasOutage`: at least one probe had failed, so it was not one kind of call alone. */
  onClosed(listener: (wasOutage: boolean) => void): void;
  /** Called whenever the breaker opens. */
  onOpened(listener: () => void): void;
  /** Somebody does something at this till. */
  noteActivity(): void;
  /** Where the breaker is open: the next probe waits no longer. */
  probeNow(): void;
  /** Runs one exchange and accounts for its end. Rethrows what it throws; only a SyncFault says something about the network. */
  run<T>(name: CallName, exchange: () => Promise<T>): Promise<T>;
  setQuarantined(): void;
  setRevoked(): void;
  /** Probes whenever the breaker is open, until `signal` ends it. Never rejects. */
  keepProbing(probe: (signal: AbortSignal) => Promise<unknown>, signal: AbortSignal): Promise<void>;
  complete(): void;
}

export interface LinkOptions {
  timing: SyncTiming;
  random: () => number;
  now: () => number;
  log: SyncLog;
  /** It was so when the till ended last: the same journal does not come out of it */
  isQuarantined?: boolean;
  /** The centre refuses this till, and this is all that it says */
  onRefused?: (problem: CentreProblem) => void;
}

export function createLink({ timing, random, now, log, isQuarantined: wasQuarantined = false, onRefused }: LinkOptions): Link {
  let breaker: Breaker = closedBreaker;
  let period = 1;
  let periodEnd = new AbortController();
  let reach: Contact['reach'] = 'never';
  let lastContactMs: number | undefined;
  let isQuarantined = wasQuarantined;
  let isRevoked = false;
  const errors = new Map<CallName, string>();
  let trouble: Trouble | undefined;
  let lastActivityAt = performance.now();
  /** The probe waits only because nobody sells, not because the centre asked for it */
  let mayProbeEarly = false;
  const opened = createWakeup();
  const probePause = createWakeup();
  const closedListeners: ((wasOutage: boolean) => void)[] = [];
  const openedListeners: (() => void)[] = [];
  const isBusy = (): boolean => performance.now() - lastActivityAt < timing.busyForMs;

  const contact = (): Contact => {
    const lastError = [...errors.values()].at(-1);
    return {
      reach,
      ...(trouble === undefined ? {} : { trouble }),
      breaker: breaker.state,
      ...(lastContactMs === undefined ? {} : { lastContactMs }),
      ...(lastError === undefined ? {} : { lastError }),
      quarantined: isQuarantined,
      ...(isRevoked ? { revoked: true as const } : {}),
    };
  };
  const contact$ = new BehaviorSubject<Contact>(contact());
  const publish = (): void => {
    const next = contact();
    const before = contact$.value;
    const isNews = next.reach !== before.reach || next.trouble !== before.trouble || next.breaker !== before.breaker || next.quarantined !== before.quarantined || next.revoked !== before.revoked || next.lastError !== before.lastError;
    if (isNews) contact$.next(next);
  };
  const step = (event: BreakerEvent): void => {
    const wasClosed = breaker.state === 'closed';
    breaker = nextBreaker(breaker, event, { backoffMinMs: timing.backoffMinMs, backoffMaxMs: isBusy() ? timing.probeBusyMs : timing.probeIdleMs }, random);
    const isClosed = breaker.state === 'closed';
    if (wasClosed && !isClosed) {
      periodEnd.abort(new SyncFault('stopped', 'the breaker opened', { mayHaveArrived: true }));
      opened.ring();
      for (const listener of openedListeners) listener();
    }
    if (!wasClosed && isClosed) {
      period += 1;
      periodEnd = new AbortController();
    }
  };
  const setReach = (next: Contact['reach'], why: string): void => {
    if (reach !== next) log[next === 'ok' ? 'info' : 'warn']({ reach: next, before: reach, why }, 'contact with the centre changed');
    reach = next;
    if (next === 'ok' || next === 'refused') trouble = undefined;
  };
  const noteAnswer = (name: CallName): void => {
    lastContactMs = now();
    errors.delete(name);
  };
  const noteFault = (name: CallName, fault: SyncFault, isCurrent: boolean): void => {
    if (fault.kind === 'stopped') return;
    if (fault.kind === 'problem') lastContactMs = now();
    if (fault.kind === 'refused' && fault.problem !== undefined) onRefused?.(fault.problem);
    if (!isCurrent) return;
    // Deleted first, so that the newest is the last.
    errors.delete(name);
    errors.set(name, fault.message);
    if (fault.kind === 'problem' && name !== 'probe') {
      setReach('ok', fault.message);
      return;
    }
    // What the probe asks for every centre has: one that says no to it is of no use for any other call.
    setReach(fault.kind === 'problem' ? 'failing' : fault.kind, fault.message);
    if (reach !== 'refused') trouble = fault.kind === 'problem' ? 'rubbish' : fault.trouble;
    mayProbeEarly = fault.retryAfterMs === undefined;
    step({ type: 'fault', ...(fault.retryAfterMs === undefined ? {} : { retryAfterMs: fault.retryAfterMs }) });
  };

  const run = async <T>(name: CallName, exchange: () => Promise<T>): Promise<T> => {
    const startedIn = period;
    const isCurrent = (): boolean => name === 'probe' || (startedIn === period && breaker.state === 'closed');
    try {
      const value = await exchange();
      noteAnswer(name);
      // The probe's answer becomes visible together with the closed breaker.
      if (name !== 'probe' && isCurrent()) setReach('ok', name);
      return value;
    } catch (fault) {
      if (fault instanceof SyncFault) noteFault(name, fault, isCurrent());
      throw fault;
    } finally {
      publish();
    }
  };
  const probeOnce = async (probe: (signal: AbortSignal) => Promise<unknown>, signal: AbortSignal): Promise<void> => {
    step({ type: 'waited' });
    const wasOutage = breaker.state === 'half-open' && breaker.attempt > 0;
    publish();
    try {
      await run('probe', () => probe(signal));
      errors.clear();
      setReach('ok', 'probe');
      step({ type: 'answered' });
      publish();
      for (const listener of closedListeners) listener(wasOutage);
    } catch (fault) {
      // Also where it was ended, or failed by a mistake of ours: half-open lasts no longer than its probe.
      step({ type: 'fault' });
      publish();
      log.debug({ fault: String(fault) }, 'the probe failed');
    }
  };
  return {
    contact,
    contact$: contact$.asObservable(),
    period: () => period,
    isClosed: () => breaker.state === 'closed',
    async whenClosed(signal) {
      signal.throwIfAborted();
      if (breaker.state === 'closed') return;
      const closed = createWakeup();
      const listener = (): void => closed.ring();
      closedListeners.push(listener);
      try {
        await closed.wait(signal);
      } finally {
        closedListeners.splice(closedListeners.indexOf(listener), 1);
      }
    },
    periodSignal: (signal) => AbortSignal.any([signal, periodEnd.signal]),
    onClosed: (listener) => void closedListeners.push(listener),
    onOpened: (listener) => void openedListeners.push(listener),
    noteActivity() {
      const wasBusy = isBusy();
      lastActivityAt = performance.now();
      if (!wasBusy && breaker.state === 'open' && mayProbeEarly) probePause.ring();
    },
    probeNow() {
      if (breaker.state !== 'closed') probePause.ring();
    },
    run,
    setQuarantined() {
      isQuarantined = true;
      publish();
    },
    setRevoked() {
      isRevoked = true;
      publish();
    },
    async keepProbing(probe, signal) {
      try {
        for (;;) {
          signal.throwIfAborted();
          if (breaker.state === 'open') {
            await probePause.wait(signal, breaker.waitMs);
            await probeOnce(probe, signal);
          } else await opened.wait(signal);
        }
      } catch {
        // Only the end of the signal leads here.
      }
    },
    complete: () => contact$.complete(),
  };
}

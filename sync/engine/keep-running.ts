import { backoffMs } from './backoff.ts';
import type { CallName, Link } from './link.ts';
import { SyncFault } from './sync-fault.ts';
import type { SyncLog } from './sync-log.ts';
import type { SyncTiming } from './sync-timing.ts';
import { createWakeup } from './wakeup.ts';

export interface LoopOptions {
  name: CallName;
  link: Link;
  timing: SyncTiming;
  random: () => number;
  log: SyncLog;
  signal: AbortSignal;
}

/**
 * What a turn brought: after `progress` and `prepared` the next follows at once, after `none` a pause; `done` ends the loop.
 * `prepared` is a step on the way (where the centre stands, a bundle, a snapshot) after which the turn that failed before may fail again.
 */
export type Turn = 'progress' | 'prepared' | 'none' | 'done';

/**
 * Runs turns while the breaker is closed, until the signal ends it. Never rejects: a turn that throws is repeated after a pause that grows
 * until a turn makes progress. The pause is the loop's own, beside the breaker's: the breaker closes again as soon as the centre answers a
 * probe, and a centre that fails only this kind of call must not be asked at that pace. An outage of everything is another matter: once it is
 * over nothing is waited for any more.
 */
export async function keepRunning({ name, link, timing, random, log, signal }: LoopOptions, turn: () => Promise<Turn>): Promise<void> {
  const pause = createWakeup();
  let attempt = 0;
  let retryAfterMs: number | undefined;
  let isPausing = false;
  link.onClosed((wasOutage) => {
    if (!wasOutage || !isPausing) return;
    attempt = 0;
    pause.ring();
  });
  try {
    for (;;) {
      await link.whenClosed(signal);
      retryAfterMs = undefined;
      const outcome = await turn().catch((fault: unknown): Turn => {
        // Stopped in the middle of a wait: nothing failed.
        if (signal.aborted) return 'none';
        // Ended because the breaker opened: no fault of this loop, which waits for the breaker anyway.
        if (fault instanceof SyncFault && fault.kind === 'stopped') return 'prepared';
        retryAfterMs = fault instanceof SyncFault ? fault.retryAfterMs : undefined;
        report(name, fault, log);
        return 'none';
      });
      signal.throwIfAborted();
      if (outcome === 'done') return;
      if (outcome === 'progress') attempt = 0;
      if (outcome !== 'none') continue;
      const waitMs = backoffMs(attempt, timing, random, retryAfterMs);
      attempt += 1;
      isPausing = true;
      await pause.wait(signal, waitMs);
      isPausing = false;
    }
  } catch {
    // Only the end of the signal leads here.
  }
}

function report(name: CallName, fault: unknown, log: SyncLog): void {
  // Network faults show in the contact, whose changes are logged there. Anything else is ours: a full disk, or a mistake.
  if (fault instanceof SyncFault && fault.kind !== 'problem') log.debug({ loop: name, fault: fault.message }, 'a call failed');
  else log.error({ loop: name, fault: String(fault) }, 'a turn of the sync failed');
}

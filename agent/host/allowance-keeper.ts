import { setImmediate as breathe } from 'node:timers/promises';
import { auditTime, exhaustMap, interval, merge, startWith, type Observable } from 'rxjs';
import type { Logger } from 'pino';

export interface AllowanceKeeperOptions {
  /** Gives back at most so many, and says how many */
  readonly returnDue: (most: number) => number;
  /** The centre may have recalled some */
  readonly changes: Observable<unknown>;
  readonly log: Logger;
  /** Between two looks at the clock */
  readonly everyMs?: number;
}

/** One write of the journal each, so that a sale in between waits for no more. */
const atOnce = 20;
/** A catch-up of the feed brings page after page. */
const coalesceMs = 200;

/** Gives allowances back when the centre wants them, or their time is over; nothing waits for it. Returns what stops it. */
export function startAllowanceKeeper({ returnDue, changes, log, everyMs = 60_000 }: AllowanceKeeperOptions): () => void {
  const round = async (): Promise<void> => {
    try {
      for (let returned = returnDue(atOnce); returned > 0; returned = returnDue(atOnce)) {
        log.info({ returned }, 'points that were set aside for this till are given back');
        await breathe();
        if (looks.closed) return;
      }
    } catch (err) {
      log.error({ err }, 'allowances could not be given back: it is tried again, and none of them is spent');
    }
  };
  const looks = merge(changes.pipe(auditTime(coalesceMs)), interval(everyMs)).pipe(startWith(undefined), exhaustMap(round)).subscribe();
  return () => {
    looks.unsubscribe();
  };
}

import { modeOf } from './status/mode.ts';
import type { Observable } from 'rxjs';
import type { Logger } from 'pino';
import type { Contact, RealReach } from '../../sync/engine/sync-engine.ts';
import type { Outbox } from '../ports/outbox.ts';
import type { Outages } from '../ports/outages.ts';

export interface OutageKeeperOptions {
  readonly outages: Outages;
  readonly outbox: Pick<Outbox, 'head' | 'position'>;
  readonly contact$: Observable<Contact>;
  /** How the centre really is during a drill */
  readonly realReach$: Observable<RealReach>;
  readonly settled$: Observable<unknown>;
  /** Trusted time */
  readonly nowMs: () => number;
  readonly onRealOutageInDrill: () => void;
  readonly log: Logger;
}

/** An outage that ended so short ago, and is not drained, goes on: a line that flickers is one outage. */
const flickerMs = 60_000;

/**
 * Writes down when the centre was out of reach, and when it had all of it afterwards. A drill is no outage; a real one meanwhile is.
 * What cannot be written is logged: no sale waits for it. Returns what ends it.
 */
export function startOutageKeeper(options: OutageKeeperOptions): () => void {
  const { outages, outbox, nowMs, log } = options;
  const safely = (write: () => void): void => {
    try {
      write();
    } catch (err) {
      log.error({ err }, 'an outage could not be written down');
    }
  };
  const begin = (reason: string): void => safely(() => {
    const last = outages.newest('outage');
    if (last !== undefined && last.toMs === undefined) {
      if (last.reason !== reason) outages.rename(last.outageId, reason);
      return;
    }
    if (last?.toMs !== undefined && last.drainedMs === undefined && nowMs() - last.toMs < flickerMs) outages.reopen(last.outageId);
    else outages.begin({ kind: 'outage', reason, fromMs: nowMs(), fromSeq: outbox.head().seq });
  });
  const end = (): void => safely(() => {
    outages.end('outage', nowMs(), outbox.head().seq);
    drain();
  });
  const drain = (): void => safely(() => {
    const { seq } = outbox.position();
    for (const { outageId, toSeq = 0 } of outages.undrained()) if (seq >= toSeq) outages.drained(outageId, nowMs());
  });
  const contact = options.contact$.subscribe((now) => {
    if (now.reach === 'never' || now.trouble === 'drill') return;
    if (now.reach === 'ok') end();
    else begin(reasonOf(now));
  });
  const real = options.realReach$.subscribe((now) => {
    if (now === undefined) return;
    if (now.reach === 'ok') {
      end();
      return;
    }
    options.onRealOutageInDrill();
    begin(reasonOf({ reach: 'unreachable', trouble: now.trouble }));
  });
  const settled = options.settled$.subscribe(drain);
  return () => {
    for (const subscription of [contact, real, settled]) subscription.unsubscribe();
  };
}

function reasonOf({ reach, trouble }: Pick<Contact, 'reach' | 'trouble'>): string {
  return modeOf({ reach, trouble, quarantined: false, hasCustomers: true, clock: 'synced' }).modeReason;
}

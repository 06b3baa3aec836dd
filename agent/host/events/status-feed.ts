import { auditTime, merge } from 'rxjs';
import type { Observable, Subscription } from 'rxjs';
import type { Logger } from 'pino';
import type { StatusView } from '../../contract/status.ts';

/** At most five times a second: a push of 500 operations is one change on the screen. */
const coalesceMs = 200;

/** Publishes the status whenever something that a screen shows has changed. `changes` only say that it may have. A status that cannot be read is logged: nobody waits for it, and the next change is looked at again. */
export function startStatusFeed(changes: readonly Observable<unknown>[], read: () => StatusView, publish: (status: StatusView) => void, log: Logger): Subscription {
  let shown: string | undefined;
  const look = (tell: (status: StatusView) => void): void => {
    try {
      const status = read();
      const next = fingerprint(status);
      if (next === shown) return;
      shown = next;
      tell(status);
    } catch (err) {
      log.error({ err }, 'the status could not be read or told');
    }
  };
  look(() => undefined);
  return merge(...changes).pipe(auditTime(coalesceMs)).subscribe(() => {
    look(publish);
  });
}

/** The status without what only says how time goes by. */
function fingerprint(status: StatusView): string {
  const { clock, cache, sync, devices, ...rest } = status;
  return JSON.stringify({
    ...rest,
    clock: clock.quality,
    devices: devices.map(({ lastScanAtMs: _scanned, ...device }) => device),
    breaker: sync.breaker,
    cache: cache === undefined ? null : { generation: cache.generation, accounts: cache.accounts, cursor: cache.cursor },
  });
}

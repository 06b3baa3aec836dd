import { auditTime, merge } from 'rxjs';
import type { Observable, Subscription } from 'rxjs';
import type { StatusView } from '../../contract/status.ts';

/** At most five times a second: a push of 500 operations is one change on the screen. */
const coalesceMs = 200;

/** Publishes the status whenever something that a screen shows has changed. `changes` only say that it may have. */
export function startStatusFeed(changes: readonly Observable<unknown>[], read: () => StatusView, publish: (status: StatusView) => void): Subscription {
  let shown = fingerprint(read());
  return merge(...changes).pipe(auditTime(coalesceMs)).subscribe(() => {
    const status = read();
    const next = fingerprint(status);
    if (next === shown) return;
    shown = next;
    publish(status);
  });
}

/** The status without what only says how time goes by. */
function fingerprint(status: StatusView): string {
  const { clock, cache, sync, ...rest } = status;
  return JSON.stringify({
    ...rest,
    clock: clock.quality,
    breaker: sync.breaker,
    cache: cache === undefined ? null : { generation: cache.generation, accounts: cache.accounts, cursor: cache.cursor },
  });
}

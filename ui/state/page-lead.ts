import { BehaviorSubject } from 'rxjs';

/** Of several open pages of one till, the one that was opened or claimed last acts on scans; two would put each good in twice. */
export interface PageLead {
  readonly isLeading$: BehaviorSubject<boolean>;
  claim(): void;
}

const lockName = 'loyalty-till-page';

/** `locks` is undefined on a page from a plain http host, where browsers have none: there every page leads. */
export function createPageLead(locks: LockManager | undefined): PageLead {
  const isLeading$ = new BehaviorSubject(true);
  function claim(): void {
    isLeading$.next(true);
    // Held until the page goes, or another page steals it: then this promise rejects.
    locks?.request(lockName, { steal: true }, () => new Promise<never>(() => undefined)).catch(() => isLeading$.next(false));
  }
  claim();
  return { isLeading$, claim };
}

import { BehaviorSubject, type Observable } from 'rxjs';
import type { HttpClient } from './http-client.ts';
import { SyncFault } from './sync-fault.ts';
import type { Trouble } from './trouble.ts';

/** How the centre really is while an outage is rehearsed; undefined before the first probe of a drill, and outside of one. */
export type RealReach = { reach: 'ok' } | { reach: 'away'; trouble: Trouble } | undefined;

/** The engine's HTTP client with a gate before it. */
export interface DrillGate {
  readonly http: HttpClient;
  readonly real$: Observable<RealReach>;
  shut(): void;
  open(): void;
  isShut(): boolean;
}

const probePath = '/till/v1/ping';

/** While the gate is shut nothing goes out but probes, whose answers only say whether there is a real outage too: for the engine every call finds no network. */
export function createDrillGate(http: HttpClient): DrillGate {
  let isShut = false;
  const real$ = new BehaviorSubject<RealReach>(undefined);
  const look = (reach: RealReach): void => {
    if (isShut) real$.next(reach);
  };
  return {
    http: {
      ...http,
      async call(call) {
        if (!isShut) return await http.call(call);
        if (call.path === probePath) {
          await http.call(call).then(
            ({ status }) => look(status >= 500 ? { reach: 'away', trouble: 'error-answer' } : { reach: 'ok' }),
            (fault: unknown) => look({ reach: 'away', trouble: fault instanceof SyncFault ? fault.trouble : 'no-answer' }),
          );
        }
        throw drillFault();
      },
      async open(call) {
        if (isShut) throw drillFault();
        return await http.open(call);
      },
    },
    real$: real$.asObservable(),
    shut() {
      isShut = true;
    },
    open() {
      isShut = false;
      real$.next(undefined);
    },
    isShut: () => isShut,
  };
}

export function drillFault(): SyncFault {
  return new SyncFault('unreachable', 'an outage is rehearsed at this till', { mayHaveArrived: false, trouble: 'drill' });
}

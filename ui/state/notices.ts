import { BehaviorSubject } from 'rxjs';
import type { ScannedThing } from '../../agent/contract/scan.ts';
import type { SaleFailure } from './sale-store.ts';

type Unknown = Omit<Extract<ScannedThing, { kind: 'unknown' }>, 'kind'>;

/** What the page has to tell that is not part of the sale. Words are chosen where it is shown, in the language of that moment. */
export type Notice =
  | { kind: 'failure'; failure: SaleFailure }
  | ({ kind: 'unknown-code'; code: string } & Unknown)
  | { kind: 'coupon-added' | 'coupon-twice' | 'mark-twice' }
  /** Of a slip: the place of returns takes it */
  | { kind: 'return-code'; code: string }
  /** Of a slip without a customer: the place of cards takes it */
  | { kind: 'claim-code'; code: string }
  | { kind: 'nothing-found'; query: string }
  | { kind: 'line-removed'; sku: string }
  | { kind: 'sale-cancelled' }
  /** Its words are not here yet, and nobody answers who would bring them */
  | { kind: 'language-away' }
  /** The sale is not finished yet, as a scan is still on its way into it */
  | { kind: 'scan-unsent' }
  /** The centre changed the card of this sale, which goes on with what it was opened with */
  | { kind: 'card-told'; change: 'blocked' | 'replaced' | 'restricted' | 'other' }
  /** Scans that wait until the cashier has said whether a receipt was printed */
  | { kind: 'scans-wait'; count: number };

/** One notice at a time: the newest is what the cashier just did. */
export interface Notices {
  readonly notice$: BehaviorSubject<Notice | undefined>;
  show(notice: Notice): void;
  showFailure(failure: SaleFailure | undefined): void;
  clear(): void;
}

export function createNotices(): Notices {
  const notice$ = new BehaviorSubject<Notice | undefined>(undefined);
  return {
    notice$,
    show: (notice) => notice$.next(notice),
    showFailure(failure) {
      if (failure !== undefined) notice$.next({ kind: 'failure', failure });
    },
    clear() {
      if (notice$.value !== undefined) notice$.next(undefined);
    },
  };
}

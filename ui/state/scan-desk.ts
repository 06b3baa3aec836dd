import { BehaviorSubject, Subject } from 'rxjs';
import type { ScanRequest, ScanView, Symbology } from '../../agent/contract/scan.ts';
import { failureOf } from '../client/api-failure.ts';
import type { TillClient } from '../client/till-client.ts';
import { addCoupon, addGood, setCustomer, type DraftChange } from './draft.ts';
import type { GoodsBook } from './goods-book.ts';
import type { Notice, Notices } from './notices.ts';
import type { SaleStore } from './sale-store.ts';
import { createSerialQueue } from './serial-queue.ts';
import { steadyCall } from './steady-call.ts';

/**
 * Every code takes one way into the sale, wherever it was scanned: the agent says what it is in the event `scan`, and
 * the event is acted on. A code that was scanned on this page is sent to the agent first and comes back the same way.
 */
export interface ScanDesk {
  /** Codes of this page that the agent has not taken yet, because it is away */
  readonly unsent$: BehaviorSubject<number>;
  /** The first of them was sent and nobody answered */
  readonly isWaiting$: BehaviorSubject<boolean>;
  /** Each scan as it is acted on, for the live region and the flash */
  readonly accepted$: Subject<ScanView>;
  /** Each scan of this till once, whoever acts on it: for a window that looks on */
  readonly heard$: Subject<ScanView>;
  send(code: string, source: Source, symbology?: Symbology): Promise<void>;
  /** A scan from the event stream */
  take(scan: ScanView): void;
  /**
   * A screen beside the sale takes what it is about (a card, where cards are managed) by answering true; all else goes
   * into the sale as ever. The newest screen is asked first. Returns the way to stop.
   */
  offer(taker: ScanTaker): () => void;
  /** As `offer`, for codes of this page before the agent is asked what they are: what it need not hear (a badge). */
  offerCode(taker: CodeTaker): () => void;
}
export type CodeTaker = (code: string, source: Source) => boolean;
export type ScanTaker = (scan: ScanView) => boolean;
type Source = NonNullable<ScanRequest['source']>;

export interface ScanDeskOptions {
  client: Pick<TillClient, 'scan'>;
  sale: Pick<SaleStore, 'phase$' | 'change'>;
  goods: Pick<GoodsBook, 'learn'>;
  notices: Notices;
  newId: () => string;
  whenUp: () => Promise<void>;
  /** False on a page that another page has taken over from: it must not add what the other adds */
  isLeading: () => boolean;
}

/** How many scans are remembered to tell an answer and its event apart from two scans. */
const remembered = 200;

export function createScanDesk({ client, sale, goods, notices, newId, whenUp, isLeading }: ScanDeskOptions): ScanDesk {
  const unsent$ = new BehaviorSubject(0);
  const isWaiting$ = new BehaviorSubject(false);
  const accepted$ = new Subject<ScanView>();
  const fresh$ = new Subject<ScanView>();
  const inTurn = createSerialQueue();
  const seen = new Set<string>();
  const waiting: ScanView[] = [];
  const takers: ScanTaker[] = [];
  const codeTakers: CodeTaker[] = [];

  /** The event and the answer say the same; whichever comes first counts, as the stream may be down just now. */
  function take(scan: ScanView): void {
    if (seen.has(scan.scanId)) return;
    seen.add(scan.scanId);
    for (const oldest of seen) if (seen.size > remembered) seen.delete(oldest);
    fresh$.next(scan);
    if (isLeading()) admit(scan);
  }
  function admit(scan: ScanView): void {
    if (takers.some((taker) => taker(scan))) {
      accepted$.next(scan);
    } else if (isInDoubt()) {
      waiting.push(scan);
      notices.show({ kind: 'scans-wait', count: waiting.length });
    } else {
      act(scan);
    }
  }
  const isInDoubt = () => sale.phase$.value.kind === 'open' && sale.phase$.value.view.state === 'in-doubt';

  const basket = () => (sale.phase$.value.kind === 'open' ? sale.phase$.value.view.basket : undefined);

  function act(scan: ScanView): void {
    notices.clear();
    const { thing } = scan;
    switch (thing.kind) {
      case 'good':
        goods.learn([thing]);
        if (thing.mark !== undefined && basket()?.lines.some((line) => line.mark === thing.mark) === true) notices.show({ kind: 'mark-twice' });
        else void change(scan, addGood(thing));
        break;
      case 'coupon':
        if (basket()?.coupons?.includes(thing.code) === true) notices.show({ kind: 'coupon-twice' });
        else void change(scan, addCoupon(thing.code), { kind: 'coupon-added' });
        break;
      case 'return-code':
        notices.show({ kind: 'return-code', code: thing.code });
        break;
      case 'claim-code':
        notices.show({ kind: 'claim-code', code: thing.code });
        break;
      case 'card':
        void change(scan, setCustomer(thing.isDynamicQr === true ? { code: scan.code } : { code: thing.cardNumber, identifiedBy: scan.source === 'typed' ? 'typed' : 'scan' }));
        break;
      case 'unknown':
        notices.show({ ...thing, kind: 'unknown-code', code: scan.code });
        break;
    }
    accepted$.next(scan);
  }
  async function change(scan: ScanView, wish: DraftChange, done?: Notice): Promise<void> {
    const failure = await sale.change(wish);
    // The agent came back with the sale in doubt while the scan was on its way.
    if (failure?.kind === 'in-doubt') admit(scan);
    else if (failure === undefined && done !== undefined) notices.show(done);
    else notices.showFailure(failure);
  }

  sale.phase$.subscribe(() => {
    if (waiting.length > 0 && !isInDoubt()) for (const scan of waiting.splice(0)) act(scan);
  });

  /** Sends a code until it is known to have arrived: by its answer, or by its event where the agent went away before it answered. */
  async function deliver(code: string, source: Source, symbology: Symbology | undefined): Promise<void> {
    const key = newId();
    let byEvent: ScanView | undefined;
    const subscription = fresh$.subscribe((scan) => {
      if (scan.code === code && scan.source === source) byEvent ??= scan;
    });
    try {
      take(await steadyCall(async () => byEvent ?? client.scan({ code, source, ...(symbology === undefined ? {} : { symbology }) }, key), whenUp, (isWaiting) => isWaiting$.next(isWaiting)));
    } finally {
      subscription.unsubscribe();
    }
  }

  return {
    unsent$,
    isWaiting$,
    accepted$,
    heard$: fresh$,
    take,
    offer: (taker) => join(takers, taker),
    offerCode: (taker) => join(codeTakers, taker),
    async send(code, source, symbology) {
      if (codeTakers.some((taker) => taker(code, source))) return;
      unsent$.next(unsent$.value + 1);
      await inTurn(async () => {
        try {
          await deliver(code, source, symbology);
        } catch (error) {
          notices.showFailure(failureOf(error));
        } finally {
          unsent$.next(unsent$.value - 1);
        }
      });
    },
  };
}

/** The newest comes first. Answers the way out. */
function join<Taker>(takers: Taker[], taker: Taker): () => void {
  takers.unshift(taker);
  return () => {
    const index = takers.indexOf(taker);
    if (index >= 0) takers.splice(index, 1);
  };
}

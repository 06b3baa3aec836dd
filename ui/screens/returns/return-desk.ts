import { BehaviorSubject } from 'rxjs';
import type { ReturnView } from '../../../agent/contract/sale.ts';
import { failureOf, problemCode, type ApiFailure } from '../../client/api-failure.ts';
import type { ReturnsClient } from '../../client/returns-client.ts';
import type { Approvals } from '../../state/approvals.ts';
import type { SaleStore } from '../../state/sale-store.ts';
import { createSerialQueue } from '../../state/serial-queue.ts';
import { steadyCall } from '../../state/steady-call.ts';
import { keepReturn, keptReturn, type KeptStorage } from './kept-return.ts';
import { choose, chooseAll, isQuoteOf, leftOf, quotedLines, returnRequest, type Chosen, type ReturnSource } from './open-return.ts';

/**
 * Where the page stands with its one return. What it shows of money and points is always what the agent last quoted.
 *
 *   idle ──► open ──► done ──► idle
 *    ▲        │
 *    └────────┘ left (nothing was journalled)
 */
export type ReturnPhase =
  | { kind: 'idle' }
  /** `wasOpen`: it was open before a restart of the agent or the page; with `receiptNumber` its receipt may have been printed */
  | { kind: 'open'; view: ReturnView; source: ReturnSource; chosen: Chosen; wasOpen?: { receiptNumber?: string } }
  /** `differenceMinor` of an exchange: what was to pay for both, below zero to give back; `isCancelled`: the whole sale */
  | { kind: 'done'; view: ReturnView; receiptNumber: string; differenceMinor?: number; isCancelled?: true };
type OpenPhase = Extract<ReturnPhase, { kind: 'open' }>;

export interface ReturnDesk {
  readonly phase$: BehaviorSubject<ReturnPhase>;
  readonly failure$: BehaviorSubject<ApiFailure | undefined>;
  /** A call is on its way */
  readonly isAsking$: BehaviorSubject<boolean>;
  /** Offers what was open before the page was loaded. */
  resume(): Promise<void>;
  /** Quotes all that is left, to see what that is; nothing is chosen yet, unless there is but one piece. */
  open(source: ReturnSource): Promise<void>;
  choose(lineId: string, quantityMilli: number): void;
  chooseAll(): void;
  /** Goes on with what was open before. */
  goOn(): void;
  /** Finishes under a receipt of this number. */
  commit(receiptNumber: string): Promise<void>;
  /** Finishes it and the open sale under one receipt. */
  exchange(receiptNumber: string): Promise<void>;
  /** Cancels the whole sale whose receipt was voided. */
  cancelSale(receiptNumber: string): Promise<void>;
  /** Leaves the return, or what is left of a finished one. */
  leave(): void;
}

export interface ReturnDeskOptions {
  client: ReturnsClient;
  approvals: Pick<Approvals, 'run'>;
  sale: Pick<SaleStore, 'phase$' | 'observe'>;
  storage: KeptStorage;
  newId: () => string;
  whenUp: () => Promise<void>;
}

/** Somebody else may quote the same return meanwhile, or a power cut may take the last quote. */
const maxAttempts = 3;

export function createReturnDesk({ client, approvals, sale, storage, newId, whenUp }: ReturnDeskOptions): ReturnDesk {
  const phase$ = new BehaviorSubject<ReturnPhase>({ kind: 'idle' });
  const failure$ = new BehaviorSubject<ApiFailure | undefined>(undefined);
  const isAsking$ = new BehaviorSubject(false);
  /** The approval of the quote in force, where it needed one */
  let lent: string | undefined;
  const inTurn = createSerialQueue();

  const openNow = () => (phase$.value.kind === 'open' ? phase$.value : undefined);
  const steady = <Answer>(call: () => Promise<Answer>) => steadyCall(call, whenUp, () => undefined);

  /** One after another; what fails is shown, and leaves what is there as it is. */
  async function attempt(task: () => Promise<void>): Promise<void> {
    await inTurn(async () => {
      isAsking$.next(true);
      failure$.next(undefined);
      try {
        await task();
      } catch (error) {
        failure$.next(failureOf(error));
      } finally {
        isAsking$.next(false);
      }
    });
  }
  async function attemptOnOpen(task: (open: OpenPhase) => Promise<void>): Promise<void> {
    await attempt(async () => {
      const open = openNow();
      if (open !== undefined) await task(open);
    });
  }
  /** Quotes on whatever revision is in force: 0 where a power cut took it. */
  async function quote(returnId: string, source: ReturnSource, baseRevision: number, chosen: Chosen | undefined): Promise<ReturnView> {
    let base = baseRevision;
    for (let attempts = 1; ; attempts += 1) {
      try {
        lent = undefined;
        return await approvals.run(subjectOf(source), (overrideId) => {
          lent = overrideId;
          return steady(() => client.quote(returnId, returnRequest(source, base, chosen), overrideId));
        });
      } catch (error) {
        const revision = revisionInForce(failureOf(error));
        if (revision === undefined || attempts === maxAttempts) throw error;
        base = revision;
      }
    }
  }
  /** Whoever approved the quote has approved this commit; where that approval counts no more, somebody is asked anew. */
  async function commitApproved(open: OpenPhase, receiptNumber: string): Promise<ReturnView> {
    const { returnId, revision } = open.view;
    const commit = (overrideId?: string) => steady(() => client.commit(returnId, { revision, receipt: { number: receiptNumber } }, overrideId));
    try {
      return await approvals.run(subjectOf(open.source), (overrideId) => commit(overrideId ?? lent));
    } catch (error) {
      if (lent === undefined || problemCode(failureOf(error)) !== 'override-invalid') throw error;
      lent = undefined;
      return await approvals.run(subjectOf(open.source), commit);
    }
  }
  function finish(view: ReturnView, receiptNumber: string, more: { differenceMinor?: number; isCancelled?: true } = {}): void {
    keepReturn(storage, undefined);
    phase$.next({ kind: 'done', view, receiptNumber, ...more });
  }
  /** The receipt's number is kept first: after a crash nobody else knows it. */
  function keep({ view, source }: OpenPhase, receiptNumber?: string): void {
    keepReturn(storage, { returnId: view.returnId, source, ...(receiptNumber === undefined ? {} : { receiptNumber }) });
  }
  /** Another return of the sale came between: what was quoted holds no more, and the cashier must see the new sum. */
  async function quotedAnew(open: OpenPhase, failure: ApiFailure): Promise<void> {
    if (problemCode(failure) !== 'return-revised') return;
    const view = await quote(open.view.returnId, open.source, open.view.revision, open.chosen);
    phase$.next({ ...open, view });
  }

  const requote = () => attemptOnOpen(async (open) => {
    if (open.chosen.size === 0 || isQuoteOf(open.view, open.chosen)) return;
    const view = await quote(open.view.returnId, open.source, open.view.revision, open.chosen);
    const now = openNow();
    if (now?.view.returnId === view.returnId) phase$.next({ ...now, view });
  });
  function chooseLines(next: (open: OpenPhase) => Chosen): void {
    const open = openNow();
    if (open === undefined) return;
    const { wasOpen: _asked, ...rest } = open;
    phase$.next({ ...rest, chosen: next(open) });
    void requote();
  }

  return {
    phase$,
    failure$,
    isAsking$,
    resume: () => attempt(async () => {
      const kept = keptReturn(storage);
      if (kept === undefined || phase$.value.kind !== 'idle') return;
      try {
        const view = await steady(() => client.read(kept.returnId));
        const { receiptNumber } = kept;
        if (view.state === 'committed') finish(view, receiptNumber ?? '');
        else phase$.next({ kind: 'open', view, source: kept.source, chosen: quotedLines(view), wasOpen: receiptNumber === undefined ? {} : { receiptNumber } });
      } catch (error) {
        // A quote that a power cut took had given nothing back.
        if (problemCode(failureOf(error)) !== 'return-unknown') throw error;
        keepReturn(storage, undefined);
      }
    }),
    open: (source) => attempt(async () => {
      const view = await quote(newId(), source, 0, undefined);
      const left = chooseAll(leftOf(view));
      const [only] = left.values();
      const chosen = source.kind === 'blind' ? quotedLines(view) : left.size === 1 && only !== undefined && only <= 1000 ? left : new Map<string, number>();
      const open: OpenPhase = { kind: 'open', view, source, chosen };
      keep(open);
      phase$.next(open);
    }),
    choose: (lineId, quantityMilli) => chooseLines((open) => choose(open.chosen, leftOf(open.view), lineId, quantityMilli)),
    chooseAll: () => chooseLines((open) => chooseAll(leftOf(open.view))),
    goOn: () => chooseLines((open) => open.chosen),
    commit: (receiptNumber) => attemptOnOpen(async (open) => {
      if (!isQuoteOf(open.view, open.chosen)) return;
      keep(open, receiptNumber);
      try {
        finish(await commitApproved(open, receiptNumber), receiptNumber);
      } catch (error) {
        keep(open);
        await quotedAnew(open, failureOf(error));
        throw error;
      }
    }),
    exchange: (receiptNumber) => attemptOnOpen(async (open) => {
      const phase = sale.phase$.value;
      if (phase.kind !== 'open' || !isQuoteOf(open.view, open.chosen)) return;
      const { saleId, revision, priced } = phase.view;
      keep(open, receiptNumber);
      try {
        const done = await steady(() => client.commitExchange(saleId, { revision, receipt: { number: receiptNumber, payableMinor: priced.payableMinor }, exchange: { returnId: open.view.returnId, revision: open.view.revision } }));
        sale.observe(done);
        finish(done.exchange.return, receiptNumber, { differenceMinor: done.exchange.differenceMinor });
      } catch (error) {
        keep(open);
        await quotedAnew(open, failureOf(error));
        throw error;
      }
    }),
    cancelSale: (receiptNumber) => attemptOnOpen(async ({ view: { saleId } }) => {
      const { revision } = await steady(() => client.sale(saleId));
      const done = await approvals.run(saleId, (overrideId) => steady(() => client.cancelSale(saleId, { revision }, overrideId)));
      finish(done.cancelled, receiptNumber, { isCancelled: true });
    }),
    leave() {
      keepReturn(storage, undefined);
      failure$.next(undefined);
      phase$.next({ kind: 'idle' });
    },
  };
}

/** As the journal will name it where a second person approves. */
function subjectOf(source: ReturnSource): string | undefined {
  if (source.kind === 'receipt') return source.receiptNumber;
  return source.kind === 'sale' ? source.saleId : undefined;
}

function revisionInForce(failure: ApiFailure): number | undefined {
  if (failure.kind !== 'problem' || failure.problem.code !== 'return-revised') return undefined;
  const { revision } = failure.problem as typeof failure.problem & { revision?: unknown };
  return typeof revision === 'number' ? revision : undefined;
}

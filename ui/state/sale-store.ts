import { BehaviorSubject } from 'rxjs';
import type { SaleView } from '../../agent/contract/sale.ts';
import { failureOf, problemCode, type ApiFailure } from '../client/api-failure.ts';
import type { TillClient } from '../client/till-client.ts';
import { draftOf, emptyDraft, revert, saleRequest, type Draft, type DraftChange } from './draft.ts';
import { phaseAfter, type SalePhase } from './sale-phase.ts';
import { createSerialQueue } from './serial-queue.ts';
import { steadyCall } from './steady-call.ts';

/** Why something was not done with the sale. `in-doubt`: nothing may change it before the cashier has said whether its receipt was printed. */
export type SaleFailure = ApiFailure | { kind: 'in-doubt' };

/** What can be taken back: only while no money has moved. */
interface UndoStep {
  saleId: string;
  change: DraftChange;
}

export interface SaleStore {
  readonly phase$: BehaviorSubject<SalePhase>;
  /** The agent is away and a call waits for it: the screen must say that it is not saved yet */
  readonly isWaiting$: BehaviorSubject<boolean>;
  readonly canUndo$: BehaviorSubject<boolean>;
  /** The receipt that this page finished a sale with */
  readonly receipt$: BehaviorSubject<{ saleId: string; number: string } | undefined>;
  /** Reads from the agent what is open: at the start, and whenever the connection comes back. */
  resync(): Promise<SaleFailure | undefined>;
  /** Forgets what is known and reads anew, for a page that takes over from another. */
  reload(): Promise<SaleFailure | undefined>;
  /** Reads which sale is open now, whoever made it, and writes nothing: for a window that looks on. */
  look(): Promise<SaleFailure | undefined>;
  /** News of any sale of this till, for a window that looks on. */
  follow(view: SaleView): void;
  /** News of a sale from elsewhere; only the page's own sale matters. */
  observe(view: SaleView): void;
  /** Opens a sale where none is open. `overrideId`: a second person lets it pass a limit. Resolves when the change is saved; each of these answers the failure, or undefined. */
  change(wish: DraftChange, overrideId?: string): Promise<SaleFailure | undefined>;
  undo(): Promise<SaleFailure | undefined>;
  /** The same sale once more: what may be spent on it has changed with the contact to the centre. */
  reprice(): Promise<SaleFailure | undefined>;
  redeem(points: number, overrideId?: string): Promise<SaleFailure | undefined>;
  dropRedemption(): Promise<SaleFailure | undefined>;
  commit(receiptNumber: () => string): Promise<SaleFailure | undefined>;
  cancel(): Promise<SaleFailure | undefined>;
  /** Clears the confirmation of a finished sale. */
  clear(): void;
}

export interface SaleStoreOptions {
  client: TillClient;
  newId: () => string;
  whenUp: () => Promise<void>;
}

/** Another client may revise the sale between our reading and our writing; it would have to do so this often in a row. */
const maxAttempts = 5;
const maxUndo = 30;
const nothingKnown: SalePhase = { kind: 'empty' };

export function createSaleStore({ client, newId, whenUp }: SaleStoreOptions): SaleStore {
  const phase$ = new BehaviorSubject<SalePhase>({ kind: 'loading' });
  const isWaiting$ = new BehaviorSubject(false);
  const canUndo$ = new BehaviorSubject(false);
  const receipt$: SaleStore['receipt$'] = new BehaviorSubject<{ saleId: string; number: string } | undefined>(undefined);
  const inTurn = createSerialQueue();
  let undoSteps: UndoStep[] = [];

  const steady = <Answer>(call: () => Promise<Answer>) => steadyCall(call, whenUp, (isWaiting) => isWaiting$.next(isWaiting));
  function adopt(view: SaleView, known: SalePhase = phase$.value): void {
    phase$.next(phaseAfter(known, view));
    // The sale has ended, whoever ended it: its steps have nothing left to take back.
    if (phase$.value.kind !== 'open') remember([]);
  }
  const openView = () => (phase$.value.kind === 'open' ? phase$.value.view : undefined);
  const isShown = (saleId: string) => (phase$.value.kind === 'open' || phase$.value.kind === 'done') && phase$.value.view.saleId === saleId;
  function remember(steps: UndoStep[]): void {
    undoSteps = steps.slice(-maxUndo);
    canUndo$.next(undoSteps.length > 0);
  }
  /** In turn with the others; a failure is an answer. */
  const attempt = (task: () => Promise<void>) => inTurn(async () => task().then(() => undefined, saleFailureOf));
  /** In turn, where the sale that is open now is still open by then: a key that was pressed at one sale never hits the next. */
  function attemptOnOpen(task: (saleId: string) => Promise<void>): Promise<SaleFailure | undefined> {
    const saleId = openView()?.saleId;
    return attempt(async () => {
      if (saleId !== undefined && openView()?.saleId === saleId) await task(saleId);
    });
  }

  /**
   * Reads the sale that the page shows. Where the agent has lost its last revisions or all of it (they are written without a sync),
   * what the page shows is priced again and stays in view meanwhile; then an answer counts though its revision is lower.
   */
  async function reread(view: SaleView): Promise<void> {
    const found = await steady(() => findSale(view.saleId));
    if (found !== undefined && found.revision >= view.revision) return adopt(found);
    // Of a sale in doubt the cashier must be asked, and one that has ended is not opened again.
    if (found !== undefined && found.state !== 'priced' && found.state !== 'held') return adopt(found, nothingKnown);
    adopt(await steady(() => client.putSale(view.saleId, saleRequest(draftOf(view), found?.revision ?? 0))), nothingKnown);
  }
  async function findSale(saleId: string): Promise<SaleView | undefined> {
    try {
      return await client.sale(saleId);
    } catch (error) {
      if (problemCode(failureOf(error)) === 'sale-unknown') return undefined;
      throw error;
    }
  }
  async function findOpen(): Promise<void> {
    const open = await findUnfinished();
    if (open === undefined) phase$.next({ kind: 'empty' });
    else adopt(open);
  }
  /** A refusal is shown for as long as nothing else is known: an empty sale would say that none is open. */
  async function findUnfinished(): Promise<SaleView | undefined> {
    try {
      return unfinishedSale(await steady(() => Promise.all([newestSale('in-doubt'), newestSale('held'), newestSale('priced')])));
    } catch (error) {
      if (phase$.value.kind === 'loading') phase$.next({ kind: 'loading', refusal: failureOf(error) });
      throw error;
    }
  }
  const newestSale = async (state: SaleView['state']) => (await client.sales(state, 1)).sales[0];

  /**
   * PUT, again on a newer revision where somebody else was quicker. Answers the drafts before and after. A wish that was
   * on its way when the sale came into doubt is refused: a sale that is priced again is in doubt no more, and nobody would ask about its receipt.
   */
  async function put(wish: DraftChange, overrideId?: string): Promise<{ saleId: string; before: Draft; after: Draft } | undefined> {
    // A scan can be quicker than the first look at what is open: it belongs to that sale, not to a second one.
    if (phase$.value.kind === 'loading') await findOpen();
    const freshId = newId();
    for (let attempts = 1; ; attempts += 1) {
      const view = openView();
      if (view?.state === 'in-doubt') throw new SaleInDoubtError();
      const saleId = view?.saleId ?? freshId;
      const before = view === undefined ? emptyDraft : draftOf(view);
      const after = wish(before);
      if (after === before) return undefined;
      try {
        adopt(await steady(() => client.putSale(saleId, saleRequest(after, view?.revision ?? 0), overrideId)));
        return { saleId, before, after };
      } catch (error) {
        const code = problemCode(failureOf(error));
        const isOvertaken = code === 'sale-revised' || code === 'sale-closed';
        if (view === undefined || !isOvertaken || attempts >= maxAttempts) throw error;
        await reread(view);
      }
    }
  }

  /** A call on the open sale at its revision. One that was overtaken shows the newer revision and fails: the cashier must see what changed first. */
  async function callOnOpen(call: (view: SaleView) => Promise<SaleView>): Promise<void> {
    const view = openView();
    if (view === undefined) return;
    try {
      const answer = await steady(() => call(view));
      // Its event may have come first, and the cashier gone on since: an answer does not bring back what was put away.
      if (isShown(view.saleId)) adopt(answer);
    } catch (error) {
      const code = problemCode(failureOf(error));
      if (code === 'sale-revised' || code === 'sale-unknown' || code === 'sale-closed' || code === 'redemption-taken') await reread(view);
      throw error;
    }
  }

  return {
    phase$,
    isWaiting$,
    canUndo$,
    receipt$,
    resync: () =>
      attempt(async () => {
        const view = openView();
        if (view !== undefined) await reread(view);
        else if (phase$.value.kind === 'loading') await findOpen();
      }),
    reload: () =>
      attempt(async () => {
        phase$.next({ kind: 'loading' });
        remember([]);
        await findOpen();
      }),
    look: () =>
      attempt(async () => {
        const known = phase$.value;
        if (known.kind === 'done') adopt(await steady(() => client.sale(known.view.saleId)));
        let before: SalePhase;
        let open: SaleView | undefined;
        // A sale that was told of meanwhile is newer than the answer.
        do {
          before = phase$.value;
          open = await findUnfinished();
        } while (phase$.value !== before);
        if (open !== undefined) adopt(open, nothingKnown);
        else if (phase$.value.kind !== 'done') phase$.next(nothingKnown);
      }),
    follow(view) {
      const known = phase$.value;
      const isKnown = (known.kind === 'open' || known.kind === 'done') && known.view.saleId === view.saleId;
      const isOver = view.state === 'committed' || view.state === 'cancelled';
      // An end of another sale than the one that is shown is no news for who stands here.
      if (isKnown || !isOver || known.kind === 'loading') adopt(view, isKnown ? known : nothingKnown);
    },
    observe(view) {
      if (openView()?.saleId === view.saleId) adopt(view);
    },
    change: (wish, overrideId) =>
      attempt(async () => {
        const done = await put(wish, overrideId);
        if (done !== undefined) remember([...undoSteps.filter((step) => step.saleId === done.saleId), { saleId: done.saleId, change: revert(done.before, done.after) }]);
      }),
    undo: () =>
      attempt(async () => {
        const step = undoSteps.at(-1);
        if (step === undefined) return;
        remember(undoSteps.slice(0, -1));
        const saleId = openView()?.saleId;
        // Where it turns out that the sale has ended, an old line must not open a new one.
        await put((draft) => (openView()?.saleId === saleId ? step.change(draft) : draft));
      }),
    reprice: () =>
      attemptOnOpen(async (saleId) => {
        await put((draft) => (openView()?.saleId === saleId ? { ...draft } : draft));
      }),
    redeem: (points, overrideId) =>
      attemptOnOpen(async () => {
        const key = newId();
        await callOnOpen((view) => client.redeem(view.saleId, { revision: view.revision, points }, key, overrideId));
      }),
    dropRedemption: () => attemptOnOpen(() => callOnOpen((view) => client.dropRedemption(view.saleId, view.revision))),
    commit: (receiptNumber) =>
      attemptOnOpen(async (saleId) => {
        const number = receiptNumber();
        await callOnOpen((view) => client.commit(view.saleId, commitRequest(view, number)));
        receipt$.next({ saleId, number });
      }),
    cancel: () =>
      attemptOnOpen(async () => {
        const view = openView();
        if (view === undefined) return;
        await callOnOpen((open) => client.cancel(open.saleId, { revision: open.revision }));
        const draft = draftOf(view);
        // What was cancelled stays cancelled in the journal; taking it back opens a new sale with the same goods.
        if (draft.lines.length > 0) remember([{ saleId: view.saleId, change: () => draft }]);
        else remember([]);
      }),
    clear() {
      if (phase$.value.kind === 'done') phase$.next({ kind: 'empty' });
    },
  };
}

class SaleInDoubtError extends Error {}

function saleFailureOf(error: unknown): SaleFailure {
  return error instanceof SaleInDoubtError ? { kind: 'in-doubt' } : failureOf(error);
}

/** A sale in doubt comes first, as only the cashier can settle it; else the one that was touched last. */
function unfinishedSale(found: readonly (SaleView | undefined)[]): SaleView | undefined {
  const sales = found.filter((sale) => sale !== undefined);
  return sales.find((sale) => sale.state === 'in-doubt') ?? sales.toSorted((a, b) => b.inputs.time.instantMs - a.inputs.time.instantMs)[0];
}

/** Self-contained, so that it is accepted even where the agent has lost the revision that it names. */
function commitRequest(view: SaleView, number: string) {
  const { baseRevision: _builtOn, ...basket } = saleRequest(draftOf(view), view.revision);
  return { revision: view.revision, receipt: { number, payableMinor: view.priced.payableMinor }, ...basket };
}

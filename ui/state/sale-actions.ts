import type { ProblemCode } from '../../agent/contract/problem.ts';
import type { GoodsView } from '../../agent/contract/scan.ts';
import { receiptNumber } from '../format/receipt-number.ts';
import { ApiError, failureOf } from '../client/api-failure.ts';
import { addGood, removeCoupon, removeLine, setCustomer, setExternal, setPayment, setQuantity, type DraftLine } from './draft.ts';
import type { Notice } from './notices.ts';
import type { SaleFailure } from './sale-store.ts';
import type { Till } from './till.ts';

export type FoundGood = GoodsView['goods'][number];

/** What the cashier can do with a sale. Each shows its own failure; those that answer a boolean tell whether it was done. */
export interface SaleActions {
  add: (good: FoundGood, quantityMilli: number) => void;
  step: (line: DraftLine, byMilli: number) => void;
  setQuantity: (line: DraftLine, quantityMilli: number) => void;
  remove: (line: DraftLine) => void;
  undo: () => void;
  reprice: () => void;
  /** A limit that stands in the way may be lifted by a second person, who is asked at this screen. */
  redeem: (points: number) => Promise<boolean>;
  /** The card that a limit keeps out of this sale, with a second person's word */
  admitCard: () => void;
  removeCoupon: (code: string) => void;
  chooseExternal: (external: string | undefined) => void;
  choosePayment: (method: string | undefined) => void;
  dropRedemption: () => void;
  finish: () => void;
  cancel: () => void;
  /** After a restart: was the receipt of the sale in doubt printed? */
  answerDoubt: (isPrinted: boolean) => void;
  /** Clears what is left of a finished sale. */
  clear: () => void;
}

const limitReached = problem('limit-reached', 409);

export function createSaleActions(till: Till): SaleActions {
  const { sale, notices, goods, link, scans, approvals } = till;

  async function done(work: Promise<SaleFailure | undefined>): Promise<boolean> {
    const failure = await work;
    notices.showFailure(failure);
    return failure === undefined;
  }
  async function doneThenSay(work: Promise<SaleFailure | undefined>, notice: Notice): Promise<void> {
    // A sale that was finished first was neither cancelled nor changed.
    if ((await done(work)) && sale.phase$.value.kind !== 'done') notices.show(notice);
  }
  /** Does it, and where a limit is in the way asks a second person and does it again. */
  async function approved(work: (overrideId?: string) => Promise<SaleFailure | undefined>, subject?: string): Promise<SaleFailure | undefined> {
    try {
      return await approvals.run(subject, async (overrideId) => {
        const failure = await work(overrideId);
        if (failure?.kind === 'problem') throw new ApiError(failure);
        return failure;
      });
    } catch (error) {
      return failureOf(error);
    }
  }
  function remove(line: DraftLine): void {
    notices.clear();
    void doneThenSay(sale.change(removeLine(line.lineId)), { kind: 'line-removed', sku: line.sku });
  }
  function number(): string {
    const status = link.link$.value.status;
    return receiptNumber({ storeId: status?.till.storeId ?? 'store', tillId: status?.till.tillId ?? 'till' }, link.nowMs(), status?.programme?.timeZone);
  }
  /** A sale without goods has no receipt. */
  const hasGoods = () => sale.phase$.value.kind === 'open' && sale.phase$.value.view.basket.lines.length > 0;
  function commit(): void {
    notices.clear();
    if (hasGoods()) void done(sale.commit(number));
  }
  /** What was scanned before belongs to this sale, and the cashier must see the sum with it first. */
  function finish(): void {
    if (scans.unsent$.value > 0) notices.show({ kind: 'scan-unsent' });
    else commit();
  }
  function cancel(): void {
    notices.clear();
    if (hasGoods()) void doneThenSay(sale.cancel(), { kind: 'sale-cancelled' });
    else void done(sale.cancel());
  }

  return {
    add(good, quantityMilli) {
      notices.clear();
      goods.learn([good]);
      void done(sale.change(addGood({ sku: good.sku, unit: good.unit, quantityMilli, unitPriceMinor: good.priceMinor })));
    },
    step(line, byMilli) {
      if (line.quantityMilli + byMilli <= 0) remove(line);
      else void done(sale.change((draft) => setQuantity(line.lineId, (draft.lines.find((each) => each.lineId === line.lineId)?.quantityMilli ?? 0) + byMilli)(draft)));
    },
    setQuantity(line, quantityMilli) {
      notices.clear();
      void done(sale.change(setQuantity(line.lineId, quantityMilli)));
    },
    remove,
    undo() {
      notices.clear();
      void done(sale.undo());
    },
    reprice: () => void done(sale.reprice()),
    redeem(points) {
      notices.clear();
      return done(approved((overrideId) => sale.redeem(points, overrideId)));
    },
    admitCard() {
      notices.clear();
      const { value } = sale.phase$;
      const customer = value.kind === 'open' ? value.view.customer : undefined;
      if (customer?.status !== 'refused') return;
      const { code } = customer;
      // The sale goes on without the card, so the agent refuses nothing: the page asks by itself.
      void done(approved(async (overrideId) => {
        if (overrideId === undefined) return limitReached;
        return await sale.change((draft) => setCustomer({ ...draft.customer, code })(draft), overrideId);
      }, code));
    },
    removeCoupon: (code) => void done(sale.change(removeCoupon(code))),
    chooseExternal: (external) => void done(sale.change(setExternal(external))),
    choosePayment: (method) => void done(sale.change(setPayment(method))),
    dropRedemption() {
      notices.clear();
      void done(sale.dropRedemption());
    },
    finish,
    cancel,
    answerDoubt: (isPrinted) => (isPrinted ? commit() : cancel()),
    clear() {
      notices.clear();
      sale.clear();
    },
  };
}

/** Where the page itself refuses, in the agent's way. */
function problem(code: ProblemCode, status: number): SaleFailure {
  return { kind: 'problem', problem: { type: `urn:loyalty-till:problem:${code}`, title: '', status, code, detail: '' } };
}

import { checkBasket } from '../domain/basket/check-basket.ts';
import { appendNaming } from './append-naming.ts';
import { basketOf, type BasketInput, type BasketSurroundings, surroundingsOf } from './basket-input.ts';
import { takeOrdered, type OrderedCode } from './check-ordered.ts';
import { claimForSlip } from './claim-for-slip.ts';
import { checkCommit, type CommitReturnCode, type ReadyReturn } from './commit-return.ts';
import { digestOf } from './digest.ts';
import { saleHoldRelease } from './hold-release.ts';
import { noteNewHits } from './limits/new-hits.ts';
import { nextRevision } from './next-revision.ts';
import { notReady } from './outcome.ts';
import { returnClosed } from './return-outcome.ts';
import { showsSameCustomer } from './sale-customer.ts';
import { saleOperation } from './sale-operation.ts';
import { endInJournal, saleClosed, saleRevised, saleUnknown } from './sale-outcome.ts';
import type { SaleClaim } from '../domain/claims/sale-claim.ts';
import type { CompiledBundle } from '../domain/bundle/compiled.ts';
import type { Actor } from '../domain/operators/actor.ts';
import type { Receipt } from '../domain/operations/operation.ts';
import type { SignedOrder } from '../domain/orders/signed-order.ts';
import type { OperationDraft } from '../ports/journal.ts';
import type { SaleRecord } from '../ports/sales.ts';
import type { LineInput } from './basket-input.ts';
import type { Refusal } from './outcome.ts';
import type { BasketCode } from './price-sale.ts';
import type { CustomerInput } from './sale-customer.ts';
import type { SaleOutcome } from './sale-outcome.ts';
import type { Till } from './till.ts';

export interface CommitSaleInput extends Readonly<BasketSurroundings> {
  readonly saleId: string;
  readonly revision: number;
  readonly receipt: Receipt;
  /** What was printed, and with it coupons, payment, channel and external programme. With lines the commit is accepted even where the revision is not known any more. */
  readonly lines?: readonly LineInput[];
  readonly customer?: CustomerInput;
  /** What `ordered` lines come from that the sale does not have */
  readonly order?: SignedOrder;
  /** A quoted return that is finished with the sale, under one receipt: both are in the journal, or neither */
  readonly exchange?: { readonly returnId: string; readonly revision: number };
  /** Whether the slip of a sale without a customer shall have a claim code; if nothing is said, as the programme says. Where the programme has none, there is none */
  readonly claim?: boolean;
  readonly by?: Actor;
}

export type CommitSaleCode = 'not-ready' | 'sale-unknown' | 'sale-closed' | 'sale-revised' | OrderedCode | BasketCode | CommitReturnCode;

/** What goes into the journal, and the holds that are given back with it. */
interface Final {
  readonly sale: SaleRecord;
  readonly repriced: boolean;
  readonly released: readonly OperationDraft[];
}

/** Finishes a sale whose receipt was printed. A printed receipt is never refused: a revision that is not current is priced afresh from `lines`. */
export function commitSale(till: Till, input: CommitSaleInput): SaleOutcome<CommitSaleCode> {
  const requestHash = digestOf({ commit: { revision: input.revision, receipt: input.receipt, lines: input.lines ?? null, customer: input.customer ?? null, ...surroundingsOf(input), ...(input.exchange === undefined ? {} : { exchange: { ...input.exchange } }), ...(input.claim === undefined ? {} : { claim: input.claim }) } });
  const current = till.sales.find(input.saleId);
  if (current?.state === 'cancelled') return saleClosed('cancelled');
  if (current?.state === 'committed') {
    return current.commit?.requestHash === requestHash ? { ok: true, sale: current, changed: false } : saleClosed('committed');
  }
  const end = current === undefined ? endInJournal(till, input.saleId) : undefined;
  if (end !== undefined) return saleClosed(end);
  const compiled = till.activeBundle();
  if (compiled === undefined) return notReady();
  const final = finalSale(till, compiled, input, current);
  if ('ok' in final) return final;
  const back = input.exchange === undefined ? undefined : checkCommit(till, { ...input.exchange, receipt: input.receipt, requestHash, exchange: { saleId: input.saleId }, ...(input.by === undefined ? {} : { by: input.by }) });
  if (back !== undefined && 'ok' in back) return back.ok ? returnClosed() : back;
  const by = input.by === undefined ? {} : { by: input.by };
  const claim = claimForSlip(till, final.sale, input.claim);
  const sale = append(till, compiled, input.receipt, final, { requestHash, back, ...(claim === undefined ? {} : { claim }), ...by });
  noteNewHits(till, compiled, { sale, before: current }, by);
  return { ok: true, sale, changed: true };
}

function finalSale(till: Till, compiled: CompiledBundle, input: CommitSaleInput, current: SaleRecord | undefined): Final | Refusal<'sale-unknown' | 'sale-revised' | OrderedCode | BasketCode> {
  if (current !== undefined && current.revision === input.revision && isThatSale(till, compiled, current, input)) return { sale: current, repriced: false, released: [] };
  const printed = printedBasket(input);
  if (printed === undefined) return current === undefined ? saleUnknown() : saleRevised(current.revision);
  const ordered = takeOrdered(till, compiled, { ...input, lines: printed.lines }, { saleId: input.saleId, isPrinted: true, before: current });
  if (!ordered.ok) return ordered;
  const basket = basketOf(printed);
  const problem = checkBasket(compiled, basket);
  if (problem !== undefined) return { ok: false, ...problem };
  const now = till.clock.now();
  const { sale, released } = nextRevision(till, compiled, current, {
    saleId: input.saleId,
    revision: current === undefined ? input.revision : current.revision + 1,
    requestHash: digestOf({ repricedAtCommit: input.revision }),
    basket,
    orders: ordered.orders,
    customer: input.customer,
    time: current?.time ?? till.clock.businessTime(now.atMs, compiled.bundle.timeZone),
    atMs: now.atMs,
    printedRevision: input.revision,
    doer: input.by === undefined ? {} : { by: input.by },
  });
  return { sale, repriced: true, released };
}

/** After a power cut a revision number can come again with another basket: what was printed decides. */
function isThatSale(till: Till, compiled: CompiledBundle, current: SaleRecord, input: CommitSaleInput): boolean {
  if (input.customer !== undefined && !showsSameCustomer(till, compiled, current, input.customer)) return false;
  const printed = printedBasket(input);
  return printed === undefined || digestOf(basketOf(printed)) === digestOf(current.basket);
}

function printedBasket({ lines, ...surroundings }: CommitSaleInput): BasketInput | undefined {
  return lines === undefined ? undefined : { lines, ...surroundingsOf(surroundings) };
}

interface Ending {
  readonly requestHash: string;
  readonly back: ReadyReturn | undefined;
  readonly claim?: SaleClaim;
  readonly by?: Actor;
}

/** The return goes before the sale: what it takes back is judged by what the customer had before they bought. */
function append(till: Till, compiled: CompiledBundle, receipt: Receipt, final: Final, { requestHash, back, claim, by }: Ending): SaleRecord {
  const { programmeId } = compiled.bundle;
  const now = till.clock.now();
  const unspent = final.sale.priced.pointsSpent === 0 ? saleHoldRelease(till, programmeId, final.sale, 'dropped') : [];
  const exchange = back === undefined ? undefined : { returnId: back.returnId };
  const ended: SaleRecord = { ...final.sale, ...(exchange === undefined ? {} : { exchange }) };
  const operation = saleOperation(till, programmeId, ended, receipt, { repricedAtCommit: final.repriced, ...(claim === undefined ? {} : { claim }), ...(by === undefined ? {} : { by }) });
  return appendNaming(till.journal, [...final.released, ...unspent, ...(back === undefined ? [] : [back.operation])], operation, now, (commit, before) => {
    const sale: SaleRecord = { ...ended, state: 'committed', updatedAtMs: now.atMs, commit: { requestHash, ...commit } };
    const place = before.at(-1);
    return { result: sale, changes: { sale, ...(back === undefined || place === undefined ? {} : { return: back.committed(place, now.atMs) }) } };
  });
}

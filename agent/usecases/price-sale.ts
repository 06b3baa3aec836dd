import { checkBasket } from '../domain/basket/check-basket.ts';
import { basketOf, surroundingsOf } from './basket-input.ts';
import { takeOrdered, type OrderedCode } from './check-ordered.ts';
import { digestOf } from './digest.ts';
import { noteNewHits } from './limits/new-hits.ts';
import { nextRevision, type NextRevision } from './next-revision.ts';
import { notReady } from './outcome.ts';
import { endInJournal, isClosed, isRetry, saleClosed, saleRevised } from './sale-outcome.ts';
import type { CompiledBundle } from '../domain/bundle/compiled.ts';
import type { SignedOrder } from '../domain/orders/signed-order.ts';
import type { SaleRecord } from '../ports/sales.ts';
import type { BasketInput } from './basket-input.ts';
import type { Doer } from './limits/limit-watch.ts';
import type { CustomerInput } from './sale-customer.ts';
import type { SaleOutcome } from './sale-outcome.ts';
import type { Refusal } from './outcome.ts';
import type { Till } from './till.ts';

export interface PriceSaleInput extends BasketInput, Doer {
  readonly saleId: string;
  /** The revision that the client has seen; 0 opens the sale */
  readonly baseRevision: number;
  readonly customer?: CustomerInput;
  /** What `ordered` lines come from */
  readonly order?: SignedOrder;
}

export type BasketCode = NonNullable<ReturnType<typeof checkBasket>>['code'];
export type PriceSaleCode = 'not-ready' | 'sale-revised' | 'sale-closed' | OrderedCode | BasketCode;

/** PUT of a sale: prices the whole basket as its next revision. */
export function priceSale(till: Till, input: PriceSaleInput): SaleOutcome<PriceSaleCode> {
  const compiled = till.activeBundle();
  if (compiled === undefined) return notReady();
  const requestHash = digestOf({ put: { baseRevision: input.baseRevision, lines: input.lines, ...surroundingsOf(input), ...(input.customer === undefined ? {} : { customer: input.customer }) } });
  const before = till.sales.find(input.saleId);
  if (before !== undefined && isRetry(before, requestHash)) {
    if (!till.sales.isKept(before.saleId)) till.sales.save(before);
    return { ok: true, sale: before, changed: false };
  }
  const refusal = refuseRevision(till, input, before);
  if (refusal !== undefined) return refusal;
  const ordered = takeOrdered(till, compiled, input, { saleId: input.saleId, before });
  if (!ordered.ok) return ordered;
  const basket = basketOf(input);
  const problem = checkBasket(compiled, basket);
  if (problem !== undefined) return { ok: false, ...problem };
  return { ok: true, sale: saveRevision(till, compiled, input, before, { basket, requestHash, orders: ordered.orders }), changed: true };
}

function refuseRevision(till: Till, input: PriceSaleInput, before: SaleRecord | undefined): Refusal<'sale-closed' | 'sale-revised'> | undefined {
  if (before === undefined) {
    const end = endInJournal(till, input.saleId);
    if (end !== undefined) return saleClosed(end);
    return input.baseRevision === 0 ? undefined : saleRevised(0);
  }
  if (isClosed(before)) return saleClosed(before.state);
  return before.revision === input.baseRevision ? undefined : saleRevised(before.revision);
}

function saveRevision(till: Till, compiled: CompiledBundle, input: PriceSaleInput, before: SaleRecord | undefined, revised: Pick<NextRevision, 'basket' | 'requestHash' | 'orders'>): SaleRecord {
  const now = till.clock.now();
  const { sale, released } = nextRevision(till, compiled, before, {
    saleId: input.saleId,
    revision: input.baseRevision + 1,
    ...revised,
    customer: input.customer,
    time: till.clock.businessTime(now.atMs, compiled.bundle.timeZone),
    atMs: now.atMs,
    doer: input,
  });
  if (released.length > 0) till.journal.append(released, now, { sale });
  else till.sales.save(sale);
  noteNewHits(till, compiled, { sale, before }, input);
  return sale;
}

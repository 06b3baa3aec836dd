import { coverEndsAtMs } from '../domain/redemption/cover.ts';
import { saleHoldRelease } from './hold-release.ts';
import { pricedPart } from './priced-part.ts';
import { programmeNow } from './programme-now.ts';
import { redeemableNow } from './redeemable-now.ts';
import { saleCustomer, type CustomerInput } from './sale-customer.ts';
import type { Doer } from './limits/limit-watch.ts';
import { withheldNow } from './withheld-now.ts';
import type { Basket } from '../domain/basket/basket.ts';
import type { CompiledBundle } from '../domain/bundle/compiled.ts';
import type { BusinessTime } from '../domain/time/business-time.ts';
import type { OperationDraft } from '../ports/journal.ts';
import type { SaleCover, SaleRecord, TakenOrder } from '../ports/sales.ts';
import type { Till } from './till.ts';

export interface NextRevision {
  readonly saleId: string;
  readonly revision: number;
  readonly requestHash: string;
  /** It has passed `checkBasket` */
  readonly basket: Basket;
  /** Of web shops, that its lines come from */
  readonly orders: readonly TakenOrder[];
  readonly customer: CustomerInput | undefined;
  readonly time: BusinessTime;
  readonly atMs: number;
  /** The revision that a receipt was printed from, where this is made for one */
  readonly printedRevision?: number;
  readonly doer?: Doer;
}

/** The next revision of a sale (its first where `before` is undefined), and the release of the hold that it does not keep. */
export function nextRevision(till: Till, compiled: CompiledBundle, before: SaleRecord | undefined, next: NextRevision): { sale: SaleRecord; released: OperationDraft[] } {
  const customer = saleCustomer(till, compiled, next.customer, before, { ...next.doer, saleId: next.saleId, isPrinted: next.printedRevision !== undefined });
  const isSameAccount = before?.customer?.state.accountId === customer.customer?.state.accountId;
  const cover = before?.cover !== undefined && isSameAccount && paysFor(before.cover, next) ? before.cover : undefined;
  // While points are covered, what might be spent is what it was when they were taken.
  const now = redeemableNow(till, compiled, { saleId: next.saleId, ...customer });
  const mayRedeem = cover === undefined ? now.may : before?.mayRedeem;
  // What stands on a printed receipt acted when it was priced, whether the centre is out of reach by now or not.
  const isPrinted = before !== undefined && next.printedRevision !== undefined;
  const programme = programmeNow(till, next.basket, isPrinted ? before.programme?.withheld : withheldNow(till, compiled, now));
  const sale: SaleRecord = {
    saleId: next.saleId,
    revision: next.revision,
    state: cover === undefined ? 'priced' : 'held',
    requestHash: next.requestHash,
    openedAtMs: before?.openedAtMs ?? next.atMs,
    updatedAtMs: next.atMs,
    ...customer,
    ...(next.orders.length === 0 ? {} : { orders: next.orders }),
    ...(programme === undefined ? {} : { programme }),
    ...(cover === undefined ? {} : { cover }),
    ...pricedPart(till, compiled, {
      basket: next.basket,
      time: next.time,
      ...(programme === undefined ? {} : { programme }),
      ...(customer.customer === undefined ? {} : { customer: customer.customer }),
      ...(cover === undefined ? {} : { redeemPoints: cover.points }),
      ...(mayRedeem === undefined ? {} : { mayRedeem }),
    }),
  };
  const released = before === undefined || cover !== undefined ? [] : saleHoldRelease(till, compiled.bundle.programmeId, before, isSameAccount ? 'dropped' : 'customer-changed');
  return { sale, released };
}

/** Points that stand on a printed receipt are spent, however late, and no others are; before that they are promised only until what covers them ends. */
function paysFor(cover: SaleCover, { printedRevision, atMs }: NextRevision): boolean {
  return printedRevision === undefined ? coverEndsAtMs(cover) > atMs : cover.sinceRevision <= printedRevision;
}

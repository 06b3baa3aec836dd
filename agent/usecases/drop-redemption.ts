import { digestOf } from './digest.ts';
import { saleHoldRelease } from './hold-release.ts';
import { notReady } from './outcome.ts';
import { pricedPart, programmeOf } from './priced-part.ts';
import { isClosed, isRetry, saleClosed, saleRevised, saleUnknown } from './sale-outcome.ts';
import type { SaleRecord } from '../ports/sales.ts';
import type { SaleOutcome } from './sale-outcome.ts';
import type { Till } from './till.ts';

export interface DropRedemptionInput {
  readonly saleId: string;
  readonly revision: number;
}

export type DropRedemptionCode = 'not-ready' | 'sale-unknown' | 'sale-closed' | 'sale-revised';

/** Gives the sale's points back and prices it without them. Nothing to do where it has none. */
export function dropRedemption(till: Till, input: DropRedemptionInput): SaleOutcome<DropRedemptionCode> {
  const compiled = till.activeBundle();
  if (compiled === undefined) return notReady();
  const requestHash = digestOf({ drop: { revision: input.revision } });
  const before = till.sales.find(input.saleId);
  if (before === undefined) return saleUnknown();
  if (isRetry(before, requestHash)) return { ok: true, sale: before, changed: false };
  if (isClosed(before)) return saleClosed(before.state);
  if (before.revision !== input.revision) return saleRevised(before.revision);
  if (before.hold === undefined) return { ok: true, sale: before, changed: false };
  const now = till.clock.now();
  const { hold: _given, ...kept } = before;
  const sale: SaleRecord = {
    ...kept,
    ...pricedPart(till, compiled, { basket: before.basket, time: before.time, ...programmeOf(before), ...(before.customer === undefined ? {} : { customer: before.customer }) }),
    revision: before.revision + 1,
    state: 'priced',
    requestHash,
    updatedAtMs: now.atMs,
  };
  till.journal.append(saleHoldRelease(till, compiled.bundle.programmeId, before, 'dropped'), now, { sale });
  return { ok: true, sale, changed: true };
}

import { digestOf } from './digest.ts';
import { saleHoldRelease } from './hold-release.ts';
import { notReady } from './outcome.ts';
import { pricedWith } from './points-refused.ts';
import { redeemableNow } from './redeemable-now.ts';
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
  if (before.cover === undefined) return { ok: true, sale: before, changed: false };
  const now = till.clock.now();
  const { cover: _given, mayRedeem: _then, ...kept } = before;
  const { may: mayRedeem } = redeemableNow(till, compiled, before);
  const sale: SaleRecord = {
    ...kept,
    ...pricedWith(till, compiled, before, undefined, mayRedeem),
    revision: before.revision + 1,
    state: 'priced',
    requestHash,
    updatedAtMs: now.atMs,
  };
  till.journal.append(saleHoldRelease(till, compiled.bundle.programmeId, before, 'dropped'), now, { sale });
  return { ok: true, sale, changed: true };
}

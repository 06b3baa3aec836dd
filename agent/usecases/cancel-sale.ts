import { saleHoldRelease } from './hold-release.ts';
import { notReady } from './outcome.ts';
import { cancelOperation } from './sale-operation.ts';
import { saleClosed, saleRevised, saleUnknown } from './sale-outcome.ts';
import type { Actor } from '../domain/operators/actor.ts';
import type { SaleRecord } from '../ports/sales.ts';
import type { SaleOutcome } from './sale-outcome.ts';
import type { Till } from './till.ts';

export interface CancelSaleInput {
  readonly saleId: string;
  readonly revision: number;
  readonly by?: Actor;
}

export type CancelSaleCode = 'not-ready' | 'sale-unknown' | 'sale-closed' | 'sale-revised';

/** Ends a sale without a receipt and gives its points back. Cancelling again answers the same. */
export function cancelSale(till: Till, input: CancelSaleInput): SaleOutcome<CancelSaleCode> {
  const compiled = till.activeBundle();
  if (compiled === undefined) return notReady();
  const before = till.sales.find(input.saleId);
  if (before === undefined) return saleUnknown();
  if (before.state === 'committed') return saleClosed('committed');
  if (before.revision !== input.revision) return saleRevised(before.revision);
  if (before.state === 'cancelled') return { ok: true, sale: before, changed: false };
  const now = till.clock.now();
  const { programmeId, timeZone } = compiled.bundle;
  const sale: SaleRecord = { ...before, state: 'cancelled', updatedAtMs: now.atMs };
  const cancelled = cancelOperation(till, programmeId, before, till.clock.businessTime(now.atMs, timeZone), input.by);
  till.journal.append([...saleHoldRelease(till, programmeId, before, 'cancelled'), cancelled], now, { sale });
  return { ok: true, sale, changed: true };
}

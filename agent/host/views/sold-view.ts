import { soldOf } from '../../usecases/sold.ts';
import type { SoldView } from '../../contract/sale.ts';
import type { ReturnRecord } from '../../ports/returns.ts';
import type { Till } from '../../usecases/till.ts';

/** The sale that a return is of, for whoever chooses among its lines; undefined where none is named or known any more. */
export function soldView(till: Till, { returnId, saleId, blind, told, slip }: ReturnRecord): SoldView | undefined {
  if (blind !== undefined) return undefined;
  const found = soldOf(till, saleId, { told, slip });
  if (!found.ok) return undefined;
  const { sale, whole, returns } = found.sold;
  const before = returns.filter((each) => each.returnId !== returnId).flatMap(({ result }) => result.lines);
  const returnedOf = (lineId: string): number => before.filter((line) => line.lineId === lineId).reduce((sum, line) => sum + line.quantityMilli, 0);
  return {
    ...(whole === undefined ? {} : { receiptNumber: whole.receipt.number, soldAtMs: whole.time.instantMs }),
    ...(told === undefined ? {} : { centreAsked: true as const }),
    lines: sale.result.lines.map(({ lineId, sku, quantityMilli, payableMinor, pointsSpent }) => ({ lineId, sku, quantityMilli, paidMinor: payableMinor, pointsSpent, returnedMilli: returnedOf(lineId) })),
  };
}

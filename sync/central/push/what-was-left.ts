import type { QuotedReturn, ReturnCommitted, SaleCommitted } from '../../../agent/domain/operations/operation.ts';
import { sumOf } from '../../../agent/domain/returns/undo.ts';

/** Which quantities of a return the returns before it had left. Tills that knew nothing of one another may have taken the same goods back. */
export function clipToLeft(sale: SaleCommitted, earlier: readonly ReturnCommitted[], wanted: QuotedReturn): { lines: { lineId: string; quantityMilli: number }[]; isClipped: boolean } {
  const left = new Map(sale.result.lines.map(({ lineId, quantityMilli }) => [lineId, quantityMilli]));
  for (const { lineId, quantityMilli } of earlier.flatMap(({ result }) => result.lines)) left.set(lineId, (left.get(lineId) ?? 0) - quantityMilli);
  const lines = wanted.lines
    .map(({ lineId, quantityMilli }) => ({ lineId, quantityMilli: Math.min(quantityMilli, Math.max(0, left.get(lineId) ?? 0)) }))
    .filter(({ quantityMilli }) => quantityMilli > 0);
  const isClipped = sumOf(lines.map(({ quantityMilli }) => quantityMilli)) < sumOf(wanted.lines.map(({ quantityMilli }) => quantityMilli));
  return { lines, isClipped };
}

/**
 * The points are those that the centre's own quote undoes; the money is what the customer was given: a line that comes back whole has the stated refund, of a cut one the
 * smaller. So what all returns paid out stays true, and the last of them gives the rest.
 */
export function withPaidMoney(quoted: QuotedReturn, stated: QuotedReturn): QuotedReturn {
  const paid = new Map(stated.lines.map((line) => [line.lineId, line]));
  const lines = quoted.lines.map((line) => {
    const given = paid.get(line.lineId);
    if (given === undefined) return line;
    return { ...line, refundMinor: given.quantityMilli === line.quantityMilli ? given.refundMinor : Math.min(given.refundMinor, line.refundMinor) };
  });
  return { ...quoted, lines, refundMinor: sumOf(lines.map(({ refundMinor }) => refundMinor)) };
}

import type { PlannedEvent, PlannedReturn, PlannedSale } from '../planned-event.ts';
import type { Answered } from './answered.ts';

/**
 * Holds the returns of every sale against the sale: together they undo no more of it than there was, and the returns of all of it undo all of it,
 * whatever the programme's rules. Figures are those that the tills answered. Pure.
 *
 * @returns in words, one text for each sum that differs
 */
export function compareReturns(planned: readonly PlannedEvent[], answered: Answered): string[] {
  const returnsOf = Map.groupBy(planned.filter((event) => event.kind === 'return'), ({ saleId }) => saleId);
  return planned.filter((event) => event.kind === 'sale').flatMap((sale) => {
    const returns = returnsOf.get(sale.saleId) ?? [];
    const [sold] = answered.sales.get(sale.saleId) ?? [];
    const done = returns.flatMap(({ returnId }) => answered.returns.get(returnId)?.[0] ?? []);
    // What was not answered is named as missing.
    if (sold === undefined || done.length === 0 || done.length < returns.length) return [];
    const sum = (figure: 'refundMinor' | 'pointsGivenBack' | 'pointsTakenBack' | 'pointsShortfall'): number => done.reduce((total, each) => total + each[figure], 0);
    const sums: [string, number, number][] = [
      ['money refunded', sum('refundMinor'), sold.payableMinor],
      ['points given back', sum('pointsGivenBack'), sold.pointsSpent],
      ['points taken back or left', sum('pointsTakenBack') + sum('pointsShortfall'), sold.pointsEarned],
    ];
    const isWhole = isAllReturned(sale, returns);
    return sums.filter(([, undone, whole]) => (isWhole ? undone !== whole : undone > whole)).map(([what, undone, whole]) => `${sale.saleId}: ${undone} ${what} of ${whole}`);
  });
}

function isAllReturned(sale: PlannedSale, returns: readonly PlannedReturn[]): boolean {
  if (returns.some(({ lines }) => lines === undefined)) return true;
  const returnedMilli = returns.flatMap(({ lines = [] }) => lines).reduce((sum, { quantityMilli }) => sum + quantityMilli, 0);
  return returnedMilli === sale.lines.reduce((sum, { quantityMilli }) => sum + quantityMilli, 0);
}

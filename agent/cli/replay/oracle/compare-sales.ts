import type { PlannedSale } from '../planned-event.ts';
import type { Answered } from './answered.ts';
import { linesText, type TillBooks } from './books.ts';

/**
 * Holds every finished sale against what the cashier did: the goods that were scanned, the account whose card was shown, and the figures that the
 * till answered. All other comparisons ask whether the books agree with one another, and books that agree can be wrong together. Pure.
 *
 * @param accountOf whose card the code is; undefined for one that no sale counts for
 * @returns in words, one text for each thing that differs
 */
export function compareSales(planned: readonly PlannedSale[], accountOf: (code: string) => string | undefined, answered: Answered, tills: readonly TillBooks[]): string[] {
  const journalled = new Map(tills.flatMap(({ sales }) => sales).map((sale) => [sale.saleId, sale]));
  return planned.flatMap(({ saleId, lines, customer }) => {
    const inJournal = journalled.get(saleId);
    const [answer] = answered.sales.get(saleId) ?? [];
    // What is not there at all is named as lost.
    if (inJournal === undefined || answer === undefined) return [];
    const wrong: string[] = [];
    const account = customer === undefined ? undefined : accountOf(customer.code);
    for (const [where, got] of [['the answer', answer.accountId], ['the journal', inJournal.accountId ?? undefined]] as const) {
      if (got !== account) wrong.push(`${saleId} belongs to ${account ?? 'nobody'}, and to ${got ?? 'nobody'} by ${where}`);
    }
    if (inJournal.lines !== linesText(lines)) wrong.push(`${saleId}: other goods were scanned than the journal has`);
    for (const figure of ['discountMinor', 'pointsEarned', 'pointsSpent'] as const) {
      if (inJournal[figure] !== answer[figure]) wrong.push(`${saleId}: ${figure} was answered as ${answer[figure]} and is ${inJournal[figure]} in the journal`);
    }
    return wrong;
  });
}

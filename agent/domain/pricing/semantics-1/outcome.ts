import type { LineDiscount, WorkingLine } from './working-line.ts';
import type { WorkingSale } from './working-sale.ts';

/** What one way of combining promotions leads to, before the receipt's cap and the rounding. */
export interface Outcome {
  /** What is left of the lines */
  readonly leftMinor: number;
  /** By line */
  readonly discounts: readonly (readonly LineDiscount[])[];
}

export function outcomeOf(lines: readonly WorkingLine[]): Outcome {
  let leftMinor = 0;
  for (const line of lines) leftMinor += line.leftMinor;
  return { leftMinor, discounts: lines.map(({ discounts }) => discounts) };
}

/** Below zero where `a` is better for the customer: lowest payable, then most points, then fewest promotions on lines, then the earlier promotions. `tieBreak` says about the points, and is asked only where payables tie. */
export function compareOutcomes(sale: WorkingSale, a: Outcome, b: Outcome, tieBreak: () => number): number {
  return a.leftMinor - b.leftMinor || tieBreak() || countOf(a) - countOf(b) || compareOrdinals(ordinalsOf(sale, a), ordinalsOf(sale, b));
}

/** The ids of the promotions that act in it, in the order of application. */
export function promotionIdsOf(sale: WorkingSale, outcome: Outcome): string[] {
  return [...new Set(ordinalsOf(sale, outcome))].flatMap((ordinal) => sale.compiled.promotions.at(ordinal).id);
}

function countOf({ discounts }: Outcome): number {
  let count = 0;
  for (const ofLine of discounts) count += ofLine.length;
  return count;
}

function ordinalsOf({ compiled }: WorkingSale, { discounts }: Outcome): number[] {
  return discounts
    .flat()
    .flatMap(({ promotionId }) => compiled.promotions.find(promotionId)?.ordinal ?? [])
    .sort((a, b) => a - b);
}

function compareOrdinals(a: readonly number[], b: readonly number[]): number {
  for (const [place, ordinal] of a.entries()) {
    const difference = ordinal - (b[place] ?? ordinal);
    if (difference !== 0) return difference;
  }
  return 0;
}

import type { Given } from './given.ts';
import type { WorkingLine } from './working-line.ts';
import type { WorkingSale } from './working-sale.ts';

/** What one way of combining promotions leads to, before the receipt's cap and the rounding. */
export interface Outcome {
  /** What is left of the lines */
  readonly leftMinor: number;
  /** By line; what an order brought along is the same in all ways */
  readonly given: readonly (Given | undefined)[];
}

export function outcomeOf(lines: readonly WorkingLine[]): Outcome {
  let leftMinor = 0;
  for (const line of lines) leftMinor += line.leftMinor;
  return { leftMinor, given: lines.map(({ given }) => given) };
}

/** Below zero where `a` is better for the customer: lowest payable, then most points, then fewest promotions on lines, then the earlier promotions. `tieBreak` says about the points, and is asked only where payables tie. */
export function compareOutcomes(a: Outcome, b: Outcome, tieBreak: () => number): number {
  return a.leftMinor - b.leftMinor || tieBreak() || compareOrdinals(ordinalsOf(a), ordinalsOf(b));
}

/** The ids of the promotions that act in it on these lines, in the order of application; those that an order brought along are among them. */
export function promotionIdsOf({ compiled }: WorkingSale, outcome: Outcome, lines: readonly WorkingLine[]): string[] {
  const kept = lines.flatMap((line) => line.kept).flatMap(({ promotionId }) => compiled.promotions.find(promotionId)?.ordinal ?? []);
  const ordinals = new Set([...kept, ...ordinalsOf(outcome)]);
  return [...ordinals].sort((a, b) => a - b).map((ordinal) => compiled.promotions.idAt(ordinal));
}

/** One for each discount, ascending. */
function ordinalsOf({ given }: Outcome): number[] {
  const ordinals: number[] = [];
  for (const last of given) for (let one = last; one !== undefined; one = one.before) ordinals.push(one.ordinal);
  return ordinals.sort((a, b) => a - b);
}

/** The shorter first, then by the first that differs. */
function compareOrdinals(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length) return a.length - b.length;
  for (const [place, ordinal] of a.entries()) {
    const difference = ordinal - (b[place] ?? ordinal);
    if (difference !== 0) return difference;
  }
  return 0;
}

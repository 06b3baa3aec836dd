import type { Pick } from '../../../promotions/promotion.ts';
import { compareLines, pickPriceOf, unitsOf, type WorkingLine } from '../working-line.ts';

/** Units of one line. A line may have a million pieces, so units are counted and never listed. */
export interface UnitRun {
  readonly line: WorkingLine;
  readonly count: number;
}

/**
 * The units of the lines, the cheapest or the dearest first: by what a unit cost before any discount, equals in the canonical order of lines. Each
 * line once, with at most `unitsPerLine` units.
 */
export function poolOf(lines: readonly WorkingLine[], pick: Pick, unitsPerLine = Number.MAX_SAFE_INTEGER): UnitRun[] {
  return lines.toSorted(pick === 'cheapest' ? cheapestFirst : dearestFirst).map((line) => ({ line, count: Math.min(unitsOf(line), unitsPerLine) }));
}

/** The first `count` units of the pool; all of them where there are fewer. */
export function firstUnits(pool: readonly UnitRun[], count: number): UnitRun[] {
  const taken: UnitRun[] = [];
  let missing = count;
  for (const run of pool) {
    if (missing <= 0) break;
    taken.push(run.count <= missing ? run : { line: run.line, count: missing });
    missing -= run.count;
  }
  return taken;
}

export function countUnits(lines: readonly WorkingLine[]): number {
  let sum = 0;
  for (const line of lines) sum += unitsOf(line);
  return sum;
}

function cheapestFirst(a: WorkingLine, b: WorkingLine): number {
  return pickPriceOf(a) - pickPriceOf(b) || compareLines(a, b);
}

function dearestFirst(a: WorkingLine, b: WorkingLine): number {
  return pickPriceOf(b) - pickPriceOf(a) || compareLines(a, b);
}

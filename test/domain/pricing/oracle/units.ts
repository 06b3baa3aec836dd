/** Goods one by one. */
import type { Pick } from '../../../../agent/domain/promotions/promotion.ts';
import type { Line } from './lines.ts';

export interface Unit {
  line: Line;
  /** Before any discount; of a weighing all that it costs */
  price: number;
}

/** The units of lines in canonical order; of each line at most so many. */
export function unitsOf(lines: readonly Line[], perLine = Infinity): Unit[] {
  return lines.flatMap((line) => {
    const price = line.basket.quantityMilli % 1000 === 0 ? line.basket.unitPriceMinor : line.gross;
    return Array.from({ length: Math.min(line.units, perLine) }, () => ({ line, price }));
  });
}

/** The cheapest or the dearest first; equal ones stay in canonical order. */
export function inOrderOf(pick: Pick, units: readonly Unit[]): Unit[] {
  return units.toSorted((a, b) => (pick === 'cheapest' ? a.price - b.price : b.price - a.price));
}

export function countByLine(units: readonly Unit[]): Map<Line, number> {
  const counts = new Map<Line, number>();
  for (const { line } of units) counts.set(line, (counts.get(line) ?? 0) + 1);
  return counts;
}

import type { Off } from '../../../../agent/domain/promotions/promotion.ts';
import { unreachable } from '../../../../agent/domain/unreachable.ts';
import { divide } from './arithmetic.ts';
import type { Line } from './lines.ts';

/** What `off` takes off `count` of the line's units, never more than the line's room. */
export function offUnits(off: Off, line: Line, count: number): number {
  return Math.max(0, Math.min(beforeFloor(off, line, count), line.left - line.floor));
}

/** What is left of `count` of the line's units. */
export function leftOfUnits(line: Line, count: number): number {
  return divide(line.left, count, line.units, 'half-up');
}

function beforeFloor(off: Off, line: Line, count: number): number {
  const quantityMilli = (line.basket.quantityMilli * count) / line.units;
  switch (off.kind) {
    case 'percent': return divide(line.left, off.basisPoints * count, 10_000 * line.units, 'half-up');
    case 'amount': return Math.min(divide(off.amountMinor, quantityMilli, 1000, 'half-up'), leftOfUnits(line, count));
    case 'price': return leftOfUnits(line, count) - divide(off.priceMinor, quantityMilli, 1000, 'half-up');
    default: return unreachable(off);
  }
}

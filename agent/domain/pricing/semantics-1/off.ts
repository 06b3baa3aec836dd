import { mulDiv, mulDivAtMost } from '../../money/mul-div.ts';
import type { Off } from '../../promotions/promotion.ts';
import { howMuchOf, kindOf, type WholeOff, wholeOffKinds } from '../../promotions/whole-off.ts';
import { roomOf, unitsOf, type WorkingLine } from './working-line.ts';
import { unreachable } from '../../unreachable.ts';

/** What `off` takes from `units` of the line's units, as the line is now and within its room. */
export function offUnits(off: Off, line: WorkingLine, units: number): number {
  return Math.min(wantedOff(off, line, units), roomOf(line));
}

/** The same of all units of the line. */
export function offWholeLine(off: WholeOff, line: WorkingLine): number {
  return Math.min(wantedOffWhole(kindOf(off), howMuchOf(off), line), roomOf(line));
}

function wantedOffWhole(kind: number, howMuch: number, { leftMinor, quantityMilli }: WorkingLine): number {
  if (kind === wholeOffKinds.percent) return mulDiv(leftMinor, howMuch, 10_000, 'half-up');
  const ofUnitsMinor = mulDivAtMost(howMuch, quantityMilli, 1000, 'half-up', leftMinor);
  return kind === wholeOffKinds.amount ? ofUnitsMinor : leftMinor - ofUnitsMinor;
}

function wantedOff(off: Off, line: WorkingLine, units: number): number {
  const { leftMinor, quantityMilli } = line;
  const all = unitsOf(line);
  // A weighing is one unit, so this is whole.
  const milli = units === all ? quantityMilli : (quantityMilli / all) * units;
  // Of some units no more can be taken than they are worth: the others keep their price.
  const worthMinor = units === all ? leftMinor : mulDiv(leftMinor, units, all, 'half-up');
  switch (off.kind) {
    case 'percent':
      return mulDiv(leftMinor, off.basisPoints * units, 10_000 * all, 'half-up');
    case 'amount':
      return mulDivAtMost(off.amountMinor, milli, 1000, 'half-up', worthMinor);
    case 'price':
      return worthMinor - mulDivAtMost(off.priceMinor, milli, 1000, 'half-up', worthMinor);
    default:
      return unreachable(off);
  }
}

import type { Off } from '../../../../agent/domain/promotions/promotion.ts';
import type { Line } from './lines.ts';
import { offUnits } from './off.ts';
import { countByLine, type Unit } from './units.ts';

/** What a promotion on goods would take off, before its limits and the receipt's cap. */
export interface Wish {
  amounts: Map<Line, number>;
  /** Lines whose units it needs, also where it takes nothing off them */
  used: Set<Line>;
}

export const noWish: Wish = { amounts: new Map(), used: new Set() };

/** Where it is not said which units it needs, it needs the lines that it takes something from. */
export function wishOff(off: Off, units: readonly Unit[], used?: readonly Unit[]): Wish {
  const amounts = new Map([...countByLine(units)].map(([line, count]) => [line, offUnits(off, line, count)]));
  return { amounts, used: used === undefined ? linesOf(amounts) : new Set(used.map(({ line }) => line)) };
}

export function linesOf(amounts: Wish['amounts']): Set<Line> {
  return new Set([...amounts].filter(([, amount]) => amount > 0).map(([line]) => line));
}

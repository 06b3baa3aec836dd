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

export function wishOff(off: Off, units: readonly Unit[], used: readonly Unit[] = units): Wish {
  const amounts = new Map([...countByLine(units)].map(([line, count]) => [line, offUnits(off, line, count)]));
  return { amounts, used: new Set(used.map(({ line }) => line)) };
}

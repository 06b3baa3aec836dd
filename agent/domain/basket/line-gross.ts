import { mulDiv, mulDivAtMost } from '../money/mul-div.ts';
import type { BasketLine } from './basket.ts';

/** What the line costs before any discount: quantity × price, rounded half up. */
export function lineGross(line: Pick<BasketLine, 'unitPriceMinor' | 'quantityMilli'>): number {
  return mulDiv(line.unitPriceMinor, line.quantityMilli, 1000, 'half-up');
}

/** The same, but never more than `limit`: tells an amount that is too large without computing it. */
export function lineGrossAtMost(line: Pick<BasketLine, 'unitPriceMinor' | 'quantityMilli'>, limit: number): number {
  return mulDivAtMost(line.unitPriceMinor, line.quantityMilli, 1000, 'half-up', limit);
}

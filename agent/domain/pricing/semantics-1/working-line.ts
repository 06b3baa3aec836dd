import type { BasketLine } from '../../basket/basket.ts';
import type { PromotionsOfGood } from '../../promotions/promotion-index.ts';
import type { LineFacts } from '../../promotions/sale-facts.ts';
import type { Given } from './given.ts';

export interface LineDiscount {
  readonly promotionId: string;
  readonly amountMinor: number;
}

/** A line on its way through the pipeline. */
export interface WorkingLine extends LineFacts {
  readonly line: BasketLine;
  /** Those that may concern its good */
  readonly promotions: PromotionsOfGood;
  /** Its place in the basket */
  readonly index: number;
  /** The good's minimum price × quantity: neither discounts nor points go below it */
  readonly minPriceFloorMinor: number;
  /** Discounts go no lower: minimum price, the line's cap, goods without discount */
  readonly discountFloorMinor: number;
  /** False for goods without discount and for lines of an order that keep what they had: no promotion takes anything off their units, and only `mayUse` knows which may need them */
  readonly takesDiscounts: boolean;
  /** Discounts that came with an order; no combination changes them */
  kept: readonly LineDiscount[];
  /** What they left */
  openMinor: number;
  leftMinor: number;
  stageMinor: number;
  /** The last discount after those that were kept, with those before it */
  given: Given | undefined;
  pointsPaidMinor: number;
  pointsSpent: number;
  pointsEarned: number;
  /** Of them from `points-percent` promotions */
  percentPoints: number;
}

/** How many units picks can tell apart: pieces, or 1 for a weighing. */
export function unitsOf({ quantityMilli }: WorkingLine): number {
  return quantityMilli % 1000 === 0 ? quantityMilli / 1000 : 1;
}

/** What one unit cost before any discount: what picks compare. */
export function pickPriceOf({ quantityMilli, unitPriceMinor, grossMinor }: WorkingLine): number {
  return quantityMilli % 1000 === 0 ? unitPriceMinor : grossMinor;
}

/** What discounts may still take off the line. */
export function roomOf(line: WorkingLine): number {
  return line.leftMinor > line.discountFloorMinor ? line.leftMinor - line.discountFloorMinor : 0;
}

/** An order of the lines that does not depend on the order of scanning. Lines that are equal but for their id get the same anyway, or differ by one unit: then the id decides. */
export function compareLines(a: WorkingLine, b: WorkingLine): number {
  return compare(a.sku, b.sku) || a.unitPriceMinor - b.unitPriceMinor || a.quantityMilli - b.quantityMilli || compare(a.line.lineId, b.line.lineId);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

import type { BasketLine } from '../../basket/basket.ts';
import type { PromotionsOfGood } from '../../promotions/promotion-index.ts';
import type { CompiledPromotion } from '../../promotions/compiled-promotion.ts';
import type { LineFacts } from '../../promotions/sale-facts.ts';

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
  discounts: LineDiscount[];
  /** By whom: goes with `discounts` after those that were kept */
  givenBy: readonly CompiledPromotion[];
  pointsPaidMinor: number;
  pointsSpent: number;
  pointsEarned: number;
  /** Of them from `points-percent` promotions */
  percentPoints: number;
}

export function takeOff(line: WorkingLine, promotion: CompiledPromotion, amountMinor: number): void {
  line.leftMinor -= amountMinor;
  line.discounts = withOneMore(line.discounts, { promotionId: promotion.id, amountMinor });
  line.givenBy = withOneMore(line.givenBy, promotion);
}

/**
 * What the promotions of one turn take off one line, one after another. The line's lists are made when the turn ends: a list that has grown takes ten times the room of one made
 * to measure, and to make one for each promotion costs the square of them.
 */
export class LineTurn {
  // They are written over from the start in each turn: an emptied list would have to grow anew.
  readonly #discounts: LineDiscount[] = [];
  readonly #givenBy: CompiledPromotion[] = [];
  #count = 0;

  /** Did a promotion of a `best` group take something off the line, in this turn or before? */
  hasChosen({ givenBy }: WorkingLine): boolean {
    for (let place = 0; place < this.#count; place += 1) if (this.#givenBy[place]?.group.mode === 'best') return true;
    return givenBy.some(({ group }) => group.mode === 'best');
  }

  takeOff(line: WorkingLine, promotion: CompiledPromotion, amountMinor: number): void {
    line.leftMinor -= amountMinor;
    this.#discounts[this.#count] = { promotionId: promotion.id, amountMinor };
    this.#givenBy[this.#count] = promotion;
    this.#count += 1;
  }

  end(line: WorkingLine): void {
    const count = this.#count;
    if (count === 0) return;
    this.#count = 0;
    line.discounts = withMore(line.discounts, this.#discounts, count);
    line.givenBy = withMore(line.givenBy, this.#givenBy, count);
  }
}

/** A new list, with the first `count` of `more`. */
function withMore<T>(list: readonly T[], more: readonly T[], count: number): T[] {
  const [first] = more;
  if (list.length === 0) return count === 1 && first !== undefined ? [first] : more.slice(0, count);
  return [...list, ...more.slice(0, count)];
}

/** A new list: outcomes keep the lists of earlier tries. */
function withOneMore<T>(list: readonly T[], entry: T): T[] {
  const first = list[0];
  // Most lines get one or two, and a list that has grown takes ten times the room of one made to measure.
  if (first === undefined) return [entry];
  return list.length === 1 ? [first, entry] : [...list, entry];
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

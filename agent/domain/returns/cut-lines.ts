import type { BasketLine } from '../basket/basket.ts';
import { mulDiv } from '../money/mul-div.ts';
import type { QuotedReturn } from '../operations/operation.ts';
import type { ReturnableLine, ReturnableSale } from './returnable-sale.ts';

export interface LineToReturn {
  lineId: string;
  quantityMilli: number;
}

/** The unit of a good, where the programme knows it. */
export type UnitOf = (sku: string) => 'piece' | 'kg' | undefined;

/** A returned part of a line with its stored shares. */
export interface ReturnedPart extends LineToReturn {
  /** The most that it may give back: what it cost before discounts (its share of the money, where rounding makes that more) */
  readonly roomMinor: number;
  readonly payableMinor: number;
  readonly pointsSpent: number;
  readonly pointsEarned: number;
}

export interface Cut {
  readonly ok: true;
  readonly parts: ReturnedPart[];
  /** What the customer still has after this return */
  readonly kept: BasketLine[];
  /** What that cost before discounts */
  readonly keptRoomMinor: number;
  /** Nothing of the sale is left after this return */
  readonly isLast: boolean;
}

export interface CutRefusal {
  readonly ok: false;
  readonly code: 'return-exceeds-sale' | 'line-unknown' | 'duplicate-line' | 'quantity-not-whole';
  readonly lineId?: string;
}

/** Cuts what comes back, or all that is left (`rest`), off what earlier returns left of the sale. */
export function cutLines(sale: ReturnableSale, earlier: readonly QuotedReturn[], lines: readonly LineToReturn[] | 'rest', unitOf: UnitOf): Cut | CutRefusal {
  const left = leftOf(sale.result.lines, earlier);
  const wanted = lines === 'rest' ? whatIsLeft(left) : lines;
  // Nobody means an empty return: of a sale without anything left even nothing is too much.
  if (wanted.length === 0) return { ok: false, code: 'return-exceeds-sale' };

  const sold = new Map(sale.result.lines.map((line) => [line.lineId, line]));
  const seen = new Set<string>();
  const parts: ReturnedPart[] = [];
  for (const { lineId, quantityMilli } of wanted) {
    const line = sold.get(lineId);
    if (line === undefined) return { ok: false, code: 'line-unknown', lineId };
    if (seen.has(lineId)) return { ok: false, code: 'duplicate-line', lineId };
    seen.add(lineId);
    const leftMilli = left.get(lineId) ?? 0;
    // All that is left may always come back: the good may have become a piece since it was sold.
    if (quantityMilli !== leftMilli && quantityMilli % 1000 !== 0 && unitOf(line.sku) === 'piece') return { ok: false, code: 'quantity-not-whole', lineId };
    if (quantityMilli > leftMilli) return { ok: false, code: 'return-exceeds-sale', lineId };
    parts.push(cutPart(line, line.quantityMilli - leftMilli, quantityMilli));
    left.set(lineId, leftMilli - quantityMilli);
  }
  return {
    ok: true,
    parts,
    kept: keptLines(sale.basket.lines, left),
    keptRoomMinor: keptRoom(sale.result.lines, left),
    isLast: left.values().every((leftMilli) => leftMilli <= 0),
  };
}

/** How much of each line no return has taken, by its id. */
function leftOf(lines: readonly ReturnableLine[], earlier: readonly QuotedReturn[]): Map<string, number> {
  const left = new Map(lines.map(({ lineId, quantityMilli }) => [lineId, quantityMilli]));
  for (const returned of earlier) {
    for (const { lineId, quantityMilli } of returned.lines) left.set(lineId, (left.get(lineId) ?? 0) - quantityMilli);
  }
  return left;
}

function whatIsLeft(left: ReadonlyMap<string, number>): LineToReturn[] {
  return [...left].map(([lineId, quantityMilli]) => ({ lineId, quantityMilli })).filter(({ quantityMilli }) => quantityMilli > 0);
}

function keptLines(lines: readonly BasketLine[], left: ReadonlyMap<string, number>): BasketLine[] {
  return lines.map((line) => ({ ...line, quantityMilli: left.get(line.lineId) ?? 0 })).filter(({ quantityMilli }) => quantityMilli > 0);
}

function keptRoom(lines: readonly ReturnableLine[], left: ReadonlyMap<string, number>): number {
  let roomMinor = 0;
  for (const { lineId, quantityMilli, grossMinor } of lines) roomMinor += grossMinor - mulDiv(grossMinor, quantityMilli - (left.get(lineId) ?? 0), quantityMilli, 'floor');
  return roomMinor;
}

function cutPart(line: ReturnableLine, before: number, quantityMilli: number): ReturnedPart {
  const payableMinor = partOf(line.payableMinor);
  return {
    lineId: line.lineId,
    quantityMilli,
    roomMinor: Math.max(partOf(line.grossMinor), payableMinor),
    payableMinor,
    pointsSpent: partOf(line.pointsSpent),
    pointsEarned: partOf(line.pointsEarned),
  };

  /** The share up to the end of this part, less the share up to its beginning: so the parts of a line never drift from the whole. */
  function partOf(whole: number): number {
    return shareUpTo(before + quantityMilli) - shareUpTo(before);

    function shareUpTo(quantity: number): number {
      return mulDiv(whole, quantity, line.quantityMilli, 'floor');
    }
  }
}

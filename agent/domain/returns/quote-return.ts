import { mulDiv } from '../money/mul-div.ts';
import type { QuotedReturn, SaleCommitted } from '../operations/operation.ts';
import type { PricedLine } from '../pricing/priced-sale.ts';

export interface LineToReturn {
  lineId: string;
  quantityMilli: number;
}

export type ReturnQuote =
  | { ok: true; quoted: QuotedReturn }
  | { ok: false; code: 'return-exceeds-sale' | 'line-unknown' | 'duplicate-line' | 'quantity-not-whole'; lineId?: string };

/** The unit of a good, where the programme knows it. */
export type UnitOf = (sku: string) => 'piece' | 'kg' | undefined;

/**
 * What the return of some lines of a sale, or of all that is left (`rest`), gives back: money paid, points that had paid, and the points earned
 * that are taken back. Parts are cut so that all returns of a line add up to the line exactly, however it was cut.
 * `earlier` are the committed returns of this sale. `unitOf` lets it refuse a part of a piece; the sale itself does not tell units.
 */
export function quoteReturn(
  sale: SaleCommitted,
  earlier: readonly QuotedReturn[],
  lines: readonly LineToReturn[] | 'rest',
  unitOf: UnitOf = () => undefined,
): ReturnQuote {
  const returned = sumReturned(earlier);
  const wanted = lines === 'rest' ? whatIsLeft(sale.result.lines, returned) : lines;
  // Nobody means an empty return: of a sale without anything left even nothing is too much.
  if (wanted.length === 0) return { ok: false, code: 'return-exceeds-sale' };

  const sold = new Map(sale.result.lines.map((line) => [line.lineId, line]));
  const seen = new Set<string>();
  const quoted: QuotedReturn = { saleId: sale.saleId, lines: [], refundMinor: 0, pointsGivenBack: 0, pointsTakenBack: 0 };
  for (const { lineId, quantityMilli } of wanted) {
    const line = sold.get(lineId);
    if (line === undefined) return { ok: false, code: 'line-unknown', lineId };
    if (seen.has(lineId)) return { ok: false, code: 'duplicate-line', lineId };
    seen.add(lineId);
    const leftMilli = line.quantityMilli - (returned.get(lineId) ?? 0);
    // All that is left may always come back: the good may have become a piece since it was sold.
    if (quantityMilli !== leftMilli && quantityMilli % 1000 !== 0 && unitOf(line.sku) === 'piece') return { ok: false, code: 'quantity-not-whole', lineId };
    if (quantityMilli > leftMilli) return { ok: false, code: 'return-exceeds-sale', lineId };
    const part = quoteLine(line, line.quantityMilli - leftMilli, quantityMilli);
    quoted.lines.push(part);
    quoted.refundMinor += part.refundMinor;
    quoted.pointsGivenBack += part.pointsGivenBack;
    quoted.pointsTakenBack += part.pointsTakenBack;
  }
  return { ok: true, quoted };
}

function quoteLine(line: PricedLine, before: number, quantityMilli: number): QuotedReturn['lines'][number] {
  return {
    lineId: line.lineId,
    quantityMilli,
    refundMinor: partOf(line.payableMinor),
    pointsGivenBack: partOf(line.pointsSpent),
    pointsTakenBack: partOf(line.pointsEarned),
  };

  /** The share up to the end of this part, less the share up to its beginning: so the parts of a line never drift from the whole. */
  function partOf(whole: number): number {
    return shareUpTo(before + quantityMilli) - shareUpTo(before);

    function shareUpTo(quantity: number): number {
      return mulDiv(whole, quantity, line.quantityMilli, 'floor');
    }
  }
}

function sumReturned(earlier: readonly QuotedReturn[]): Map<string, number> {
  const returned = new Map<string, number>();
  for (const { lines } of earlier) {
    for (const { lineId, quantityMilli } of lines) returned.set(lineId, (returned.get(lineId) ?? 0) + quantityMilli);
  }
  return returned;
}

function whatIsLeft(lines: readonly PricedLine[], returned: ReadonlyMap<string, number>): LineToReturn[] {
  return lines
    .map(({ lineId, quantityMilli }) => ({ lineId, quantityMilli: quantityMilli - (returned.get(lineId) ?? 0) }))
    .filter(({ quantityMilli }) => quantityMilli > 0);
}

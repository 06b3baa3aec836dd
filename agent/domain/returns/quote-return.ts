import type { BasketLine } from '../basket/basket.ts';
import { allocate } from '../money/allocate.ts';
import type { QuotedReturn, ReturnedLine } from '../operations/operation.ts';
import { cutLines, type CutRefusal, type LineToReturn, type UnitOf } from './cut-lines.ts';
import { lotMoves } from './lot-moves.ts';
import type { Amounts, ReturnTerms } from './return-terms.ts';
import { takePointsBack } from './take-points-back.ts';
import { amountToUndo, leftToUndo, splitMoney, splitPoints, sumOf } from './undo.ts';
import type { ReturnableSale } from './returnable-sale.ts';

export type ReturnQuote = { ok: true; quoted: QuotedReturn } | CutRefusal;

/**
 * What the return of some lines of a sale, or of all that is left (`rest`), gives back: money paid, points that had paid, and the points earned
 * that are taken back. All returns of a sale add up to it exactly, however it is cut and by whichever rules each was made.
 * `earlier` are the committed returns of this sale. `unitOf` lets it refuse a part of a piece; the sale itself does not tell units.
 */
export function quoteReturn(
  sale: ReturnableSale,
  earlier: readonly QuotedReturn[],
  wanted: readonly LineToReturn[] | 'rest',
  terms: ReturnTerms,
  unitOf: UnitOf = () => undefined,
): ReturnQuote {
  const cut = cutLines(sale, earlier, wanted, unitOf);
  if (!cut.ok) return cut;
  const { parts, kept, keptRoomMinor, isLast } = cut;
  const left = leftToUndo(sale, earlier);
  const { keptCosts, sharedBecause } = priceKept(kept, left, terms);
  // Nobody pays more for what is kept than it cost before discounts: what is above that would never come back.
  const refunds = splitMoney(Math.max(toUndo('payableMinor'), left.payableMinor - keptRoomMinor), parts);
  const givenBack = splitPoints(toUndo('pointsSpent'), 'pointsSpent', parts);
  const due = splitPoints(toUndo('pointsEarned'), 'pointsEarned', parts);
  const taken = takePointsBack(sumOf(due), sumOf(givenBack), terms, sale, earlier);
  const lots = terms.takes === undefined ? [] : lotMoves(sale, earlier, terms.today, taken, sumOf(givenBack));
  const takenBack = allocate(taken.points, due);
  const lines = parts.map(({ lineId, quantityMilli }, index): ReturnedLine => ({
    lineId,
    quantityMilli,
    refundMinor: refunds[index] ?? 0,
    pointsGivenBack: givenBack[index] ?? 0,
    pointsTakenBack: takenBack[index] ?? 0,
    ...shortfallOf(due[index] ?? 0, takenBack[index] ?? 0),
  }));
  return {
    ok: true,
    quoted: {
      saleId: sale.saleId,
      lines,
      refundMinor: sumOf(refunds),
      pointsGivenBack: sumOf(givenBack),
      pointsTakenBack: taken.points,
      ...shortfallOf(sumOf(due), taken.points),
      ...(taken.from.length === 0 ? {} : { pointsTakenFrom: taken.from }),
      ...(lots.length === 0 ? {} : { lots }),
      ...(terms.takes !== undefined && isLast ? { leavesNothing: true as const } : {}),
      ...(sharedBecause === undefined ? {} : { sharedBecause }),
    },
  };

  function toUndo(name: keyof Amounts): number {
    return amountToUndo(name, parts, left, keptCosts, isLast);
  }
}

/** What the rest costs, where the rules ask for it; else, or where nobody can tell, each part gives back its share. */
function priceKept(kept: BasketLine[], left: Amounts, { rules, reprice }: ReturnTerms): { keptCosts?: Amounts; sharedBecause?: NonNullable<QuotedReturn['sharedBecause']> } {
  if (rules.refund !== 'reprice' || kept.length === 0) return {};
  if (reprice === undefined) return { sharedBecause: 'bundle-unknown' };
  const keptCosts = reprice(kept, left.pointsSpent);
  return keptCosts === undefined ? { sharedBecause: 'not-priceable' } : { keptCosts };
}

function shortfallOf(due: number, taken: number): { pointsShortfall?: number } {
  return due === taken ? {} : { pointsShortfall: due - taken };
}

import { allocate } from '../money/allocate.ts';
import { allocateWithin } from '../money/allocate-within.ts';
import type { QuotedReturn } from '../operations/operation.ts';
import type { ReturnedPart } from './cut-lines.ts';
import type { Amounts } from './return-terms.ts';
import type { ReturnableSale } from './returnable-sale.ts';

/** What of the sale no return has undone: money and points that were not given back, points that were neither taken back nor given up. */
export function leftToUndo({ result }: ReturnableSale, earlier: readonly QuotedReturn[]): Amounts {
  const left = { payableMinor: 0, pointsSpent: 0, pointsEarned: 0 };
  for (const line of result.lines) {
    left.payableMinor += line.payableMinor;
    left.pointsSpent += line.pointsSpent;
    left.pointsEarned += line.pointsEarned;
  }
  for (const { refundMinor, pointsGivenBack, pointsTakenBack, pointsShortfall = 0 } of earlier) {
    left.payableMinor = Math.max(0, left.payableMinor - refundMinor);
    left.pointsSpent = Math.max(0, left.pointsSpent - pointsGivenBack);
    left.pointsEarned = Math.max(0, left.pointsEarned - pointsTakenBack - pointsShortfall);
  }
  return left;
}

/**
 * How much of one amount the return undoes. `keptCosts` is what the rest costs when it is priced again; undefined: the parts' stored shares.
 * The return that leaves nothing (`isLast`) undoes all that is left, so that all returns add up to the sale, by whatever rules each was made.
 */
export function amountToUndo(name: keyof Amounts, parts: readonly ReturnedPart[], left: Amounts, keptCosts: Amounts | undefined, isLast: boolean): number {
  if (isLast) return left[name];
  const wanted = keptCosts === undefined ? sumOf(parts.map((part) => part[name])) : left[name] - keptCosts[name];
  return Math.min(Math.max(wanted, 0), left[name]);
}

/** Splits a refund over the parts by their stored shares, none above its room: what they cannot take is not given back. */
export function splitMoney(totalMinor: number, parts: readonly ReturnedPart[]): number[] {
  const rooms = parts.map(({ roomMinor }) => roomMinor);
  return allocateWithin(Math.min(totalMinor, sumOf(rooms)), parts.map(({ payableMinor }) => payableMinor), rooms);
}

/** Splits points over the parts by their stored shares; where no part has one, by quantity. */
export function splitPoints(points: number, name: 'pointsSpent' | 'pointsEarned', parts: readonly ReturnedPart[]): number[] {
  const shares = parts.map((part) => part[name]);
  return allocate(points, sumOf(shares) > 0 ? shares : parts.map(({ quantityMilli }) => quantityMilli));
}

export function sumOf(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}

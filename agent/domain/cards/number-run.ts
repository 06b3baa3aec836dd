import { makeCardNumber, readCardNumber } from './card-number.ts';
import type { CardScheme } from './card-scheme.ts';

export type NumberRun = { ok: true; numbers: string[] } | { ok: false; reason: 'not-consecutive' } | { ok: false; reason: 'too-many'; cards: number };

/** The full numbers from the first to the last, of one scheme and one store's digits, with rising serials. */
export function numbersBetween(schemes: readonly CardScheme[], first: string, last: string, maxCards: number): NumberRun {
  for (const scheme of schemes) {
    const from = partsOf(scheme, first);
    const to = partsOf(scheme, last);
    if (from === undefined || to === undefined) continue;
    if (from.store !== to.store || to.serial < from.serial) return { ok: false, reason: 'not-consecutive' };
    const cards = to.serial - from.serial + 1;
    if (cards > maxCards) return { ok: false, reason: 'too-many', cards };
    const numbers = numbersFrom(scheme, from.store, from.serial, cards);
    // a scheme may have gaps between its ranges
    return numbers.length === cards ? { ok: true, numbers } : { ok: false, reason: 'not-consecutive' };
  }
  return { ok: false, reason: 'not-consecutive' };
}

/** So many numbers from this serial on; those that lie outside of the scheme's ranges are left out. */
export function numbersFrom(scheme: CardScheme, store: number, serial: number, count: number): string[] {
  return Array.from({ length: count }, (_, index) => numberOf(scheme, store, serial + index)).filter((number) => number !== undefined);
}

function numberOf(scheme: CardScheme, store: number, serial: number): string | undefined {
  try {
    return makeCardNumber(scheme, store, serial);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Store and serial of a full number that this scheme makes; undefined where another one does. */
function partsOf(scheme: CardScheme, number: string): { store: number; serial: number } | undefined {
  const read = readCardNumber([scheme], number);
  if (!read.ok || read.number !== number) return undefined;
  const serialFrom = scheme.prefix.length + scheme.storeDigits;
  return { store: Number(number.slice(scheme.prefix.length, serialFrom)), serial: Number(number.slice(serialFrom, serialFrom + scheme.serialDigits)) };
}

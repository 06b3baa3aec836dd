import { makeCardNumber, readCardNumber } from './card-number.ts';
import type { CardScheme } from './card.ts';

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
    return { ok: true, numbers: Array.from({ length: cards }, (_, index) => makeCardNumber(scheme, from.store, from.serial + index)) };
  }
  return { ok: false, reason: 'not-consecutive' };
}

/** Store and serial of a full number that this scheme makes; undefined where another one does. */
function partsOf(scheme: CardScheme, number: string): { store: number; serial: number } | undefined {
  const read = readCardNumber([scheme], number);
  if (!read.ok || read.number !== number) return undefined;
  const serialFrom = scheme.prefix.length + scheme.storeDigits;
  return { store: Number(number.slice(scheme.prefix.length, serialFrom)), serial: Number(number.slice(serialFrom, serialFrom + scheme.serialDigits)) };
}

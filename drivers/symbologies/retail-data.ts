import { hasGs1CheckDigit } from '../../agent/domain/cards/barcode.ts';
import { expandUpcE } from '../../agent/domain/codes/retail.ts';
import type { Symbology } from '../core/symbology.ts';

export interface RetailData {
  /** As it goes on: a UPC-E as the UPC-A that it stands for, without the add-on of a newspaper */
  readonly code: string;
  readonly symbology: Symbology;
  /** Its check digit was sent, and is right */
  readonly isSound: boolean;
}

/** The add-on of two or five digits: behind a blank, behind an AIM identifier of its own, or at once. */
const addOns = [/^([0-9]+)(?: |\][Ee][12])(?:[0-9]{2}|[0-9]{5})$/, /^([0-9]{13}|[0-9]{12}|[0-9]{8})(?:[0-9]{2}|[0-9]{5})$/];

/**
 * What scanners send of an EAN or UPC, with or without check digit, number system and add-on. Many call all of them by one name, so the digits decide which it is; undefined where they are none.
 */
export function readRetail(symbology: Symbology, text: string): RetailData | undefined {
  const alone = readDigits(symbology, text);
  if (alone !== undefined) return alone;
  for (const addOn of addOns) {
    const main = addOn.exec(text)?.[1];
    const read = main === undefined ? undefined : readDigits(symbology, main);
    if (read !== undefined) return read;
  }
  return undefined;
}

function readDigits(symbology: Symbology, text: string): RetailData | undefined {
  if (!/^[0-9]{6,13}$/.test(text)) return undefined;
  const isSound = hasGs1CheckDigit(text);
  const whole = { code: text, symbology, isSound };
  switch (text.length) {
    case 13: return isSound ? whole : undefined;
    case 12: return isSound ? { ...whole, symbology: symbology === 'ean-13' ? 'upc-a' : symbology } : symbology === 'ean-13' ? whole : undefined;
    case 11: return symbology === 'upc-a' || symbology === 'upc-e' ? { ...whole, isSound: false } : undefined;
    case 8: return ofEight(symbology, text, isSound);
    case 7: return symbology === 'ean-8' ? { ...whole, isSound: false } : upcE(upcAOfSeven(text), false);
    case 6: return symbology === 'ean-8' ? undefined : upcE(expandUpcE(`0${text}`), false);
    default: return undefined;
  }
}

/** GTIN-8 that begin with 0 are for use within one shop, so that a sound UPC-E is the likelier reading of both. */
function ofEight(symbology: Symbology, text: string, isSoundEan: boolean): RetailData | undefined {
  const upcA = expandUpcE(text.slice(0, 7));
  const short = upcA !== undefined && upcA.at(-1) === text.at(-1) ? upcE(upcA, true) : undefined;
  const isEan = symbology === 'ean-8' || (symbology === 'ean-13' && isSoundEan && (short === undefined || !text.startsWith('0')));
  if (isEan) return isSoundEan ? { code: text, symbology: 'ean-8', isSound: true } : undefined;
  return short;
}

/** Without the check digit, or without the number system; that is hardly ever 1. */
function upcAOfSeven(text: string): string | undefined {
  const withoutSystem = expandUpcE(`0${text.slice(0, 6)}`);
  return !text.startsWith('0') && withoutSystem?.at(-1) === text.at(-1) ? withoutSystem : expandUpcE(text);
}

function upcE(code: string | undefined, isSound: boolean): RetailData | undefined {
  return code === undefined ? undefined : { code, symbology: 'upc-e', isSound };
}

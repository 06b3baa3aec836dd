import type { CardScheme } from './card.ts';
import { ean13CheckDigit } from './gs1-check-digit.ts';
import { unreachable } from '../unreachable.ts';

export { ean13CheckDigit } from './gs1-check-digit.ts';

export type CardReading =
  /** `number` is the full number; `storeDigits` the part that names the store */
  | { ok: true; number: string; storeDigits: string }
  | { ok: false; reason: 'not-a-card' | 'wrong-check-digit' };

/** Reads a full card number or its short form (store digits and serial), blanks around it or not. A full number wins; of several schemes that fit the first does. */
export function readCardNumber(schemes: readonly CardScheme[], text: string): CardReading {
  const code = text.trim();
  if (!/^[0-9]+$/.test(code)) return { ok: false, reason: 'not-a-card' };
  let fitsButForCheckDigit = false;
  for (const scheme of schemes) {
    if (code.length !== cardLength(scheme) || !code.startsWith(scheme.prefix)) continue;
    const body = code.slice(0, scheme.prefix.length + scheme.storeDigits + scheme.serialDigits);
    const number = withCheckDigit(scheme, body);
    if (number === code) return { ok: true, number, storeDigits: body.slice(scheme.prefix.length, scheme.prefix.length + scheme.storeDigits) };
    fitsButForCheckDigit = true;
  }
  return readShortForm(schemes, code) ?? { ok: false, reason: fitsButForCheckDigit ? 'wrong-check-digit' : 'not-a-card' };
}

/** The number of a card. Throws `RangeError` where store or serial does not fit into the scheme's digits. */
export function makeCardNumber(scheme: CardScheme, store: number, serial: number): string {
  return withCheckDigit(scheme, scheme.prefix + digitsOf(store, scheme.storeDigits, 'store') + digitsOf(serial, scheme.serialDigits, 'serial'));
}

/** Digits of a full number of the scheme. */
export function cardLength(scheme: CardScheme): number {
  return scheme.prefix.length + scheme.storeDigits + scheme.serialDigits + (scheme.check === 'none' ? 0 : 1);
}

function readShortForm(schemes: readonly CardScheme[], code: string): Extract<CardReading, { ok: true }> | undefined {
  const scheme = schemes.find(({ storeDigits, serialDigits }) => storeDigits + serialDigits === code.length);
  if (scheme === undefined) return undefined;
  return { ok: true, number: withCheckDigit(scheme, scheme.prefix + code), storeDigits: code.slice(0, scheme.storeDigits) };
}

function withCheckDigit(scheme: CardScheme, body: string): string {
  switch (scheme.check) {
    case 'none':
      return body;
    case 'ean13':
      return body + ean13CheckDigit(body);
    default:
      return unreachable(scheme.check);
  }
}

function digitsOf(value: number, length: number, name: string): string {
  const digits = value === 0 && length === 0 ? '' : String(value).padStart(length, '0');
  if (!Number.isSafeInteger(value) || value < 0 || digits.length !== length) throw new RangeError(`${name} ${value} does not fit into ${length} digits`);
  return digits;
}

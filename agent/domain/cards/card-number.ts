import type { Localized } from '../scalars.ts';
import type { CardNumbering, CardScheme, ForeignCards } from './card-scheme.ts';
import { checkDigitOf } from './check-digit.ts';

export { ean13CheckDigit } from './gs1-check-digit.ts';

/** A number that a code can stand for. `storeId`: the store that issued it, where the scheme says so. */
export interface ReadCard {
  readonly number: string;
  readonly schemeId: string;
  /** The part of the number that names the store */
  readonly storeDigits: string;
  readonly storeId?: string;
}

export type CardReading =
  | ({ readonly ok: true } & ReadCard)
  | { readonly ok: false; readonly reason: 'not-a-card' }
  /** `expectedCheckDigit`: the last digit that would fit the others */
  | { readonly ok: false; readonly reason: 'wrong-check-digit'; readonly expectedCheckDigit: string }
  /** A short form that several schemes have */
  | { readonly ok: false; readonly reason: 'ambiguous'; readonly choices: readonly ReadCard[] }
  | { readonly ok: false; readonly reason: 'other-chain'; readonly chain: Localized };

/**
 * Reads a full card number or its short form (store digits and serial), blanks around it or not.
 * A full number wins over a short form, a card of the programme over another chain's.
 */
export function readCardNumber(schemes: readonly CardScheme[], text: string, foreign: readonly ForeignCards[] = []): CardReading {
  const code = text.trim();
  if (!/^[0-9]+$/.test(code)) return { ok: false, reason: 'not-a-card' };
  // No two schemes have a number in common: the bundle's check refuses them.
  const scheme = schemes.find((one) => isWrittenLike(one, code));
  const expectedCheckDigit = scheme === undefined ? '' : checkDigitOf(scheme.check, bodyOf(scheme, code));
  if (scheme !== undefined && code.endsWith(expectedCheckDigit)) return { ok: true, ...readWith(scheme, bodyOf(scheme, code)) };
  const [short, ...more] = readShortForms(schemes, code);
  if (short !== undefined) return more.length === 0 ? { ok: true, ...short } : { ok: false, reason: 'ambiguous', choices: [short, ...more] };
  if (scheme !== undefined) return { ok: false, reason: 'wrong-check-digit', expectedCheckDigit };
  const chain = foreign.find(({ from, to }) => code.length === from.length && from <= code && code <= to)?.name;
  return chain === undefined ? { ok: false, reason: 'not-a-card' } : { ok: false, reason: 'other-chain', chain };
}

/** The same for all that a bundle knows of card numbers. */
export function readCardOf({ cardSchemes, foreignCards }: CardNumbering, text: string): CardReading {
  return readCardNumber(cardSchemes, text, foreignCards);
}

/** The number of a card. Throws `RangeError` where store or serial does not fit into the scheme's digits, or the number is in none of its ranges. */
export function makeCardNumber(scheme: CardScheme, store: number, serial: number): string {
  const body = scheme.prefix + digitsOf(store, scheme.storeDigits, 'store') + digitsOf(serial, scheme.serialDigits, 'serial');
  if (!isInRanges(scheme, body)) throw new RangeError(`${body} is in no range of ${scheme.id}`);
  return body + checkDigitOf(scheme.check, body);
}

/** Digits of a full number of the scheme. */
export function cardLength(scheme: CardScheme): number {
  return bodyLength(scheme) + (scheme.check === 'none' ? 0 : 1);
}

/** Digits of a full number without its check digit. */
export function bodyLength({ prefix, storeDigits, serialDigits }: CardScheme): number {
  return prefix.length + storeDigits + serialDigits;
}

/** Whether a number is one of the scheme's, but for its check digit. */
export function isWrittenLike(scheme: CardScheme, number: string): boolean {
  return number.length === cardLength(scheme) && number.startsWith(scheme.prefix) && isInRanges(scheme, bodyOf(scheme, number));
}

function bodyOf(scheme: CardScheme, number: string): string {
  return number.slice(0, bodyLength(scheme));
}

function isInRanges({ ranges }: CardScheme, body: string): boolean {
  // Texts of digits of one length are in the order of their numbers.
  return ranges === undefined || ranges.some(({ from, to }) => from <= body && body <= to);
}

function readShortForms(schemes: readonly CardScheme[], code: string): ReadCard[] {
  return schemes
    .filter((scheme) => scheme.partner === undefined && scheme.storeDigits + scheme.serialDigits === code.length && isInRanges(scheme, scheme.prefix + code))
    .map((scheme) => readWith(scheme, scheme.prefix + code));
}

function readWith(scheme: CardScheme, body: string): ReadCard {
  const storeDigits = body.slice(scheme.prefix.length, scheme.prefix.length + scheme.storeDigits);
  const storeId = scheme.storeIds?.[storeDigits];
  return { number: body + checkDigitOf(scheme.check, body), schemeId: scheme.id, storeDigits, ...(storeId === undefined ? {} : { storeId }) };
}

function digitsOf(value: number, length: number, name: string): string {
  const digits = value === 0 && length === 0 ? '' : String(value).padStart(length, '0');
  if (!Number.isSafeInteger(value) || value < 0 || digits.length !== length) throw new RangeError(`${name} ${value} does not fit into ${length} digits`);
  return digits;
}

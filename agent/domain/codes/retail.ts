import { gs1CheckDigit } from '../cards/gs1-check-digit.ts';

/** The symbols of goods: EAN, UPC, and ITF-14 on cases. Lengths are with the check digit. */
export const retailLengths = { 'ean-13': 13, 'ean-8': 8, 'upc-a': 12, 'upc-e': 8, 'itf-14': 14 } as const;
export type RetailSymbology = keyof typeof retailLengths;

/** `code` is whole, with its check digit; of a UPC-E it is the UPC-A that it stands for. */
export type RetailRead =
  | { ok: true; code: string; addOn?: string }
  | { ok: false; reason: 'bad-character' | 'bad-length' | 'bad-check-digit' | 'bad-number-system' | 'bad-add-on' };

/** Reads a code of goods, with two or five digits of an add-on behind a blank (newspapers), and without its check digit where it was not sent. */
export function readRetailCode(symbology: RetailSymbology, text: string): RetailRead {
  const [code = '', addOn, ...more] = text.split(' ');
  const length = retailLengths[symbology];
  if (!/^[0-9]*$/.test(code)) return { ok: false, reason: 'bad-character' };
  if (code.length !== length && code.length !== length - 1) return { ok: false, reason: 'bad-length' };
  if (more.length > 0 || (addOn !== undefined && !/^(?:[0-9]{2}|[0-9]{5})$/.test(addOn))) return { ok: false, reason: 'bad-add-on' };
  const behind = addOn === undefined ? {} : { addOn };
  if (symbology === 'upc-e') {
    const expanded = expandUpcE(code.slice(0, 7));
    if (expanded === undefined) return { ok: false, reason: 'bad-number-system' };
    return code.length === length && expanded.at(-1) !== code.at(-1) ? { ok: false, reason: 'bad-check-digit' } : { ok: true, code: expanded, ...behind };
  }
  const body = code.slice(0, length - 1);
  const whole = body + gs1CheckDigit(body);
  return code.length === length && whole !== code ? { ok: false, reason: 'bad-check-digit' } : { ok: true, code: whole, ...behind };
}

/** The UPC-A of a UPC-E: number system (0 or 1) and six digits, of which the last says where the zeros were. Undefined where there is none. */
export function expandUpcE(seven: string): string | undefined {
  if (!/^[01][0-9]{6}$/.test(seven)) return undefined;
  const [system, a, b, c, d, e, last] = seven;
  const body = last === '0' || last === '1' || last === '2' ? `${system}${a}${b}${last}0000${c}${d}${e}`
    : last === '3' ? `${system}${a}${b}${c}00000${d}${e}`
      : last === '4' ? `${system}${a}${b}${c}${d}00000${e}`
        : `${system}${a}${b}${c}${d}${e}0000${last}`;
  return body + gs1CheckDigit(body);
}

/** The UPC-E of a UPC-A of twelve digits; undefined where it has too few zeros. */
export function compressUpcA(upcA: string): string | undefined {
  const [system, a, b, c, d, e, f, g, h, i, j, check] = upcA;
  const forms = [`${a}${b}${h}${i}${j}${c}`, `${a}${b}${c}${i}${j}3`, `${a}${b}${c}${d}${j}4`, `${a}${b}${c}${d}${e}${j}`];
  const six = upcA.length === 12 && e !== undefined && f !== undefined && g !== undefined ? forms.find((form) => expandUpcE(`${system}${form}`) === upcA) : undefined;
  return six === undefined ? undefined : `${system}${six}${check}`;
}

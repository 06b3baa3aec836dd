import { hasGs1CheckDigit } from './barcode.ts';
import { priceVerifier } from './price-verifier.ts';

/** How an EAN-13 of the store is cut: prefix · good's code · (digits to pass over) · (check digit of the number) · number · check digit. */
export interface InStoreLayout {
  prefix: string;
  itemDigits: number;
  numberDigits: number;
  skipDigits?: number;
  verifier?: true;
}

export type InStoreRead =
  /** `item` is the good's code on the scales, `number` what the scales weighed or priced */
  | { ok: true; item: string; number: number }
  | { ok: false; reason: 'wrong-check-digit' };

/** Undefined where the code has another prefix, or is no EAN-13. */
export function readInStoreCode({ prefix, itemDigits, numberDigits, skipDigits = 0, verifier }: InStoreLayout, code: string): InStoreRead | undefined {
  if (!/^[0-9]{13}$/.test(code) || !code.startsWith(prefix)) return undefined;
  if (!hasGs1CheckDigit(code)) return { ok: false, reason: 'wrong-check-digit' };
  const itemEnd = prefix.length + itemDigits;
  const from = itemEnd + skipDigits + (verifier === true ? 1 : 0);
  const digits = code.slice(from, from + numberDigits);
  if (verifier === true && priceVerifier(digits) !== Number(code[from - 1])) return { ok: false, reason: 'wrong-check-digit' };
  return { ok: true, item: code.slice(prefix.length, itemEnd), number: Number(digits) };
}

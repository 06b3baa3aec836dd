import { hasGs1CheckDigit } from './barcode.ts';

/** How an EAN-13 of the store is cut: prefix · good's code · (digits to pass over) · number · check digit. */
export interface InStoreLayout {
  prefix: string;
  itemDigits: number;
  numberDigits: number;
  skipDigits?: number;
}

export type InStoreRead =
  /** `item` is the good's code on the scales, `number` what the scales weighed or priced */
  | { ok: true; item: string; number: number }
  | { ok: false; reason: 'wrong-check-digit' };

/** Undefined where the code has another prefix, or is no EAN-13. */
export function readInStoreCode({ prefix, itemDigits, numberDigits, skipDigits = 0 }: InStoreLayout, code: string): InStoreRead | undefined {
  if (!/^[0-9]{13}$/.test(code) || !code.startsWith(prefix)) return undefined;
  if (!hasGs1CheckDigit(code)) return { ok: false, reason: 'wrong-check-digit' };
  const itemEnd = prefix.length + itemDigits;
  const from = itemEnd + skipDigits;
  return { ok: true, item: code.slice(prefix.length, itemEnd), number: Number(code.slice(from, from + numberDigits)) };
}

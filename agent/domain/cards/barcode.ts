import { gs1CheckDigit } from './gs1-check-digit.ts';

/** Lengths of GS1 trade item numbers: EAN-8, UPC-A, EAN-13, GTIN-14. */
const gtinLengths: ReadonlySet<number> = new Set([8, 12, 13, 14]);

export function isGtinLength(code: string): boolean {
  return gtinLengths.has(code.length);
}

/**
 * The form by which barcodes are compared: the same GTIN is printed with and without leading zeros (UPC-A is an EAN-13), so all have thirteen digits
 * that can. Shorter codes that are no GTIN stay as they are.
 */
export function barcodeKey(barcode: string): string {
  if (barcode.length === 14 && barcode.startsWith('0')) return barcode.slice(1);
  return isGtinLength(barcode) ? barcode.padStart(13, '0') : barcode;
}

/** Is the last digit the check digit of the others? */
export function hasGs1CheckDigit(digits: string): boolean {
  return gs1CheckDigit(digits.slice(0, -1)) === digits.at(-1);
}

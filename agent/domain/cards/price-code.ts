import type { PriceCode } from '../bundle/bundle.ts';
import { readInStoreCode } from './in-store-code.ts';

export type PricedItem =
  /** `item` is the good's code on the scales, `priceMinor` what the label asks for the whole */
  | { ok: true; item: string; priceMinor: number }
  | { ok: false; reason: 'wrong-check-digit' };

/** Reads an in-store price barcode; undefined where the code is none. */
export function readPriceCode(priceCodes: readonly PriceCode[], code: string): PricedItem | undefined {
  for (const { priceDigits, stepMinor = 1, ...layout } of priceCodes) {
    const read = readInStoreCode({ ...layout, numberDigits: priceDigits }, code);
    if (read !== undefined) return read.ok ? { ok: true, item: read.item, priceMinor: read.number * stepMinor } : read;
  }
  return undefined;
}

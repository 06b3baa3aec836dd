import type { WeightCode } from '../bundle/bundle.ts';
import { readInStoreCode } from './in-store-code.ts';

export type WeighedItem =
  /** `item` is the good's code on the scales; grams are thousandths of a kilogram */
  | { ok: true; item: string; grams: number }
  | { ok: false; reason: 'wrong-check-digit' };

/** Reads an in-store weight barcode; undefined where the code is none. */
export function readWeightCode(weightCodes: readonly WeightCode[], code: string): WeighedItem | undefined {
  for (const { weightDigits, ...layout } of weightCodes) {
    const read = readInStoreCode({ ...layout, numberDigits: weightDigits }, code);
    if (read !== undefined) return read.ok ? { ok: true, item: read.item, grams: read.number } : read;
  }
  return undefined;
}

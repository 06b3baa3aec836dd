import type { WeightCode } from '../bundle/bundle.ts';
import { hasGs1CheckDigit } from './barcode.ts';

export type WeighedItem =
  /** `item` is the good's code on the scales; grams are thousandths of a kilogram */
  | { ok: true; item: string; grams: number }
  | { ok: false; reason: 'wrong-check-digit' };

/** Reads an in-store weight barcode; undefined where the code is none. */
export function readWeightCode(weightCodes: readonly WeightCode[], code: string): WeighedItem | undefined {
  if (!/^[0-9]{13}$/.test(code)) return undefined;
  const form = weightCodes.find(({ prefix }) => code.startsWith(prefix));
  if (form === undefined) return undefined;
  if (!hasGs1CheckDigit(code)) return { ok: false, reason: 'wrong-check-digit' };
  const itemEnd = form.prefix.length + form.itemDigits;
  return { ok: true, item: code.slice(form.prefix.length, itemEnd), grams: Number(code.slice(itemEnd, itemEnd + form.weightDigits)) };
}

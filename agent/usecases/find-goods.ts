import { notReady } from './outcome.ts';
import type { Good } from '../domain/bundle/bundle.ts';
import type { Refusal } from './outcome.ts';
import type { Till } from './till.ts';

export interface FoundGood {
  sku: string;
  good: Good;
}

/** Goods whose name in any language contains every word of the query, or whose code or barcode starts with it; in the programme's order. */
export function findGoods(till: Till, input: { readonly query: string; readonly limit: number }): { ok: true; goods: FoundGood[] } | Refusal<'not-ready'> {
  const compiled = till.activeBundle();
  if (compiled === undefined) return notReady();
  const query = input.query.trim().toLowerCase();
  const words = query.split(/\s+/u);
  const goods: FoundGood[] = [];
  for (const [sku, good] of Object.entries(compiled.bundle.goods)) {
    if (goods.length >= input.limit) break;
    if (isNamed(good, words) || sku.toLowerCase().startsWith(query) || good.barcodes.some((barcode) => barcode.startsWith(query))) goods.push({ sku, good });
  }
  return { ok: true, goods };
}

function isNamed(good: Good, words: readonly string[]): boolean {
  const name = `${good.name.ru}\n${good.name.kk ?? ''}\n${good.name.en ?? ''}\n${good.brand ?? ''}`.toLowerCase();
  return words.every((word) => name.includes(word));
}

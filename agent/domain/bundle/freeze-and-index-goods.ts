import { barcodeKey } from '../cards/barcode.ts';
import { findUnknownId, type Problem } from '../promotions/problem.ts';
import { pointer } from '../validation/json-schema.ts';
import type { Bundle } from './bundle.ts';
import { freezeWithin } from './freeze-within.ts';
import type { BarcodeIndex } from './goods-catalogue.ts';

/** More than the form of a good has. */
const goodLevels = 10;

/**
 * Freezes all goods and finds their barcodes, or the first good in a category that is not there or with a barcode of another good. Two goods cannot share a barcode; one good may have
 * the same GTIN in several forms: that is how it is printed. All of it in one walk, because to come to each of twenty thousand goods takes longer than what is done there.
 */
export function freezeAndIndexGoods({ goods, categories }: Pick<Bundle, 'goods' | 'categories'>): { ok: true; barcodes: BarcodeIndex } | { ok: false; problem: Problem } {
  const categoryIds = new Set(categories.map(({ id }) => id));
  const skus = new Map<string, string>();
  const lengths = new Set<number>();
  for (const sku in goods) {
    const good = goods[sku];
    if (good === undefined) continue;
    freezeWithin(good, goodLevels);
    const problem = findUnknownId('/categoryId', good.categoryId, categoryIds, 'category') ?? indexBarcodes(sku, good.barcodes, skus, lengths);
    if (problem !== undefined) return { ok: false, problem: { path: pointer('/goods', sku) + problem.path, detail: problem.detail } };
  }
  Object.freeze(goods);
  return { ok: true, barcodes: { skus, lengths } };
}

/** Adds the barcodes of a good to those before it, up to the first that is there for another good. */
function indexBarcodes(sku: string, barcodes: readonly string[], skus: Map<string, string>, lengths: Set<number>): Problem | undefined {
  for (let place = 0; place < barcodes.length; place += 1) {
    const barcode = barcodes[place] ?? '';
    const key = barcodeKey(barcode);
    const owner = skus.get(key);
    if (owner !== undefined && owner !== sku) return { path: `/barcodes/${place}`, detail: `${barcode} is already a barcode of "${owner}"` };
    skus.set(key, sku);
    lengths.add(barcode.length);
  }
  return undefined;
}

import { barcodeKey } from '../cards/barcode.ts';
import { findUnknownId, type KnownNames, type Problem } from '../promotions/problem.ts';
import { pointer } from '../validation/json-schema.ts';
import type { Bundle } from './bundle.ts';

/** A good in a category that is not there, or two goods with one barcode. One good may have the same GTIN in several forms: that is how it is printed. */
export function findGoodsProblem(goods: Bundle['goods'], names: KnownNames): Problem | undefined {
  const owners = new Map<string, string>();
  for (const sku of Object.keys(goods)) {
    const good = goods[sku];
    if (good === undefined) continue;
    if (!names.categories.has(good.categoryId)) return findUnknownId(`${pointer('/goods', sku)}/categoryId`, good.categoryId, names.categories, 'category');
    for (let index = 0; index < good.barcodes.length; index += 1) {
      const barcode = good.barcodes[index] ?? '';
      const key = barcodeKey(barcode);
      const owner = owners.get(key);
      if (owner !== undefined && owner !== sku) return { path: `${pointer('/goods', sku)}/barcodes/${index}`, detail: `${barcode} is already a barcode of "${owner}"` };
      owners.set(key, sku);
    }
  }
  return undefined;
}

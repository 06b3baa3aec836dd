import { findUnknownId, type KnownNames, type Problem } from '../promotions/problem.ts';
import { pointer } from '../validation/json-schema.ts';
import type { Bundle } from './bundle.ts';

/** A good in a category that is not there. Its barcodes are checked where they are indexed. */
export function findGoodsProblem(goods: Bundle['goods'], names: KnownNames): Problem | undefined {
  for (const sku in goods) {
    const categoryId = goods[sku]?.categoryId;
    if (categoryId !== undefined && !names.categories.has(categoryId)) return findUnknownId(`${pointer('/goods', sku)}/categoryId`, categoryId, names.categories, 'category');
  }
  return undefined;
}

import { below, findEmptyRange, findFirst, findUnknown, type KnownNames, type Problem } from './problem.ts';
import type { GoodsSelector } from './selector.ts';
import { unreachable } from '../unreachable.ts';

/** The first part of the selector that names an unknown category or can select nothing. Skus, brands and attributes may be unknown: goods come and go. */
export function findSelectorProblem(selector: GoodsSelector, names: KnownNames): Problem | undefined {
  switch (selector.kind) {
    case 'category':
      return findUnknown('/categoryIds', selector.categoryIds, names.categories, 'category');
    case 'price':
      return findEmptyRange('/toMinor', selector.fromMinor, selector.toMinor, 'the end of the range of prices,');
    case 'any':
    case 'every':
      return findFirst('/of', selector.of, findSelectorProblem, names);
    case 'except':
      return below('/from', findSelectorProblem(selector.from, names)) ?? below('/without', findSelectorProblem(selector.without, names));
    case 'all':
    case 'sku':
    case 'brand':
    case 'attribute':
    case 'favourite':
    case 'not-discounted':
    case 'delivery':
      return undefined;
    default:
      return unreachable(selector);
  }
}

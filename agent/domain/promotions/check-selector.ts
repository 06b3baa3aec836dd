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
      return findProblemOfParts(selector.of, names);
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

/** Apart, because a function that hands others what it was given makes room for that whenever it is called. */
function findProblemOfParts(parts: readonly GoodsSelector[], names: KnownNames): Problem | undefined {
  return findFirst('/of', parts, (part) => findSelectorProblem(part, names));
}

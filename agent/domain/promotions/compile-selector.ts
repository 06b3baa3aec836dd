import type { GoodFacts } from '../bundle/good-facts.ts';
import type { GoodsSelector } from './promotion.ts';
import { unreachable } from '../unreachable.ts';

/** Does the selector hit this good? A good that the programme does not know (undefined) is hit by `all` only. */
export type SelectsGood = (facts: GoodFacts | undefined, favourite: ReadonlySet<string> | undefined) => boolean;

/** Turns a selector into lookups in sets, made once: a category stands for all categories below it. */
export function compileSelector(selector: GoodsSelector, subtrees: ReadonlyMap<string, ReadonlySet<string>>): SelectsGood {
  switch (selector.kind) {
    case 'all':
      return () => true;
    case 'sku': {
      const skus = new Set(selector.skus);
      return (facts) => facts !== undefined && skus.has(facts.sku);
    }
    case 'category': {
      const categories = new Set(selector.categoryIds.flatMap((id) => [...(subtrees.get(id) ?? [])]));
      return (facts) => facts !== undefined && categories.has(facts.good.categoryId);
    }
    case 'brand': {
      const brands = new Set(selector.brands);
      return (facts) => facts?.good.brand !== undefined && brands.has(facts.good.brand);
    }
    case 'favourite':
      return (facts, favourite) => facts !== undefined && favourite !== undefined && favourite.has(facts.good.categoryId);
    case 'any': {
      const parts = selector.of.map((part) => compileSelector(part, subtrees));
      return (facts, favourite) => parts.some((selects) => selects(facts, favourite));
    }
    case 'except': {
      const from = compileSelector(selector.from, subtrees);
      const without = compileSelector(selector.without, subtrees);
      return (facts, favourite) => from(facts, favourite) && !without(facts, favourite);
    }
    default:
      return unreachable(selector);
  }
}

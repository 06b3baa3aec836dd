import type { Good } from './bundle.ts';

/** A good together with its sku. What every line asks of it lies with its promotions (`PromotionsOfGood`). */
export interface GoodFacts {
  readonly sku: string;
  readonly good: Good;
  /** Its category's (`categoryNumbers`) */
  readonly categoryNumber: number;
}

export function factsOf(sku: string, good: Good, categoryNumbers: ReadonlyMap<string, number>): GoodFacts {
  // A bundle whose goods are of no category of it is refused.
  return { sku, good, categoryNumber: categoryNumbers.get(good.categoryId) ?? -1 };
}

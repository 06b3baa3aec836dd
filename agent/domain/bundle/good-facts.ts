import type { PromotionsOfGood } from '../promotions/promotion-index.ts';
import type { Good } from './bundle.ts';

/** A good together with its sku, and what every line asks of it: what lies together is fetched together. */
export interface GoodFacts {
  readonly sku: string;
  readonly good: Good;
  /** Its category's (`categoryNumbers`) */
  readonly categoryNumber: number;
  /** A delivery, say */
  readonly isService: boolean;
  readonly takesNoDiscount: boolean;
  readonly earnsNothing: boolean;
  readonly takesNoPoints: boolean;
  readonly minPriceMinor: number | undefined;
  /** The promotions that may concern it; found when it is first sold, because a till sells few of the goods that the bundle knows */
  promotions: PromotionsOfGood | undefined;
}

export function factsOf(sku: string, good: Good, categoryNumbers: ReadonlyMap<string, number>): GoodFacts {
  const { categoryId, service, noDiscount, noAccrual, noRedemption, minPriceMinor } = good;
  return {
    sku,
    good,
    isService: service !== undefined,
    takesNoDiscount: noDiscount === true,
    earnsNothing: noAccrual === true,
    takesNoPoints: noRedemption === true,
    minPriceMinor,
    promotions: undefined,
    // A bundle whose goods are of no category of it is refused.
    categoryNumber: categoryNumbers.get(categoryId) ?? -1,
  };
}

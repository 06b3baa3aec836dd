import type { PromotionsOfGood } from '../promotions/promotion-index.ts';
import type { Good } from './bundle.ts';

/** A good together with its sku, and what every line asks of it: what lies together is fetched together. */
export interface GoodFacts {
  readonly sku: string;
  readonly good: Good;
  /** A delivery, say */
  readonly isService: boolean;
  readonly takesNoDiscount: boolean;
  readonly earnsNothing: boolean;
  readonly takesNoPoints: boolean;
  readonly minPriceMinor: number | undefined;
  /** The promotions that may concern it; found when it is first sold, because a till sells few of the goods that the bundle knows */
  promotions: PromotionsOfGood | undefined;
}

export function factsOf(sku: string, good: Good): GoodFacts {
  const { service, noDiscount, noAccrual, noRedemption, minPriceMinor } = good;
  return {
    sku,
    good,
    isService: service !== undefined,
    takesNoDiscount: noDiscount === true,
    earnsNothing: noAccrual === true,
    takesNoPoints: noRedemption === true,
    minPriceMinor,
    promotions: undefined,
  };
}

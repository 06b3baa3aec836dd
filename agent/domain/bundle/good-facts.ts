import type { PromotionsOfGood } from '../promotions/promotion-index.ts';
import type { Good } from './bundle.ts';

/** A good together with its sku. */
export interface GoodFacts {
  readonly sku: string;
  readonly good: Good;
  /** The promotions that may concern it; found when it is first sold, because a till sells few of the goods that the bundle knows */
  promotions: PromotionsOfGood | undefined;
}

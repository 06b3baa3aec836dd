import type { Good } from './bundle.ts';

/** A good together with its sku. */
export interface GoodFacts {
  readonly sku: string;
  readonly good: Good;
}

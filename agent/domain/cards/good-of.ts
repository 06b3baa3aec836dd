import type { GoodFacts } from '../bundle/good-facts.ts';
import type { ScannedGood } from './classify-code.ts';

/** So much of a good, at the programme's price. */
export function goodOf({ sku, good }: GoodFacts, quantityMilli: number): ScannedGood {
  return { kind: 'good', sku, name: good.name, unit: good.unit, quantityMilli, unitPriceMinor: good.priceMinor };
}

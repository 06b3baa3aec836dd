/**
 * The independent reference of semantics 1: written from the rules (docs/spec/pricing.md), slow, and without anything of the engine. For small sales only.
 */
import type { Bundle } from '../../../../agent/domain/bundle/bundle.ts';
import type { PricedSale } from '../../../../agent/domain/pricing/priced-sale.ts';
import type { PricingInput } from '../../../../agent/domain/pricing/pricing-input.ts';
import { entriesOf } from './entries.ts';
import { readings } from './options.ts';
import { searchBest } from './search.ts';
import { settle } from './settle.ts';
import { worldOf } from './world.ts';

/** Every sale that the rules allow as the best one; the first is the answer, the others differ in what no rule decides (`readings`, and lines that are the same but for their id). Without a trace. Throws `TooManyWays`. */
export function pricesByOracle(bundle: Bundle, hash: string, input: PricingInput): PricedSale[] {
  const world = worldOf(bundle, input);
  const entries = entriesOf(bundle);
  return readings.flatMap((nobody) => searchBest(entries, world, hash, settle(entries, world, hash, nobody), nobody).map(({ sale }) => sale));
}

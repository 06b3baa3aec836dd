import { loadBundle } from '../../../../agent/domain/bundle/load.ts';
import type { CompiledBundle } from '../../../../agent/domain/bundle/compiled.ts';
import { price } from '../../../../agent/domain/pricing/price.ts';
import type { PricedSale } from '../../../../agent/domain/pricing/priced-sale.ts';
import type { FlatResult } from '../flat.ts';
import type { Contestant } from './contestant.ts';

/** Ours: the priced sale with its lines, not only the three results that are compared. */
export const engine: Contestant = {
  name: 'engine',
  isPeer: false,
  prepare: ({ bundleText }) => {
    const compiled = loadForBench(bundleText);
    return Promise.resolve({ run: ({ input }) => price(compiled, input), result: (outcome) => flatResult(outcome as PricedSale) });
  },
};

export function loadForBench(text: string): CompiledBundle {
  const loaded = loadBundle(text, '0'.repeat(64));
  if (!loaded.ok) throw new Error(`the bundle of the bench is refused: ${loaded.invalid.path} ${loaded.invalid.detail}`);
  return loaded.compiled;
}

function flatResult({ payableMinor, pointsEarned, promotions }: PricedSale): FlatResult {
  return { totalMinor: payableMinor, points: pointsEarned, applied: promotions.map(({ promotionId }) => promotionId) };
}

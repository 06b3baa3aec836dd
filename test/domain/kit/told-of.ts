import type { Bundle } from '../../../agent/domain/bundle/bundle.ts';
import type { PricingInput } from '../../../agent/domain/pricing/price.ts';
import type { Trace } from '../../../agent/domain/pricing/trace.ts';
import { priceLines } from './examples.ts';

/** What is told of promotion A, but for its name and what it gave. */
export function toldOf(lines: string, bundle: Partial<Bundle>, input: Partial<PricingInput> = {}): Pick<Trace['promotions'][number], 'verdict' | 'lineIds' | 'reasons'> | undefined {
  const told = priceLines(lines, bundle, { ...input, explain: true }).trace?.promotions.find(({ promotionId }) => promotionId === 'A');
  return told === undefined ? undefined : { verdict: told.verdict, lineIds: told.lineIds, reasons: told.reasons };
}

import type { PricedSale } from '../../priced-sale.ts';
import type { Trace } from '../../trace.ts';
import type { Combined } from '../combine.ts';
import type { WorkingSale } from '../working-sale.ts';

/** Why the sale costs what it costs, told after the fact from what is left of the pricing: so it costs nothing where nobody asks. */
export function traceOf(_sale: WorkingSale, { exact, plans }: Combined, _priced: PricedSale): Trace {
  return { exact, plans: Math.max(1, plans), choices: [], promotions: [] };
}

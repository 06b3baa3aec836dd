import { checkBasket } from '../domain/basket/check-basket.ts';
import { forecast, type Forecast } from '../domain/pricing/forecast.ts';
import { identifyCustomer } from './identify.ts';
import { notReady, refuse } from './outcome.ts';
import { programmeNow } from './programme-now.ts';
import type { CardProblem } from '../domain/cards/card-problem.ts';
import type { CompiledBundle } from '../domain/bundle/compiled.ts';
import type { CustomerState } from '../domain/customer/account.ts';
import type { Refusal } from './outcome.ts';
import type { BasketCode } from './price-sale.ts';
import type { Till } from './till.ts';

export interface ForecastInput {
  readonly sku: string;
  /** The bundle's price, if nothing is said */
  readonly unitPriceMinor?: number;
  /** What was shown as a card */
  readonly code?: string;
}

export interface ForecastOfGood extends Forecast {
  readonly sku: string;
  readonly unitPriceMinor: number;
  readonly customerProblem?: CardProblem;
}

/** What one unit of a good would earn and cost here and now: for a shelf, a web shop, a page. It opens no sale and writes nothing. */
export function forecastGood(till: Till, { sku, unitPriceMinor, code }: ForecastInput): { ok: true; forecast: ForecastOfGood } | Refusal<'not-ready' | 'not-found' | BasketCode> {
  const compiled = till.activeBundle();
  if (compiled === undefined) return notReady();
  const price = unitPriceMinor ?? compiled.goods.get(sku)?.good.priceMinor;
  if (price === undefined) return refuse('not-found', `The programme has no good ${sku}. Name its price with unitPriceMinor.`);
  const problem = checkBasket(compiled, { lines: [{ lineId: '1', sku, quantityMilli: 1_000, unitPriceMinor: price }] });
  if (problem !== undefined) return { ok: false, code: problem.code, detail: problem.detail };
  const { customer, customerProblem } = customerOf(till, compiled, code);
  const programme = programmeNow(till, {});
  const foreseen = forecast(compiled, {
    sku,
    unitPriceMinor: price,
    storeId: till.storeId,
    tillId: till.tillId,
    agentVersion: till.agentVersion,
    time: till.clock.businessTime(till.clock.now().atMs, compiled.bundle.timeZone),
    ...(programme === undefined ? {} : { programme }),
    ...(customer === undefined ? {} : { customer, identifiedBy: 'scan' }),
  });
  return { ok: true, forecast: { sku, unitPriceMinor: price, ...foreseen, ...(customerProblem === undefined ? {} : { customerProblem }) } };
}

function customerOf(till: Till, compiled: CompiledBundle, code: string | undefined): { customer?: CustomerState; customerProblem?: CardProblem } {
  if (code === undefined) return {};
  const identified = identifyCustomer(till, compiled, { code, identifiedBy: 'scan' });
  return identified.ok ? { customer: identified.found.state } : { customerProblem: identified.reason };
}

import { checkBasket } from '../../domain/basket/check-basket.ts';
import { forecast } from '../../domain/pricing/forecast.ts';
import { Id } from '../../domain/scalars.ts';
import { CliFailure } from '../cli-failure.ts';
import { bundleSource, circumstances, type CircumstanceOptions } from './circumstances.ts';
import { checkedValue } from './read-checked-json.ts';

export interface ForecastOptions extends CircumstanceOptions {
  sku: string;
  /** In minor units */
  price?: number;
  json?: true;
}

/** `till forecast`: what one unit of a good would earn and cost. Prints `{sku, unitPriceMinor, payableMinor, points}`. */
export function runForecast(options: ForecastOptions): void {
  const source = bundleSource(options);
  const sku = checkedValue(Id, options.sku, '--sku');
  const unitPriceMinor = options.price ?? source.compiled.goods.get(sku)?.good.priceMinor;
  if (unitPriceMinor === undefined) throw new CliFailure('sku-unknown', `the bundle has no good ${sku}: name its price with --price`);
  const problem = checkBasket(source.compiled, { lines: [{ lineId: '1', sku, quantityMilli: 1_000, unitPriceMinor }] });
  if (problem !== undefined) throw new CliFailure(problem.code, problem.detail);
  const foreseen = { sku, unitPriceMinor, ...forecast(source.compiled, { ...circumstances(options, source), sku, unitPriceMinor }) };
  process.stdout.write(`${options.json === true ? JSON.stringify(foreseen) : JSON.stringify(foreseen, undefined, 2)}\n`);
}

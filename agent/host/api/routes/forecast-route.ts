import Type from 'typebox';
import { ForecastView } from '../../../contract/forecast.ts';
import { Id, maxAmount, Strict } from '../../../domain/scalars.ts';
import { forecastGood } from '../../../usecases/forecast-good.ts';
import { refuse } from '../../../usecases/outcome.ts';
import { route } from '../route.ts';
import type { Route } from '../route.ts';
import type { ApiServices } from '../services.ts';

const ForecastQuery = Strict({
  sku: Id,
  /** What would be shown as a card */
  customer: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
  /** The programme's price, if nothing is said. Query fields are texts. */
  unitPriceMinor: Type.Optional(Type.String({ pattern: '^(0|[1-9][0-9]{0,15})$', description: 'money in minor units, a whole number from 0' })),
});

export function forecastRoute({ till }: ApiServices): Route {
  return route({
    method: 'GET',
    path: '/v1/forecast',
      right: 'anyone',
    summary: 'What one piece or kilogram of a good would earn in points and cost, if it were all that is bought',
    query: ForecastQuery,
    answer: ForecastView,
    problems: ['not-ready', 'not-found', 'amount-too-large'],
    handle: ({ query: { sku, customer, unitPriceMinor } }) => {
      if (Number(unitPriceMinor ?? 0) > maxAmount) return refuse('amount-too-large', `A price is at most ${maxAmount}.`);
      const outcome = forecastGood(till, { sku, ...(customer === undefined ? {} : { code: customer }), ...(unitPriceMinor === undefined ? {} : { unitPriceMinor: Number(unitPriceMinor) }) });
      return outcome.ok ? { body: outcome.forecast } : outcome;
    },
  });
}

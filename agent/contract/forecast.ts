import Type from 'typebox';
import { CardProblem } from '../domain/cards/card-problem.ts';
import { AmountMinor, Id, Points, Strict } from '../domain/scalars.ts';

/** GET /v1/forecast?sku=&customer=&unitPriceMinor= : one piece or kilogram of a good, as if it were all that is bought here and now */
export const ForecastView = Strict({
  sku: Id,
  unitPriceMinor: AmountMinor,
  /** What it would cost after discounts */
  payableMinor: AmountMinor,
  /** What it would earn */
  points: Points,
  /** Why the card that was named does not count; the forecast is for nobody then */
  customerProblem: Type.Optional(CardProblem),
});
export type ForecastView = Type.Static<typeof ForecastView>;

/** POST /v1/forecast, at the centre only: many goods for one customer */
export const ForecastsRequest = Strict({
  /** What would be shown as a card */
  customer: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
  goods: Type.Array(Strict({ sku: Id, unitPriceMinor: Type.Optional(AmountMinor) }), { minItems: 1, maxItems: 500 }),
});
export type ForecastsRequest = Type.Static<typeof ForecastsRequest>;

/** In the order of the request. A good that has no forecast says why by a code of the problems. */
export const ForecastsView = Strict({
  customerProblem: ForecastView.properties.customerProblem,
  goods: Type.Array(Type.Union([Type.Omit(ForecastView, ['customerProblem'], { additionalProperties: false }), Strict({ sku: Id, problem: Type.String() })])),
});
export type ForecastsView = Type.Static<typeof ForecastsView>;

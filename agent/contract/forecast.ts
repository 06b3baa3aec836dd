import Type from 'typebox';
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
  customerProblem: Type.Optional(Type.Union([Type.Literal('card-unknown'), Type.Literal('card-blocked'), Type.Literal('card-replaced')])),
});
export type ForecastView = Type.Static<typeof ForecastView>;

import Type from 'typebox';
import { DatedPoints } from '../claims/sale-claim.ts';
import { Id, LocalDate, Points, Strict } from '../scalars.ts';
import { actionFields } from './action-fields.ts';
import { Effect } from './effect.ts';

/** Somebody brought the claim code of a sale without a customer: its points are theirs, once. The centre holds it against the sale, which may arrive later. */
export const PointsClaimed = Strict({
  ...actionFields,
  saleId: Id,
  /** The day of the sale, from which the days of its points count */
  soldOn: LocalDate,
  accountId: Id,
  /** The card that was shown; absent where the customer was registered a moment ago */
  cardNumber: Type.Optional(Type.String({ minLength: 1, maxLength: 32 })),
  /** As the code says, less what of the goods is known to have come back */
  points: Points,
  accruals: Type.Optional(Type.Array(DatedPoints)),
  effects: Type.Array(Effect),
});
export type PointsClaimed = Type.Static<typeof PointsClaimed>;

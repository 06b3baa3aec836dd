import Type from 'typebox';
import { CouponCode } from '../basket/basket.ts';
import { AmountMinor, Id, Strict } from '../scalars.ts';

/** What the centre last said of the programme as a whole, as far as prices depend on it. Like the customer's state an input of pricing. */
export const ProgrammeState = Strict({
  /** What is left of the budgets of promotions. One that is not named here, or of which the largest amount is left, is not limited. */
  budgets: Type.Optional(Type.Array(Strict({ promotionId: Id, leftMinor: AmountMinor }))),
  /** Coupons that can be used once and were */
  usedCoupons: Type.Optional(Type.Array(CouponCode)),
  /** What can be used once does not act: the till cannot ask whether it was used (`redemption.onceOffline`) */
  withheld: Type.Optional(Type.Array(Type.Union([Type.Literal('once-coupons'), Type.Literal('customer-limits')]), { minItems: 1 })),
});
export type ProgrammeState = Type.Static<typeof ProgrammeState>;

import Type from 'typebox';
import { AmountMinor, Id, Localized, Points, QuantityMilli, Sha256, Strict } from '../scalars.ts';

const LineDiscount = Strict({ promotionId: Id, amountMinor: AmountMinor });

export const PricedLine = Strict({
  lineId: Id,
  sku: Id,
  quantityMilli: QuantityMilli,
  unitPriceMinor: AmountMinor,
  /** quantity × price, rounded half up */
  grossMinor: AmountMinor,
  discounts: Type.Array(LineDiscount),
  /** gross − discounts */
  netMinor: AmountMinor,
  /** The part of `netMinor` that points paid, and those points */
  pointsPaidMinor: AmountMinor,
  pointsSpent: Points,
  /** net − points paid: the money that this line costs */
  payableMinor: AmountMinor,
  pointsEarned: Points,
});
export type PricedLine = Type.Static<typeof PricedLine>;

/** Why no more points may be spent on this sale. */
export const RedemptionLimit = Type.Union([
  Type.Literal('no-customer'), Type.Literal('card-state'), Type.Literal('identification'), Type.Literal('share'), Type.Literal('goods'), Type.Literal('balance'),
]);
export type RedemptionLimit = Type.Static<typeof RedemptionLimit>;

/** The result of pricing. Everything that the till, the page and the centre need; nothing that depends on the run. */
export const PricedSale = Strict({
  semantics: Type.Integer({ minimum: 1 }),
  bundle: Strict({ serial: Type.Integer({ minimum: 1 }), hash: Sha256 }),
  lines: Type.Array(PricedLine),
  grossMinor: AmountMinor,
  discountMinor: AmountMinor,
  netMinor: AmountMinor,
  pointsSpent: Points,
  pointsPaidMinor: AmountMinor,
  payableMinor: AmountMinor,
  pointsEarned: Points,
  /** What each promotion gave, in the order applied */
  promotions: Type.Array(Strict({ promotionId: Id, name: Localized, discountMinor: AmountMinor, points: Points })),
  /** The most points that this sale could take, and the rule that limits it */
  redeemable: Strict({ maxPoints: Points, limitedBy: RedemptionLimit }),
  messages: Type.Array(Strict({ promotionId: Id, to: Type.Union([Type.Literal('cashier'), Type.Literal('customer')]), text: Localized })),
});
export type PricedSale = Type.Static<typeof PricedSale>;

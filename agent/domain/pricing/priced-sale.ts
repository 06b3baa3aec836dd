import Type from 'typebox';
import { CouponCode } from '../basket/basket.ts';
import { Trace } from './trace.ts';
import { AmountMinor, Id, LocalDate, Localized, Points, QuantityMilli, Sha256, Strict } from '../scalars.ts';

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

/** What became of a coupon that was shown. `no-effect`: known, but no promotion that asks for it acted. */
export const CouponStatus = Type.Union([Type.Literal('applied'), Type.Literal('no-effect'), Type.Literal('unknown'), Type.Literal('used'), Type.Literal('withheld')]);
export type CouponStatus = Type.Static<typeof CouponStatus>;

/** Points that one promotion gave, with the days between which they may be spent; absent dates do not limit. */
export const Accrual = Strict({ promotionId: Id, points: Points, availableOn: Type.Optional(LocalDate), expiresOn: Type.Optional(LocalDate) });
export type Accrual = Type.Static<typeof Accrual>;

/** Why no more points may be spent on this sale. */
export const RedemptionLimit = Type.Union([
  Type.Literal('no-customer'), Type.Literal('external'), Type.Literal('card-state'), Type.Literal('identification'), Type.Literal('share'), Type.Literal('goods'), Type.Literal('balance'), Type.Literal('min-money'),
  Type.Literal('offline'), Type.Literal('allowance'), Type.Literal('risk-limit'), Type.Literal('stale'),
]);
export type RedemptionLimit = Type.Static<typeof RedemptionLimit>;

/** What this till may let the customer spend now, in place of the balance, and which rule says so: the centre is out of reach, or a part of the balance is set aside for this till. */
export const MayRedeem = Strict({
  points: Points,
  limitedBy: Type.Union([Type.Literal('balance'), Type.Literal('offline'), Type.Literal('allowance'), Type.Literal('risk-limit'), Type.Literal('stale')]),
});
export type MayRedeem = Type.Static<typeof MayRedeem>;

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
  messages: Type.Array(Strict({ promotionId: Id, to: Type.Union([Type.Literal('cashier'), Type.Literal('customer'), Type.Literal('slip')]), text: Localized })),
  // What follows is absent where there is nothing to say.
  /** What became of the coupons, in the order shown */
  coupons: Type.Optional(Type.Array(Strict({ code: CouponCode, couponId: Type.Optional(Id), status: CouponStatus }))),
  /** Gifts that the customer may still take: so many units of any of these goods */
  gifts: Type.Optional(Type.Array(Strict({ promotionId: Id, name: Localized, skus: Type.Array(Id), units: Type.Integer({ minimum: 1 }) }))),
  /** The points earned that cannot be spent at once, or that expire: the rest of `pointsEarned` is free of both */
  accruals: Type.Optional(Type.Array(Accrual)),
  /** Coupons for the next purchase; the till makes their numbers */
  couponsIssued: Type.Optional(Type.Array(Strict({ promotionId: Id, couponId: Id, count: Type.Integer({ minimum: 1 }), validFrom: LocalDate, validTo: LocalDate }))),
  /** Which of the customer's points are spent, the soonest to expire first; only where the state named lots */
  pointsSpentFrom: Type.Optional(Type.Array(Strict({ lotId: Id, points: Points }))),
  /** Points pay as a means of payment of the receipt, not as a discount on its lines */
  pointsPaidAs: Type.Optional(Type.Literal('tender')),
  /** The external programme that replaces own points */
  external: Type.Optional(Id),
  /** Asked for with `explain` */
  trace: Type.Optional(Trace),
});
export type PricedSale = Type.Static<typeof PricedSale>;

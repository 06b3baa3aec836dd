/** What a promotion gives, by the stage in which it acts. */
import Type from 'typebox';
import { AmountMinor, Id, Localized, Points, ShareBasisPoints, Strict } from '../scalars.ts';
import { GoodsSelector } from './selector.ts';

/** What is taken off a unit of a good (a piece; a weighing is one unit). Amount and price are per piece or kilogram. */
export const Off = Type.Union([
  Strict({ kind: Type.Literal('percent'), basisPoints: ShareBasisPoints }),
  Strict({ kind: Type.Literal('amount'), amountMinor: AmountMinor }),
  /** Down to this price, where that is lower */
  Strict({ kind: Type.Literal('price'), priceMinor: AmountMinor }),
]);
export type Off = Type.Static<typeof Off>;

/** Where a reward does not act on all units: on the cheapest or on the dearest, by the price before any discount. */
export const Pick = Type.Union([Type.Literal('cheapest'), Type.Literal('dearest')]);
export type Pick = Type.Static<typeof Pick>;

const units = Type.Integer({ minimum: 1, maximum: 1_000_000 });

// Goods, each line by itself: with a limit over the receipt they act on units of several lines.
const GoodsPercent = Strict({ kind: Type.Literal('goods-percent'), basisPoints: ShareBasisPoints });
/** Off every unit, or once off each line */
const GoodsAmount = Strict({ kind: Type.Literal('goods-amount'), amountMinor: AmountMinor, per: Type.Optional(Type.Union([Type.Literal('unit'), Type.Literal('line')])) });
/** Every unit at this price, where that is lower */
const GoodsPrice = Strict({ kind: Type.Literal('goods-price'), priceMinor: AmountMinor });

// Goods, units of several lines together.
/** Of every `every` units one: the n-th unit at x % */
const NthUnit = Strict({ kind: Type.Literal('nth-unit'), every: Type.Integer({ minimum: 2, maximum: 1000 }), off: Off, pick: Pick });
/** So many units, once: the cheapest item free */
const SomeUnits = Strict({ kind: Type.Literal('some-units'), count: units, off: Off, pick: Pick });
/** For `buyUnits` of the goods `buy`, `getUnits` of the promotion's goods; no unit is bought and got. Again and again, within `limits.times` and `limits.units`; the last time perhaps fewer are got, unless only `complete` times count. */
const BuyGet = Strict({ kind: Type.Literal('buy-get'), buy: GoodsSelector, buyUnits: units, getUnits: units, off: Off, pick: Pick, complete: Type.Optional(Type.Literal(true)) });
/** Sets of goods at a price of their own; of several sets the packing that saves most. The promotion's goods are those of the sets. */
const GoodsSets = Strict({
  kind: Type.Literal('sets'),
  sets: Type.Array(Strict({ parts: Type.Array(Strict({ goods: GoodsSelector, units }), { minItems: 1, maxItems: 10 }), priceMinor: AmountMinor }), { minItems: 1, maxItems: 10 }),
});
/** The more, the cheaper: the highest tier that the quantity of all the goods together reaches */
const QuantityTiers = Strict({ kind: Type.Literal('quantity-tiers'), tiers: Type.Array(Strict({ minMilli: Type.Integer({ minimum: 1, maximum: 1_000_000_000_000 }), off: Off }), { minItems: 1, maxItems: 50 }) });
/** So many units of the goods as a gift, the cheapest first; what is not in the basket is offered. The goods are named by sku. */
const Gift = Strict({ kind: Type.Literal('gift'), units });

// The basket: apportioned to the lines of the goods.
const BasketPercent = Strict({ kind: Type.Literal('basket-percent'), basisPoints: ShareBasisPoints });
const BasketAmount = Strict({ kind: Type.Literal('basket-amount'), amountMinor: AmountMinor });
/** The more the goods cost, the more is taken off: the highest step that their sum when the stage began reaches */
const SpendLadder = Strict({
  kind: Type.Literal('spend-ladder'),
  steps: Type.Array(
    Strict({ minMinor: AmountMinor, off: Type.Union([
      Strict({ kind: Type.Literal('percent'), basisPoints: ShareBasisPoints }),
      Strict({ kind: Type.Literal('amount'), amountMinor: AmountMinor }),
    ]) }),
    { minItems: 1, maxItems: 50 },
  ),
});

/** Takes off what the whole receipt costs beyond a multiple of `toMinor` */
const RoundDown = Strict({ kind: Type.Literal('round-down'), toMinor: Type.Integer({ minimum: 2, maximum: 1_000_000_000 }) });

// Points.
const validity = {
  /** May be spent only so many days after the purchase */
  pendingDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 3660 })),
  /** Are lost so many days after the day on which they may first be spent */
  expiresAfterDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 36_600 })),
};
/** Percent of what the selected goods cost in money, or of the part of it above `aboveMinor`, rounded down */
const PointsPercent = Strict({ kind: Type.Literal('points-percent'), basisPoints: Type.Integer({ minimum: 0, maximum: 1_000_000 }), aboveMinor: Type.Optional(AmountMinor), ...validity });
const PointsFixed = Strict({ kind: Type.Literal('points-fixed'), points: Points, ...validity });
/** For every piece or kilogram, rounded down once a receipt */
const PointsPerUnit = Strict({ kind: Type.Literal('points-per-unit'), points: Points, ...validity });
/** Multiplies what `points-percent` gave on the selected goods; 20,000 doubles */
const PointsMultiplier = Strict({ kind: Type.Literal('points-multiplier'), factorBasisPoints: Type.Integer({ minimum: 10_000, maximum: 1_000_000 }), ...validity });

// For later, and for people.
/** Issues so many coupons of the kind for the next purchase, usable from tomorrow (or today + `fromDays`) for `days` days */
const IssueCoupon = Strict({ kind: Type.Literal('issue-coupon'), couponId: Id, count: Type.Integer({ minimum: 1, maximum: 100 }), fromDays: Type.Integer({ minimum: 0, maximum: 3660 }), days: Type.Integer({ minimum: 1, maximum: 3660 }) });
const Message = Strict({ kind: Type.Literal('message'), to: Type.Union([Type.Literal('cashier'), Type.Literal('customer'), Type.Literal('slip')]), text: Localized });

export const Reward = Type.Union([
  GoodsPercent, GoodsAmount, GoodsPrice,
  NthUnit, SomeUnits, BuyGet, GoodsSets, QuantityTiers, Gift,
  BasketPercent, BasketAmount, SpendLadder,
  RoundDown,
  PointsPercent, PointsFixed, PointsPerUnit, PointsMultiplier,
  IssueCoupon, Message,
]);
export type Reward = Type.Static<typeof Reward>;

/** The shape of a promotion: *when* (conditions) + *what* (goods) + *reward* + *limits*, in a combination group (DESIGN §4). */
import Type from 'typebox';
import { AmountMinor, Id, Localized, Strict } from '../scalars.ts';
import { Condition } from './condition.ts';
import { Reward } from './reward.ts';
import { GoodsSelector } from './selector.ts';

export { Condition } from './condition.ts';
export { Off, Pick, Reward } from './reward.ts';
export { GoodsSelector } from './selector.ts';

const count = Type.Integer({ minimum: 1, maximum: 1_000_000 });

/** The calendar period, in the store's zone, over which a limit of a customer counts; weeks begin on Monday. */
export const LimitPeriod = Type.Union([Type.Literal('day'), Type.Literal('week'), Type.Literal('month'), Type.Literal('year'), Type.Literal('ever')]);
export type LimitPeriod = Type.Static<typeof LimitPeriod>;

/** How much a promotion may give. */
export const Limits = Strict({
  /** Units of one line, for the rewards `goods-…` */
  unitsPerLine: Type.Optional(count),
  /** Units of the receipt, the dearest first, for the rewards `goods-…`; units that are got, for `buy-get` */
  units: Type.Optional(count),
  /** How often a receipt may get `nth-unit`, `buy-get` or `sets` */
  times: Type.Optional(count),
  /** Money off one receipt */
  discountMinor: Type.Optional(AmountMinor),
  /** Sales of one customer in which the promotion may act, in the calendar period; nobody else gets it */
  perCustomer: Type.Optional(Strict({ times: count, period: LimitPeriod })),
  /** A ceiling over all shops, whose rest comes as state. `cut`: the rest is given; `skip`: what does not fit is not given at all */
  budget: Type.Optional(Strict({ whenOver: Type.Union([Type.Literal('cut'), Type.Literal('skip')]) })),
});
export type Limits = Type.Static<typeof Limits>;

/**
 * Not together with other discounts: on the same line, or on the same receipt. `priority`: it is given where it gives anything, and the others are
 * not; `best`: whichever is better for the customer.
 */
export const Exclusive = Strict({
  on: Type.Union([Type.Literal('line'), Type.Literal('receipt')]),
  resolve: Type.Union([Type.Literal('priority'), Type.Literal('best')]),
});
export type Exclusive = Type.Static<typeof Exclusive>;

export const Promotion = Strict({
  id: Id,
  name: Localized,
  groupId: Id,
  /** Lower goes first. Ties go by id. */
  priority: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
  when: Condition,
  goods: GoodsSelector,
  reward: Reward,
  limits: Type.Optional(Limits),
  exclusive: Type.Optional(Exclusive),
});
export interface Promotion {
  id: string;
  name: Localized;
  groupId: string;
  priority: number;
  when: Condition;
  goods: GoodsSelector;
  reward: Reward;
  limits?: Limits;
  exclusive?: Exclusive;
}

/**
 * How promotions of one group live together: `stack` all apply, one after another on what is left; `first` the first that gives something;
 * `best` what is best for the customer. `on` says where only one of a `first` or `best` group applies: on each line (if nothing is said) or on the receipt.
 */
export const PromotionGroup = Strict({
  id: Id,
  mode: Type.Union([Type.Literal('stack'), Type.Literal('first'), Type.Literal('best')]),
  on: Type.Optional(Type.Union([Type.Literal('line'), Type.Literal('receipt')])),
});
export type PromotionGroup = Type.Static<typeof PromotionGroup>;

/** Two groups whose discounts do not go together on one line, or on one receipt. `first`: the group that the bundle names first wins where it gives anything. */
export const Exclusion = Strict({
  groupIds: Type.Array(Id, { minItems: 2, maxItems: 2 }),
  on: Type.Union([Type.Literal('line'), Type.Literal('receipt')]),
  resolve: Type.Union([Type.Literal('first'), Type.Literal('best')]),
});
export type Exclusion = Type.Static<typeof Exclusion>;

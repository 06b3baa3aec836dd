/** The shape of a promotion: *when* (conditions) + *what* (goods) + *reward*, in a combination group (DESIGN §4). */
import Type from 'typebox';
import { AmountMinor, Id, LocalDate, Localized, Points, QuantityMilli, ShareBasisPoints, Strict } from '../scalars.ts';

export type GoodsSelector =
  | { kind: 'all' }
  | { kind: 'sku'; skus: string[] }
  /** These categories and all below them */
  | { kind: 'category'; categoryIds: string[] }
  | { kind: 'brand'; brands: string[] }
  /** The customer's favourite category, while it runs */
  | { kind: 'favourite' }
  | { kind: 'any'; of: GoodsSelector[] }
  | { kind: 'except'; from: GoodsSelector; without: GoodsSelector };

export type Condition =
  | { kind: 'all'; of: Condition[] }
  | { kind: 'any'; of: Condition[] }
  | { kind: 'not'; of: Condition }
  /** Both days included, in the store's zone */
  | { kind: 'period'; from: string; to: string }
  /** ISO weekdays, 1 Monday … 7 Sunday */
  | { kind: 'weekdays'; days: number[] }
  /** From (included) to (excluded) in minutes of the day; `from` > `to` runs over midnight */
  | { kind: 'hours'; fromMinute: number; toMinute: number }
  | { kind: 'store'; storeIds: string[] }
  /** Any known card that is neither blocked nor replaced */
  | { kind: 'card' }
  | { kind: 'tier'; tiers: string[] }
  /** Today lies from `daysBefore` before to `daysAfter` after the birthday; 29 February counts as 28 in a common year */
  | { kind: 'birthday'; daysBefore: number; daysAfter: number }
  /** Sum of these goods before any discount */
  | { kind: 'basket-sum'; goods: GoodsSelector; minMinor: number }
  /** Quantity of these goods */
  | { kind: 'quantity'; goods: GoodsSelector; minMilli: number };

export type Reward =
  // line stage
  | { kind: 'goods-percent'; basisPoints: number }
  /** Off every unit */
  | { kind: 'goods-amount'; amountMinor: number }
  /** Every unit at this price, where that is lower */
  | { kind: 'goods-price'; priceMinor: number }
  // basket stage: what the line stage left of the selected goods, apportioned to their lines
  | { kind: 'basket-percent'; basisPoints: number }
  | { kind: 'basket-amount'; amountMinor: number }
  // accrual stage
  /** Percent of what the selected goods cost in money, rounded down */
  | { kind: 'points-percent'; basisPoints: number }
  | { kind: 'points-fixed'; points: number }
  /** Multiplies what `points-percent` gave on the selected goods; 20,000 doubles */
  | { kind: 'points-multiplier'; factorBasisPoints: number }
  // message stage
  | { kind: 'message'; to: 'cashier' | 'customer'; text: Localized };

export interface Promotion {
  id: string;
  name: Localized;
  groupId: string;
  /** Lower goes first. Ties go by id. */
  priority: number;
  when: Condition;
  goods: GoodsSelector;
  reward: Reward;
}

const ids = Type.Array(Id, { minItems: 1 });
const minute = Type.Integer({ minimum: 0, maximum: 1440 });

export const GoodsSelector = Type.Cyclic(
  {
    Selector: Type.Union([
      Strict({ kind: Type.Literal('all') }),
      Strict({ kind: Type.Literal('sku'), skus: ids }),
      Strict({ kind: Type.Literal('category'), categoryIds: ids }),
      Strict({ kind: Type.Literal('brand'), brands: Type.Array(Type.String({ minLength: 1 }), { minItems: 1 }) }),
      Strict({ kind: Type.Literal('favourite') }),
      Strict({ kind: Type.Literal('any'), of: Type.Array(Type.Ref('Selector'), { minItems: 1 }) }),
      Strict({ kind: Type.Literal('except'), from: Type.Ref('Selector'), without: Type.Ref('Selector') }),
    ]),
  },
  'Selector',
);

export const Condition = Type.Cyclic(
  {
    Condition: Type.Union([
      Strict({ kind: Type.Literal('all'), of: Type.Array(Type.Ref('Condition')) }),
      Strict({ kind: Type.Literal('any'), of: Type.Array(Type.Ref('Condition'), { minItems: 1 }) }),
      Strict({ kind: Type.Literal('not'), of: Type.Ref('Condition') }),
      Strict({ kind: Type.Literal('period'), from: LocalDate, to: LocalDate }),
      Strict({ kind: Type.Literal('weekdays'), days: Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), { minItems: 1 }) }),
      Strict({ kind: Type.Literal('hours'), fromMinute: minute, toMinute: minute }),
      Strict({ kind: Type.Literal('store'), storeIds: ids }),
      Strict({ kind: Type.Literal('card') }),
      Strict({ kind: Type.Literal('tier'), tiers: ids }),
      Strict({ kind: Type.Literal('birthday'), daysBefore: Type.Integer({ minimum: 0, maximum: 60 }), daysAfter: Type.Integer({ minimum: 0, maximum: 60 }) }),
      Strict({ kind: Type.Literal('basket-sum'), goods: GoodsSelector, minMinor: AmountMinor }),
      Strict({ kind: Type.Literal('quantity'), goods: GoodsSelector, minMilli: QuantityMilli }),
    ]),
  },
  'Condition',
);

export const Reward = Type.Union([
  Strict({ kind: Type.Literal('goods-percent'), basisPoints: ShareBasisPoints }),
  Strict({ kind: Type.Literal('goods-amount'), amountMinor: AmountMinor }),
  Strict({ kind: Type.Literal('goods-price'), priceMinor: AmountMinor }),
  Strict({ kind: Type.Literal('basket-percent'), basisPoints: ShareBasisPoints }),
  Strict({ kind: Type.Literal('basket-amount'), amountMinor: AmountMinor }),
  Strict({ kind: Type.Literal('points-percent'), basisPoints: Type.Integer({ minimum: 0, maximum: 100_000 }) }),
  Strict({ kind: Type.Literal('points-fixed'), points: Points }),
  Strict({ kind: Type.Literal('points-multiplier'), factorBasisPoints: Type.Integer({ minimum: 10_000, maximum: 1_000_000 }) }),
  Strict({ kind: Type.Literal('message'), to: Type.Union([Type.Literal('cashier'), Type.Literal('customer')]), text: Localized }),
]);

export const Promotion = Strict({
  id: Id,
  name: Localized,
  groupId: Id,
  priority: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
  when: Condition,
  goods: GoodsSelector,
  reward: Reward,
});

/**
 * How promotions of one group live together on the same goods: `stack` all apply, one after another on what is left;
 * `first` the one that comes first by priority; `best` the one that takes most off (or gives most points).
 * Groups apply in the order of the bundle, each on what the one before left.
 */
export const PromotionGroup = Strict({ id: Id, mode: Type.Union([Type.Literal('stack'), Type.Literal('first'), Type.Literal('best')]) });
export type PromotionGroup = Type.Static<typeof PromotionGroup>;

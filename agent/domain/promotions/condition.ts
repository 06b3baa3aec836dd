/** When a promotion holds. Sums and quantities look at the basket as it stood when the promotion's stage began. */
import Type from 'typebox';
import { AmountMinor, Id, LocalDate, QuantityMilli, Strict } from '../scalars.ts';
import { GoodsSelector } from './selector.ts';

export type Condition =
  | { kind: 'all'; of: Condition[] }
  | { kind: 'any'; of: Condition[] }
  | { kind: 'not'; of: Condition }
  // when and where
  /** Both days included, in the store's zone */
  | { kind: 'period'; from: string; to: string }
  /** ISO weekdays, 1 Monday … 7 Sunday */
  | { kind: 'weekdays'; days: number[] }
  /** From (included) to (excluded) in minutes of the day; `from` > `to` runs over midnight */
  | { kind: 'hours'; fromMinute: number; toMinute: number }
  | { kind: 'region'; regions: string[] }
  | { kind: 'store'; storeIds: string[] }
  | { kind: 'till'; tillIds: string[] }
  /** Where the order comes from: `till` unless the basket says otherwise */
  | { kind: 'channel'; channels: string[] }
  /** A flag of the bundle that is on here */
  | { kind: 'flag'; flagId: string }
  // who
  /** Any known card that is neither blocked nor replaced */
  | { kind: 'card' }
  /** The card's number belongs to one of these schemes of the bundle */
  | { kind: 'card-scheme'; schemeIds: string[] }
  | { kind: 'tier'; tiers: string[] }
  | { kind: 'segment'; segments: string[] }
  /** Full months since the customer joined: at least `fromMonths`, fewer than `underMonths` */
  | { kind: 'tenure'; fromMonths?: number; underMonths?: number }
  /** Today lies from `daysBefore` before to `daysAfter` after the birthday; 29 February counts as 28 in a common year */
  | { kind: 'birthday'; daysBefore: number; daysAfter: number }
  /** Which purchase of the customer this one is: from … to, both included, and of them each `every`-th (1 is the first) */
  | { kind: 'purchase'; from?: number; to?: number; every?: number }
  /** The customer has a favourite category now; one of these, where they are named */
  | { kind: 'favourite'; categoryIds?: string[] }
  /** The offer is addressed to this customer and runs */
  | { kind: 'personal-offer'; offerId: string }
  // what
  /** Sum of these goods, before any discount (`gross`, if nothing is said) or after those of the stages before (`net`); both ends included */
  | { kind: 'basket-sum'; goods: GoodsSelector; of?: 'gross' | 'net'; minMinor: number; maxMinor?: number }
  /** Quantity of these goods; both ends included */
  | { kind: 'quantity'; goods: GoodsSelector; minMilli: number; maxMilli?: number }
  /** How many different goods of these; both ends included */
  | { kind: 'distinct'; goods: GoodsSelector; min: number; max?: number }
  /** A coupon of one of these kinds was shown */
  | { kind: 'coupon'; couponIds: string[] }
  /** The sale is paid by one of these methods */
  | { kind: 'payment'; methods: string[] }
  /** The customer chose one of these external programmes for this sale */
  | { kind: 'external'; programmeIds: string[] };

/** The conditions that ask who the customer is. */
export type CustomerCondition = Extract<Condition, { kind: 'card' | 'card-scheme' | 'tier' | 'segment' | 'tenure' | 'birthday' | 'purchase' | 'favourite' | 'personal-offer' }>;

const ids = Type.Array(Id, { minItems: 1 });
const minute = Type.Integer({ minimum: 0, maximum: 1440 });
const days = Type.Integer({ minimum: 0, maximum: 60 });
const months = Type.Integer({ minimum: 0, maximum: 1200 });
const ordinal = Type.Integer({ minimum: 1, maximum: 1_000_000 });
const count = Type.Integer({ minimum: 0, maximum: 1_000_000 });

export const Condition = Type.Cyclic(
  {
    Condition: Type.Union([
      Strict({ kind: Type.Literal('all'), of: Type.Array(Type.Ref('Condition')) }),
      Strict({ kind: Type.Literal('any'), of: Type.Array(Type.Ref('Condition'), { minItems: 1 }) }),
      Strict({ kind: Type.Literal('not'), of: Type.Ref('Condition') }),
      Strict({ kind: Type.Literal('period'), from: LocalDate, to: LocalDate }),
      Strict({ kind: Type.Literal('weekdays'), days: Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), { minItems: 1 }) }),
      Strict({ kind: Type.Literal('hours'), fromMinute: minute, toMinute: minute }),
      Strict({ kind: Type.Literal('region'), regions: ids }),
      Strict({ kind: Type.Literal('store'), storeIds: ids }),
      Strict({ kind: Type.Literal('till'), tillIds: ids }),
      Strict({ kind: Type.Literal('channel'), channels: ids }),
      Strict({ kind: Type.Literal('flag'), flagId: Id }),
      Strict({ kind: Type.Literal('card') }),
      Strict({ kind: Type.Literal('card-scheme'), schemeIds: ids }),
      Strict({ kind: Type.Literal('tier'), tiers: ids }),
      Strict({ kind: Type.Literal('segment'), segments: ids }),
      Strict({ kind: Type.Literal('tenure'), fromMonths: Type.Optional(months), underMonths: Type.Optional(months) }),
      Strict({ kind: Type.Literal('birthday'), daysBefore: days, daysAfter: days }),
      Strict({ kind: Type.Literal('purchase'), from: Type.Optional(ordinal), to: Type.Optional(ordinal), every: Type.Optional(ordinal) }),
      Strict({ kind: Type.Literal('favourite'), categoryIds: Type.Optional(ids) }),
      Strict({ kind: Type.Literal('personal-offer'), offerId: Id }),
      Strict({
        kind: Type.Literal('basket-sum'), goods: GoodsSelector, of: Type.Optional(Type.Union([Type.Literal('gross'), Type.Literal('net')])),
        minMinor: AmountMinor, maxMinor: Type.Optional(AmountMinor),
      }),
      Strict({ kind: Type.Literal('quantity'), goods: GoodsSelector, minMilli: QuantityMilli, maxMilli: Type.Optional(QuantityMilli) }),
      Strict({ kind: Type.Literal('distinct'), goods: GoodsSelector, min: count, max: Type.Optional(count) }),
      Strict({ kind: Type.Literal('coupon'), couponIds: ids }),
      Strict({ kind: Type.Literal('payment'), methods: ids }),
      Strict({ kind: Type.Literal('external'), programmeIds: ids }),
    ]),
  },
  'Condition',
);

/**
 * Is this true of the condition, or of any that it is made of? Without making a list of them: a bundle has tens of thousands.
 * By place, as all that goes through a whole bundle: its lists are frozen, and `for … of` makes an object for each step through a frozen list.
 */
export function someCondition(condition: Condition, is: (condition: Condition) => boolean): boolean {
  if (is(condition)) return true;
  if (condition.kind === 'not') return someCondition(condition.of, is);
  if (condition.kind !== 'all' && condition.kind !== 'any') return false;
  const parts = condition.of;
  for (let place = 0; place < parts.length; place += 1) if (someCondition(parts[place] as Condition, is)) return true;
  return false;
}

/** The kinds of coupons that the condition asks for; what stands under `not` is not asked for. */
export function couponsAskedFor(condition: Condition): readonly string[] {
  if (condition.kind === 'coupon') return condition.couponIds;
  return condition.kind === 'all' || condition.kind === 'any' ? condition.of.flatMap(couponsAskedFor) : [];
}

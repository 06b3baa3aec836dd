/** The workload as flat rules: what every contestant can be told, whatever its own form. */
import type { BasketLine } from '../../../agent/domain/basket/basket.ts';

export interface FlatGood {
  sku: string;
  categoryId: string;
  brand: string;
  /** Of the four departments of the shop: 0 to 3 */
  department: number;
  unit: 'piece' | 'kg';
  priceMinor: number;
  /** Sells well, and is promoted more often */
  isHot: boolean;
}

/** Which goods a rule is for; `basket`: for all, from a gross sum on. */
export type FlatGoods =
  | { kind: 'skus'; skus: readonly string[] }
  | { kind: 'category'; categoryId: string }
  | { kind: 'brand'; brand: string }
  | { kind: 'basket'; minMinor: number };

export type FlatReward =
  | { kind: 'percent'; basisPoints: number }
  /** Off every piece or kilogram */
  | { kind: 'amount'; amountMinor: number }
  | { kind: 'price'; priceMinor: number }
  /** For so many pieces of the good, one more of it cheaper by so much, again and again */
  | { kind: 'buy-get'; buyUnits: number; basisPoints: number }
  | { kind: 'basket-percent'; basisPoints: number }
  | { kind: 'basket-amount'; amountMinor: number }
  | { kind: 'multiplier'; factorBasisPoints: number };

export const departments = [0, 1, 2, 3] as const;
/** In the order in which they apply. In the three `exclusive-…` a line takes the best rule only, of `basket` the receipt, of `multipliers` a line. */
export const groups = ['prices', 'stack', 'exclusive-0', 'exclusive-1', 'exclusive-2', 'buy-get', 'basket', 'multipliers'] as const;
export type FlatGroup = (typeof groups)[number];

export interface FlatRule {
  id: string;
  /** Place in the order of application */
  ordinal: number;
  group: FlatGroup;
  priority: number;
  goods: FlatGoods;
  reward: FlatReward;
  /** First and last day, as 20261122 */
  fromDay: number;
  toDay: number;
  /** From (included) to (excluded) */
  hours: { fromMinute: number; toMinute: number } | undefined;
  /** ISO, 1 to 7 */
  weekdays: readonly number[] | undefined;
  tier: string | undefined;
}

export interface FlatSale {
  lines: readonly BasketLine[];
  /** Undefined: nobody showed a card */
  tier: string | undefined;
  day: number;
  minute: number;
  weekday: number;
}

/** What all contestants must agree on. */
export interface FlatResult {
  totalMinor: number;
  points: number;
  /** Rules that gave something, in the order of application */
  applied: string[];
}

/** No line gets more than this off. */
export const lineCapBasisPoints = 6_000;
/** Every customer earns 5 % of what is paid, in points worth 100 minor units. */
export const baseAccrual = { id: 'base-accrual', basisPoints: 500, pointMinor: 100 } as const;

/** The time, the day and the card ask for nothing else; the goods are asked elsewhere. */
export function holds(rule: FlatRule, sale: FlatSale): boolean {
  if (sale.day < rule.fromDay || sale.day > rule.toDay) return false;
  if (rule.hours !== undefined && (sale.minute < rule.hours.fromMinute || sale.minute >= rule.hours.toMinute)) return false;
  if (rule.weekdays !== undefined && !rule.weekdays.includes(sale.weekday)) return false;
  return rule.tier === undefined || rule.tier === sale.tier;
}

import { isAroundBirthday } from '../time/birthday.ts';
import { dateKey, fullMonthsBetween } from '../time/calendar.ts';
import { compileFlag } from './compile-flag.ts';
import type { Subtrees } from '../categories/category-numbers.ts';
import { compileSelector, looksAtDiscounts } from './compile-selector.ts';
import { type Condition, type CustomerCondition, someCondition } from './condition.ts';
import type { LineFacts, SaleFacts } from './sale-facts.ts';
import type { Flag } from '../bundle/bundle.ts';
import { isWrittenLike } from '../cards/card-number.ts';
import type { CardScheme } from '../cards/card-scheme.ts';
import type { GoodsSelector } from './selector.ts';
import { unreachable } from '../unreachable.ts';

export type HoldsForSale = (sale: SaleFacts) => boolean;

/** What of the bundle conditions are resolved against. */
export interface ConditionContext {
  readonly subtrees: Subtrees;
  readonly flags: readonly Flag[];
  readonly cardSchemes: readonly CardScheme[];
}

/** Turns a condition into a function of the sale's facts. With `assumed` nothing is asked of what discounts left: such parts answer as said, under `not` the opposite. */
export function compileCondition(condition: Condition, context: ConditionContext, assumed?: boolean): HoldsForSale {
  if (assumed !== undefined && isAboutNet(condition)) return () => assumed;
  switch (condition.kind) {
    case 'all': {
      const parts = condition.of.map((part) => compileCondition(part, context, assumed));
      return (sale) => {
        for (const holds of parts) if (!holds(sale)) return false;
        return true;
      };
    }
    case 'any': {
      const parts = condition.of.map((part) => compileCondition(part, context, assumed));
      return (sale) => {
        for (const holds of parts) if (holds(sale)) return true;
        return false;
      };
    }
    case 'not': {
      const holds = compileCondition(condition.of, context, assumed === undefined ? undefined : !assumed);
      return (sale) => !holds(sale);
    }
    case 'period': {
      const from = dateKey(condition.from);
      const to = dateKey(condition.to);
      return ({ dateKey: today }) => from <= today && today <= to;
    }
    case 'weekdays':
      return ({ time }) => condition.days.includes(time.weekday);
    case 'hours':
      return compileHours(condition.fromMinute, condition.toMinute);
    case 'region':
      return ({ region }) => region !== undefined && condition.regions.includes(region);
    case 'store':
      return ({ storeId }) => condition.storeIds.includes(storeId);
    case 'till':
      return ({ tillId }) => tillId !== undefined && condition.tillIds.includes(tillId);
    case 'channel':
      return ({ channel }) => condition.channels.includes(channel);
    case 'flag':
      return compileFlag(context.flags.find(({ id }) => id === condition.flagId)?.on ?? []);
    case 'coupon':
      return ({ couponIds }) => condition.couponIds.some((id) => couponIds.has(id));
    case 'payment':
      return ({ payment }) => payment !== undefined && condition.methods.includes(payment);
    case 'external':
      return ({ external }) => external !== undefined && condition.programmeIds.includes(external);
    case 'basket-sum':
      if (condition.goods.kind === 'all' && condition.of !== 'net') return ({ goodsGrossMinor }) => condition.minMinor <= goodsGrossMinor && goodsGrossMinor <= (condition.maxMinor ?? goodsGrossMinor);
      return compileSum(condition.goods, context, condition.of === 'net' ? stageOf : grossOf, condition.minMinor, condition.maxMinor);
    case 'quantity':
      return compileSum(condition.goods, context, quantityOf, condition.minMilli, condition.maxMilli);
    case 'distinct':
      return compileDistinct(condition.goods, context, condition.min, condition.max);
    case 'card':
    case 'card-scheme':
    case 'tier':
    case 'segment':
    case 'tenure':
    case 'birthday':
    case 'purchase':
    case 'favourite':
    case 'personal-offer':
      return compileCustomerCondition(condition, context);
    default:
      return unreachable(condition);
  }
}

function compileCustomerCondition(condition: CustomerCondition, { cardSchemes }: ConditionContext): HoldsForSale {
  switch (condition.kind) {
    case 'card':
      return ({ customer }) => customer !== undefined;
    case 'card-scheme': {
      const schemes = cardSchemes.filter(({ id }) => condition.schemeIds.includes(id));
      return ({ customer }) => customer !== undefined && schemes.some((scheme) => isWrittenLike(scheme, customer.card.number));
    }
    case 'tier':
      return ({ customer }) => customer !== undefined && condition.tiers.includes(customer.tier);
    case 'segment':
      return ({ customer }) => customer?.segments?.some((segment) => condition.segments.includes(segment)) === true;
    case 'tenure': {
      const { fromMonths = 0, underMonths = Number.MAX_SAFE_INTEGER } = condition;
      return ({ customer, time }) => {
        if (customer?.joinedOn === undefined) return false;
        const months = fullMonthsBetween(customer.joinedOn, time.localDate);
        return fromMonths <= months && months < underMonths;
      };
    }
    case 'birthday':
      return ({ customer, time }) =>
        customer?.birthday !== undefined && isAroundBirthday(customer.birthday, time.localDate, condition.daysBefore, condition.daysAfter);
    case 'purchase': {
      const { from = 1, to = Number.MAX_SAFE_INTEGER, every = 1 } = condition;
      return ({ customer }) => {
        if (customer?.purchases === undefined) return false;
        const thisOne = customer.purchases + 1;
        return from <= thisOne && thisOne <= to && (thisOne - from) % every === 0;
      };
    }
    case 'favourite':
      return ({ customer, favourite }) =>
        favourite !== undefined && (condition.categoryIds === undefined || condition.categoryIds.includes(customer?.favourite?.categoryId ?? ''));
    case 'personal-offer':
      return ({ customer, time }) => customer?.offers?.some(({ offerId, until }) => offerId === condition.offerId && time.localDate <= until) === true;
    default:
      return unreachable(condition);
  }
}

/** Can the answer change while the sale is being priced, because it asks what discounts left? */
export function looksAtNet(condition: Condition): boolean {
  return someCondition(condition, isAboutNet);
}

function isAboutNet(condition: Condition): boolean {
  if (condition.kind === 'basket-sum' && condition.of === 'net') return true;
  return (condition.kind === 'basket-sum' || condition.kind === 'quantity' || condition.kind === 'distinct') && looksAtDiscounts(condition.goods);
}

/** Does the condition ask for a coupon? Such promotions act after all others. */
export function asksForCoupon(condition: Condition): boolean {
  if (condition.kind !== 'all' && condition.kind !== 'any') return condition.kind === 'coupon';
  const parts = condition.of;
  for (let place = 0; place < parts.length; place += 1) if (asksForCoupon(parts[place] as Condition)) return true;
  return false;
}

function compileHours(fromMinute: number, toMinute: number): HoldsForSale {
  if (fromMinute <= toMinute) return ({ time }) => fromMinute <= time.minuteOfDay && time.minuteOfDay < toMinute;
  return ({ time }) => fromMinute <= time.minuteOfDay || time.minuteOfDay < toMinute;
}

function compileSum(goods: GoodsSelector, { subtrees }: ConditionContext, amountOf: (line: LineFacts) => number, min: number, max = Number.MAX_SAFE_INTEGER): HoldsForSale {
  const selects = compileSelector(goods, subtrees, 'stage');
  return (sale) => {
    let sum = 0;
    for (const line of sale.lines) if (selects(line, sale)) sum += amountOf(line);
    return min <= sum && sum <= max;
  };
}

function compileDistinct(goods: GoodsSelector, { subtrees }: ConditionContext, min: number, max = Number.MAX_SAFE_INTEGER): HoldsForSale {
  const selects = compileSelector(goods, subtrees, 'stage');
  return (sale) => {
    const skus = new Set<string>();
    for (const line of sale.lines) if (selects(line, sale)) skus.add(line.sku);
    return min <= skus.size && skus.size <= max;
  };
}

function grossOf(line: LineFacts): number {
  return line.grossMinor;
}

function stageOf(line: LineFacts): number {
  return line.stageMinor;
}

function quantityOf(line: LineFacts): number {
  return line.quantityMilli;
}

import { isAroundBirthday } from '../time/birthday.ts';
import { compileSelector, type SelectsGood } from './compile-selector.ts';
import type { Condition } from './promotion.ts';
import type { LineFacts, SaleFacts } from './sale-facts.ts';
import { unreachable } from '../unreachable.ts';

export type HoldsForSale = (sale: SaleFacts) => boolean;

/** Turns a condition into a function of the sale's facts. Nothing that discounts or points change is among them, so its answer is the same in every stage. */
export function compileCondition(condition: Condition, subtrees: ReadonlyMap<string, ReadonlySet<string>>): HoldsForSale {
  switch (condition.kind) {
    case 'all': {
      const parts = condition.of.map((part) => compileCondition(part, subtrees));
      return (sale) => parts.every((holds) => holds(sale));
    }
    case 'any': {
      const parts = condition.of.map((part) => compileCondition(part, subtrees));
      return (sale) => parts.some((holds) => holds(sale));
    }
    case 'not': {
      const holds = compileCondition(condition.of, subtrees);
      return (sale) => !holds(sale);
    }
    case 'period':
      // ISO dates sort as text
      return ({ time }) => condition.from <= time.localDate && time.localDate <= condition.to;
    case 'weekdays': {
      const days = new Set(condition.days);
      return ({ time }) => days.has(time.weekday);
    }
    case 'hours':
      return compileHours(condition.fromMinute, condition.toMinute);
    case 'store': {
      const stores = new Set(condition.storeIds);
      return ({ storeId }) => stores.has(storeId);
    }
    case 'card':
      return ({ customer }) => customer !== undefined;
    case 'tier': {
      const tiers = new Set(condition.tiers);
      return ({ customer }) => customer !== undefined && tiers.has(customer.tier);
    }
    case 'birthday':
      return ({ customer, time }) =>
        customer?.birthday !== undefined && isAroundBirthday(customer.birthday, time.localDate, condition.daysBefore, condition.daysAfter);
    case 'basket-sum':
      return compileSum(condition.goods, subtrees, (line) => line.grossMinor, condition.minMinor);
    case 'quantity':
      return compileSum(condition.goods, subtrees, (line) => line.quantityMilli, condition.minMilli);
    default:
      return unreachable(condition);
  }
}

function compileHours(fromMinute: number, toMinute: number): HoldsForSale {
  if (fromMinute <= toMinute) return ({ time }) => fromMinute <= time.minuteOfDay && time.minuteOfDay < toMinute;
  return ({ time }) => fromMinute <= time.minuteOfDay || time.minuteOfDay < toMinute;
}

function compileSum(
  goods: Parameters<typeof compileSelector>[0],
  subtrees: ReadonlyMap<string, ReadonlySet<string>>,
  amountOf: (line: LineFacts) => number,
  minimum: number,
): HoldsForSale {
  const selects: SelectsGood = compileSelector(goods, subtrees);
  return ({ lines, favourite }) => {
    let sum = 0;
    for (const line of lines) if (selects(line.good, favourite)) sum += amountOf(line);
    return sum >= minimum;
  };
}

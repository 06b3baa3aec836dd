import { findSelectorProblem } from './check-selector.ts';
import type { Condition } from './condition.ts';
import { below, findEmptyRange, findFirst, findUnknown, findUnknownId, type KnownNames, type Problem } from './problem.ts';
import { unreachable } from '../unreachable.ts';

/** The first part of the condition that names something unknown or can never hold. Tills, channels, payment methods, segments and personal offers have no list to stand in. */
export function findConditionProblem(condition: Condition, names: KnownNames): Problem | undefined {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return findFirst('/of', condition.of, findConditionProblem, names);
    case 'not':
      return below('/of', findConditionProblem(condition.of, names));
    case 'period':
      return condition.from <= condition.to ? undefined : { path: '', detail: `ends on ${condition.to}, before it starts on ${condition.from}` };
    case 'hours':
      return isEmptyDay(condition.fromMinute, condition.toMinute) ? { path: '', detail: 'is an empty range of hours; the whole day is 0 to 1440' } : undefined;
    case 'region':
      return findUnknown('/regions', condition.regions, names.regions, 'region');
    case 'store':
      return findUnknown('/storeIds', condition.storeIds, names.stores, 'store');
    case 'flag':
      return findUnknownId('/flagId', condition.flagId, names.flags, 'flag');
    case 'card-scheme':
      return findUnknown('/schemeIds', condition.schemeIds, names.cardSchemes, 'card scheme');
    case 'tier':
      return findUnknown('/tiers', condition.tiers, names.tiers, 'tier');
    case 'tenure':
      return isEmptyTenure(condition) ? { path: '/underMonths', detail: `must be above fromMonths, ${condition.fromMonths ?? 0}` } : undefined;
    case 'purchase':
      return findEmptyRange('/to', condition.from ?? 1, condition.to, 'the last purchase,');
    case 'favourite':
      return findUnknown('/categoryIds', condition.categoryIds, names.categories, 'category');
    case 'basket-sum':
      return below('/goods', findSelectorProblem(condition.goods, names)) ?? findEmptyRange('/maxMinor', condition.minMinor, condition.maxMinor, 'the greatest sum,');
    case 'quantity':
      return below('/goods', findSelectorProblem(condition.goods, names)) ?? findEmptyRange('/maxMilli', condition.minMilli, condition.maxMilli, 'the greatest quantity,');
    case 'distinct':
      return below('/goods', findSelectorProblem(condition.goods, names)) ?? findEmptyRange('/max', condition.min, condition.max, 'the greatest count,');
    case 'coupon':
      return findUnknown('/couponIds', condition.couponIds, names.coupons, 'coupon');
    case 'external':
      return findUnknown('/programmeIds', condition.programmeIds, names.externalProgrammes, 'external programme');
    case 'weekdays':
    case 'till':
    case 'channel':
    case 'card':
    case 'segment':
    case 'birthday':
    case 'personal-offer':
    case 'payment':
      return undefined;
    default:
      return unreachable(condition);
  }
}

function isEmptyDay(fromMinute: number, toMinute: number): boolean {
  return fromMinute === toMinute || (fromMinute === 1440 && toMinute === 0);
}

/** `underMonths` is excluded. */
function isEmptyTenure({ fromMonths = 0, underMonths }: Extract<Condition, { kind: 'tenure' }>): boolean {
  return underMonths !== undefined && underMonths <= fromMonths;
}

/** Does a promotion hold for the sale as it stood when the promotion's stage began? */
import type { Flag } from '../../../../agent/domain/bundle/bundle.ts';
import type { Condition, GoodsSelector, Promotion } from '../../../../agent/domain/promotions/promotion.ts';
import { unreachable } from '../../../../agent/domain/unreachable.ts';
import { sum } from './arithmetic.ts';
import { belongsToScheme } from './card-schemes.ts';
import { firstDayOf, fullMonths, isNearBirthday } from './days.ts';
import type { Line } from './lines.ts';
import { selects } from './selects.ts';
import type { World } from './world.ts';

export function promotionHolds({ id, when, limits }: Promotion, lines: readonly Line[], world: World): boolean {
  return holds(when, lines, world) && isBelowCustomersLimit(id, limits?.perCustomer, world);
}

function isBelowCustomersLimit(promotionId: string, limit: NonNullable<Promotion['limits']>['perCustomer'], { seen, today, input }: World): boolean {
  if (limit === undefined) return true;
  if (seen === undefined || input.programme?.withheld?.includes('customer-limits') === true) return false;
  const since = firstDayOf(limit.period, today, input.time.weekday);
  const usage = seen.usage?.find((row) => row.promotionId === promotionId && row.since >= since);
  return (usage?.times ?? 0) < limit.times;
}

function holds(condition: Condition, lines: readonly Line[], world: World): boolean {
  const { bundle, input, seen, today } = world;
  const { basket, time } = input;
  const region = bundle.stores.find(({ id }) => id === input.storeId)?.region;
  const chosen = (goods: GoodsSelector): Line[] => lines.filter((line) => selects(goods, line, line.atStage, world));
  switch (condition.kind) {
    case 'all': return condition.of.every((part) => holds(part, lines, world));
    case 'any': return condition.of.some((part) => holds(part, lines, world));
    case 'not': return !holds(condition.of, lines, world);
    case 'period': return condition.from <= today && today <= condition.to;
    case 'weekdays': return condition.days.includes(time.weekday);
    case 'hours': return isWithinHours(time.minuteOfDay, condition);
    case 'region': return region !== undefined && condition.regions.includes(region);
    case 'store': return condition.storeIds.includes(input.storeId);
    case 'till': return input.tillId !== undefined && condition.tillIds.includes(input.tillId);
    case 'channel': return condition.channels.includes(basket.channel ?? 'till');
    case 'flag': return bundle.flags?.some(({ id, on }) => id === condition.flagId && on.some((scope) => fits(scope, world, region))) ?? false;
    case 'card': return seen !== undefined;
    case 'card-scheme': return seen !== undefined && bundle.cardSchemes.some((scheme) => condition.schemeIds.includes(scheme.id) && belongsToScheme(seen.card.number, scheme));
    case 'tier': return seen !== undefined && condition.tiers.includes(seen.tier);
    case 'segment': return seen?.segments?.some((segment) => condition.segments.includes(segment)) ?? false;
    case 'tenure': return seen?.joinedOn !== undefined && isBetween(fullMonths(seen.joinedOn, today), condition.fromMonths, (condition.underMonths ?? Infinity) - 1);
    case 'birthday': return seen?.birthday !== undefined && isNearBirthday(seen.birthday, today, condition.daysBefore, condition.daysAfter);
    case 'purchase': return seen?.purchases !== undefined && isThisPurchase(seen.purchases + 1, condition);
    case 'favourite': return world.favouriteId !== undefined && (condition.categoryIds === undefined || condition.categoryIds.includes(world.favouriteId));
    case 'personal-offer': return seen?.offers?.some(({ offerId, until }) => offerId === condition.offerId && today <= until) ?? false;
    case 'basket-sum': return isBetween(sum(chosen(condition.goods).map((line) => (condition.of === 'net' ? line.atStage : line.gross))), condition.minMinor, condition.maxMinor);
    case 'quantity': return isBetween(sum(chosen(condition.goods).map((line) => line.basket.quantityMilli)), condition.minMilli, condition.maxMilli);
    case 'distinct': return isBetween(new Set(chosen(condition.goods).map((line) => line.basket.sku)).size, condition.min, condition.max);
    case 'coupon': return condition.couponIds.some((id) => world.couponIds.has(id));
    case 'payment': return basket.payment !== undefined && condition.methods.includes(basket.payment.method);
    case 'external': return basket.external !== undefined && condition.programmeIds.includes(basket.external);
    default: return unreachable(condition);
  }
}

function isBetween(value: number, min = 0, max = Infinity): boolean {
  return min <= value && value <= max;
}

function isWithinHours(minute: number, { fromMinute, toMinute }: { fromMinute: number; toMinute: number }): boolean {
  return fromMinute < toMinute ? fromMinute <= minute && minute < toMinute : minute >= fromMinute || minute < toMinute;
}

function isThisPurchase(number: number, { from = 1, to = Infinity, every = 1 }: { from?: number; to?: number; every?: number }): boolean {
  return from <= number && number <= to && (number - from) % every === 0;
}

function fits(scope: Flag['on'][number], { input }: World, region: string | undefined): boolean {
  const { storeId, tillId, agentVersion } = input;
  return (
    (scope.regions === undefined || (region !== undefined && scope.regions.includes(region))) &&
    (scope.storeIds === undefined || scope.storeIds.includes(storeId)) &&
    (scope.tillIds === undefined || (tillId !== undefined && scope.tillIds.includes(tillId))) &&
    (scope.agentFrom === undefined || (agentVersion !== undefined && weight(agentVersion) >= weight(scope.agentFrom))) &&
    (scope.agentBelow === undefined || (agentVersion !== undefined && weight(agentVersion) < weight(scope.agentBelow)))
  );
}

/** Versions of up to five digits in each part, as one number. */
function weight(version: string): number {
  return version.split('.').reduce((sofar, part) => sofar * 100_000 + Number(part), 0);
}

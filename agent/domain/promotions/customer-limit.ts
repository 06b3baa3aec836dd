import { firstDayOf } from '../time/calendar.ts';
import type { CompiledPromotion } from './compiled-promotion.ts';
import type { SaleFacts } from './sale-facts.ts';

/** Has the customer had the promotion less often than its limit allows in the calendar period of today? Nobody has no room, nor has anybody while limits are withheld. */
export function hasRoomForCustomer({ id, limits }: CompiledPromotion, { customer, time, withholdsLimited }: SaleFacts): boolean {
  if (limits.perCustomer === undefined) return true;
  if (customer === undefined || withholdsLimited) return false;
  const { times, period } = limits.perCustomer;
  const used = customer.usage?.find(({ promotionId }) => promotionId === id);
  return used === undefined || (period !== 'ever' && used.since < firstDayOf(period, time.localDate)) || used.times < times;
}

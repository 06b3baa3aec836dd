import type { Account } from '../customer/account.ts';
import type { AdjustmentRules } from '../customer/adjustment-rules.ts';
import type { Effect } from '../operations/effect.ts';
import type { PointsAdjusted } from '../operations/customer-operations.ts';
import { addDays } from '../time/calendar.ts';
import { bookSale } from './book-on-account.ts';
import { lotOf, type SaleLots } from './lot.ts';
import { keepWithinBalance, spendLots } from './move-lots.ts';

type Adjusted = Pick<PointsAdjusted, 'points' | 'availableOn' | 'expiresOn' | 'time'>;

/** The days of points that are given today; points that are taken have none. */
export function adjustmentDays({ pendingDays, expiresAfterDays }: Pick<AdjustmentRules, 'pendingDays' | 'expiresAfterDays'>, points: number, today: string): Pick<PointsAdjusted, 'availableOn' | 'expiresOn'> {
  if (points < 0) return {};
  const availableOn = pendingDays === undefined ? undefined : addDays(today, pendingDays);
  return {
    ...(availableOn === undefined ? {} : { availableOn }),
    ...(expiresAfterDays === undefined ? {} : { expiresOn: addDays(availableOn ?? today, expiresAfterDays) }),
  };
}

/** The postings: points come from `adjusted`, or go there. */
export function adjustmentEffects({ points, availableOn }: Pick<Adjusted, 'points' | 'availableOn'>): Effect[] {
  return [{ bucket: availableOn === undefined ? 'available' : 'pending', points }, { bucket: 'adjusted', points: -points }];
}

/** The account after it. Points that are taken are those that expire the soonest. */
export function bookAdjustment(account: Account, adjusted: Adjusted): Account {
  const { points } = adjusted;
  if (points < 0) return keepWithinBalance(spendLots({ ...account, availablePoints: account.availablePoints + points }, -points));
  return bookSale(account, adjustmentEffects(adjusted), lotsOf(adjusted));
}

function lotsOf({ points, availableOn, expiresOn, time }: Adjusted): SaleLots {
  const lot = { ...lotOf({ points, ...(availableOn === undefined ? {} : { availableOn }), ...(expiresOn === undefined ? {} : { expiresOn }) }, time.localDate), points };
  if (availableOn !== undefined) return { pending: [{ ...lot, availableOn }], ready: [] };
  return { pending: [], ready: expiresOn === undefined ? [] : [lot] };
}

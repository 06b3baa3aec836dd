import type { EventRule } from '../bundle/bundle.ts';
import { lotIdOf, type SaleLots } from '../ledger/lot.ts';
import { addDays } from '../time/calendar.ts';

/** Points for one event. Days are YYYY-MM-DD in the stores' zone; absent ones do not limit. */
export interface EventAccrual {
  readonly points: number;
  /** May be spent from this day on */
  readonly availableOn?: string;
  /** Their last day */
  readonly expiresOn?: string;
}

/** What the event gives on this day: `points`, which are fewer than the rule's where the account has no more room. */
export function eventAccrual({ pendingDays, expiresAfterDays }: EventRule, points: number, today: string): EventAccrual {
  const availableOn = pendingDays === undefined ? today : addDays(today, pendingDays);
  return {
    points,
    ...(pendingDays === undefined ? {} : { availableOn }),
    ...(expiresAfterDays === undefined ? {} : { expiresOn: addDays(availableOn, expiresAfterDays) }),
  };
}

/** The lot that they make; points that may be spent at once and stay are in none. */
export function lotsOfEvent({ points, availableOn, expiresOn }: EventAccrual, today: string): SaleLots {
  const lot = { lotId: lotIdOf({ earnedOn: today, availableOn: availableOn ?? today, ...(expiresOn === undefined ? {} : { expiresOn }) }), points, ...(expiresOn === undefined ? {} : { expiresOn }) };
  if (availableOn !== undefined) return { pending: [{ ...lot, availableOn }], ready: [] };
  return { pending: [], ready: expiresOn === undefined ? [] : [lot] };
}

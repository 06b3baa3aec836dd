import type { Bundle } from '../../domain/bundle/bundle.ts';
import type { Actor } from '../../domain/operators/actor.ts';
import type { TrustedNow } from '../../ports/clock.ts';
import type { Till } from '../till.ts';

/** Nothing where nobody is signed in and nobody approved: an operation then says nobody. */
export function byField(by: Actor | undefined): { by?: Actor } {
  return by === undefined || (by.userId === undefined && by.approval === undefined) ? {} : { by };
}

/** The beginning of an operation that somebody's action makes: `actionFields`, and the moment at which it is journalled. */
export function actionBy(till: Pick<Till, 'tillId' | 'storeId' | 'clock'>, { bundle }: { readonly bundle: Pick<Bundle, 'programmeId' | 'timeZone'> }, by: Actor | undefined) {
  const now: TrustedNow = till.clock.now();
  const fields = { programmeId: bundle.programmeId, storeId: till.storeId, tillId: till.tillId, ...byField(by), time: till.clock.businessTime(now.atMs, bundle.timeZone) };
  return { now, fields };
}

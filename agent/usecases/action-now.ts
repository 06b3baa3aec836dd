import type { Bundle } from '../domain/bundle/bundle.ts';
import type { Actor } from '../domain/operators/actor.ts';
import type { BusinessTime } from '../domain/time/business-time.ts';
import type { TrustedNow } from '../ports/clock.ts';
import { actionBy } from './operators/action-by.ts';
import type { Till } from './till.ts';

export interface ActionNow {
  readonly now: TrustedNow;
  /** The beginning of the operation's payload: `actionFields` */
  readonly fields: { readonly programmeId: string; readonly storeId: string; readonly tillId: string; readonly by?: Actor; readonly time: BusinessTime };
  readonly named: { readonly serial: number; readonly hash: string };
}

/** Where, when, by whom and by which programme something is done at this moment. An actor of whom nothing is known is left out. */
export function actionNow(till: Pick<Till, 'tillId' | 'storeId' | 'clock' | 'activeBundle'>, bundle: Pick<Bundle, 'programmeId' | 'timeZone' | 'serial'>, by: Actor | undefined): ActionNow {
  return { ...actionBy(till, { bundle }, by), named: { serial: bundle.serial, hash: till.activeBundle()?.hash ?? '' } };
}

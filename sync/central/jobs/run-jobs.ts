import type { CentralContext } from '../central-context.ts';
import { lookAtPhones } from '../merging/look-at-phones.ts';
import type { MergesDone } from '../merging/merge-by-phone.ts';
import { defaultRetentionDays } from '../notifications/notification.ts';
import { tidyNotifications } from '../notifications/tidy.ts';
import { writeDueNotifications } from '../notifications/write-due.ts';
import { localDay } from '../programme-day.ts';
import { endFavourites } from './end-favourites.ts';
import { forgetAllowances } from './forget-allowances.ts';
import { giveBirthdayPoints } from './give-birthday-points.ts';
import { noLeases, type LeasesDone } from './lease-books.ts';
import { leasePoints } from './lease-points.ts';
import { settleDuePoints, type SettledPoints } from './settle-due-points.ts';
import { tidyWeb } from './tidy-web.ts';

export interface JobsDone {
  settled: SettledPoints;
  /** Accounts that got birthday points */
  birthdays: number;
  /** Accounts of one verified phone */
  merges: MergesDone;
  /** Messages that were written by the calendar, besides those of birthday points */
  notifications: number;
  /** What became of allowances */
  leases: LeasesDone;
}

const dayMs = 86_400_000;

/** What is due by the calendar, for all accounts. May run at any time, as often as anybody likes, and in several processes at once. Nothing before the first bundle. `retentionDays`: how long messages are kept that were sent. */
export async function runJobs({ db, library, phoneKeys }: Pick<CentralContext, 'db' | 'library'> & Partial<Pick<CentralContext, 'phoneKeys'>>, nowMs: number, retentionDays: number = defaultRetentionDays): Promise<JobsDone> {
  const bundle = (await library.inForce(db))?.bundle;
  if (bundle === undefined) return { settled: { accounts: 0, maturedPoints: 0, expiredPoints: 0 }, birthdays: 0, merges: { merged: 0, proposed: 0 }, notifications: 0, leases: noLeases };
  await tidyWeb(db, nowMs);
  await forgetAllowances(db, nowMs);
  await tidyNotifications(db, retentionDays * dayMs, nowMs);
  const today = localDay(nowMs, bundle.timeZone);
  const settled = await settleDuePoints(db, today, nowMs);
  const { birthdayPoints, favourite } = bundle;
  if (favourite !== undefined) await endFavourites(db, favourite, today, nowMs);
  return {
    settled,
    birthdays: birthdayPoints === undefined ? 0 : await giveBirthdayPoints(db, birthdayPoints, today, nowMs),
    merges: await lookAtPhones({ db, library, ...(phoneKeys === undefined ? {} : { phoneKeys }) }, nowMs),
    notifications: await writeDueNotifications(db, today, nowMs, favourite),
    leases: await leasePoints(db, bundle, today, nowMs),
  };
}

import type { CentralContext } from '../central-context.ts';
import { mergeByPhone, type MergesDone } from '../merge/merge-by-phone.ts';
import { localDay } from '../programme-day.ts';
import { giveBirthdayPoints } from './give-birthday-points.ts';
import { settleDuePoints, type SettledPoints } from './settle-due-points.ts';

export interface JobsDone {
  settled: SettledPoints;
  /** Accounts that got birthday points */
  birthdays: number;
  /** Accounts of one verified phone */
  merges: MergesDone;
}

/** What is due by the calendar, for all accounts. May run at any time, as often as anybody likes, and in several processes at once. Nothing before the first bundle. */
export async function runJobs({ db, library }: Pick<CentralContext, 'db' | 'library'>, nowMs: number): Promise<JobsDone> {
  const bundle = (await library.inForce(db))?.bundle;
  if (bundle === undefined) return { settled: { accounts: 0, maturedPoints: 0, expiredPoints: 0 }, birthdays: 0, merges: { merged: 0, proposed: 0 } };
  const today = localDay(nowMs, bundle.timeZone);
  const settled = await settleDuePoints(db, today, nowMs);
  const { birthdayPoints } = bundle;
  return {
    settled,
    birthdays: birthdayPoints === undefined ? 0 : await giveBirthdayPoints(db, birthdayPoints, today, nowMs),
    merges: await mergeByPhone({ db, library }, nowMs),
  };
}

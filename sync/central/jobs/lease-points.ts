import type { Bundle } from '../../../agent/domain/bundle/bundle.ts';
import type { Database } from '../database/database.ts';
import { recallAll, recallFromTills, voidAllowances } from './end-allowances.ts';
import { leaseChangedAccounts } from './lease-changed-accounts.ts';
import type { LeasesDone } from './lease-books.ts';
import { renewAllowances } from './renew-allowances.ts';

/** Ends, recalls, renews and grants allowances, in that order. Twice it does nothing more. `today` is the programme's day. */
export async function leasePoints(db: Database, { redemption }: Pick<Bundle, 'redemption'>, today: string, nowMs: number): Promise<LeasesDone> {
  const { offline, stepPoints } = redemption;
  const voided = await voidAllowances(db, nowMs);
  if (typeof offline === 'string' || offline.policy !== 'allowance') {
    return { granted: 0, toppedUp: 0, renewed: 0, recalled: await recallAll(db, nowMs), voided };
  }
  const recalled = await recallFromTills(db, nowMs);
  const renewed = await renewAllowances(db, offline, { stepPoints, today, nowMs });
  const leased = await leaseChangedAccounts(db, offline, { stepPoints, today, nowMs });
  return { ...leased, renewed: renewed.renewed, recalled: recalled + renewed.recalled + leased.recalled, voided };
}

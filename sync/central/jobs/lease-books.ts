import { randomUUID } from 'node:crypto';
import { unreachable } from '../../../agent/domain/unreachable.ts';
import { grantAllowance, liveAllowances, recallAllowance, renewAllowance, topUpAllowance } from '../accounts/book-allowances.ts';
import type { Books } from '../accounts/books.ts';
import type { Queryable } from '../database/database.ts';
import type { AllowancePolicy, LeaseStep, RegularTill, Standing } from './plan-allowances.ts';

/** What the jobs did with allowances. */
export interface LeasesDone {
  granted: number;
  toppedUp: number;
  renewed: number;
  recalled: number;
  voided: number;
}

export const noLeases: Readonly<LeasesDone> = { granted: 0, toppedUp: 0, renewed: 0, recalled: 0, voided: 0 };

/** The programme's rules as the jobs need them, and when they run. */
export interface LeaseRun {
  stepPoints: number;
  today: string;
  nowMs: number;
}

/** No new allowance so long after points were wanted elsewhere, or somebody took one back; then with the next purchase. */
const coolingMs = { short: 3_600_000, administrator: 86_400_000 };

/** Accounts of these that get none now. */
export async function readCooling(tx: Queryable, accountIds: readonly string[], nowMs: number): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ account_id: string }>(
    `SELECT DISTINCT account_id FROM allowance
     WHERE account_id = ANY($1) AND recalled_at_ms IS NOT NULL AND ((cause = 'short' AND recalled_at_ms > $2) OR (cause = 'administrator' AND recalled_at_ms > $3))`,
    [accountIds, nowMs - coolingMs.short, nowMs - coolingMs.administrator],
  );
  return new Set(rows.map(({ account_id }) => account_id));
}

export function standingOf(books: Books, accountId: string, regularTills: readonly RegularTill[], today: string, isCooling = false): Standing | undefined {
  const account = books.accounts.get(accountId)?.account;
  return account === undefined ? undefined : { account, live: liveAllowances(books, accountId), regularTills, today, isCooling };
}

/** Books the steps of one account and counts them. */
export function takeSteps(books: Books, policy: AllowancePolicy, accountId: string, steps: readonly LeaseStep[], done: LeasesDone): void {
  const { nowMs } = books;
  const expiresAtMs = nowMs + policy.validSeconds * 1000;
  const reuseAtMs = expiresAtMs + policy.reuseAfterSeconds * 1000;
  for (const step of steps) {
    switch (step.kind) {
      case 'grant': {
        const { points, till: { tillId, storeId, journalId } } = step;
        grantAllowance(books, {
          // never the id of an earlier one: a till that gave it back spends no more of it, also where this database was restored
          allowanceId: randomUUID(), accountId, tillId, storeId, journalId, points, grantedPoints: points, grants: 1, state: 'granted', grantedAtMs: nowMs, expiresAtMs, reuseAtMs,
        });
        done.granted += 1;
        break;
      }
      case 'top-up':
        topUpAllowance(books, step.allowance, step.points);
        done.toppedUp += 1;
        break;
      case 'renew':
        renewAllowance(books, step.allowance, expiresAtMs, reuseAtMs);
        done.renewed += 1;
        break;
      case 'recall':
        if (step.allowance.state === 'granted') done.recalled += 1;
        recallAllowance(books, step.allowance, step.cause);
        break;
      default:
        unreachable(step);
    }
  }
}

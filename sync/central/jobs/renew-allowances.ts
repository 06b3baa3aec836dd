import { openBooks } from '../accounts/open-books.ts';
import { writeBooks } from '../accounts/write-books.ts';
import type { Database, Queryable } from '../database/database.ts';
import { claimJobs } from './claim-jobs.ts';
import { noLeases, standingOf, takeSteps, type LeaseRun, type LeasesDone } from './lease-books.ts';
import { planRenewal, type AllowancePolicy } from './plan-allowances.ts';
import { readRegularTills } from './regular-tills.ts';

const allowancesPerTransaction = 1_000;

/** Renews allowances of which half the time is over and whose till was in contact since; those that would not be granted today are recalled. */
export async function renewAllowances(db: Database, policy: AllowancePolicy, run: LeaseRun): Promise<LeasesDone> {
  const done: LeasesDone = { ...noLeases };
  for (;;) {
    const page = await db.transaction(async (tx) => ((await claimJobs(tx)) ? await renewPage(tx, policy, run) : undefined), 'READ COMMITTED', 'idempotent');
    if (page === undefined) return done;
    done.renewed += page.renewed;
    done.recalled += page.recalled;
  }
}

async function renewPage(tx: Queryable, policy: AllowancePolicy, run: LeaseRun): Promise<LeasesDone | undefined> {
  const due = await readDue(tx, policy, run.nowMs);
  if (due.size === 0) return undefined;
  const accountIds = [...new Set(due.values())];
  const regular = await readRegularTills(tx, policy, accountIds, run.nowMs);
  const books = await openBooks(tx, accountIds, [], run.nowMs);
  const done: LeasesDone = { ...noLeases };
  for (const accountId of accountIds) {
    const standing = standingOf(books, accountId, regular.get(accountId) ?? [], run.today);
    if (standing === undefined) continue;
    takeSteps(books, policy, accountId, planRenewal(policy, standing, standing.live.filter((allowance) => due.has(allowance.allowanceId) && allowance.state === 'granted')), done);
  }
  await writeBooks(tx, books);
  return done;
}

/** Account by allowance. Only jobs renew, and only one process is at them: so they are still due under their accounts' locks. */
async function readDue(tx: Queryable, policy: AllowancePolicy, nowMs: number): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.query<{ allowance_id: string; account_id: string }>(
    `SELECT w.allowance_id, w.account_id FROM allowance w JOIN till t ON t.till_id = w.till_id JOIN journal j ON j.journal_id = w.journal_id
     WHERE w.state = 'granted' AND w.expires_at_ms > $1 AND w.expires_at_ms < $2 AND greatest(t.last_contact_ms, j.last_push_ms) >= $3
     ORDER BY w.account_id LIMIT $4`,
    [nowMs + policy.marginSeconds * 1000, nowMs + policy.validSeconds * 500, nowMs - policy.validSeconds * 500, allowancesPerTransaction],
  );
  return new Map(rows.map(({ allowance_id, account_id }) => [allowance_id, account_id]));
}

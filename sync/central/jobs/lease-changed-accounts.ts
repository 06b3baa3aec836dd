import { canonicalJson } from '../../../agent/domain/canonical-json.ts';
import { openBooks } from '../accounts/open-books.ts';
import { writeBooks } from '../accounts/write-books.ts';
import type { Database, Queryable } from '../database/database.ts';
import { readMeta, writeMeta } from '../meta.ts';
import { claimJobs } from './claim-jobs.ts';
import { noLeases, readCooling, standingOf, takeSteps, type LeaseRun, type LeasesDone } from './lease-books.ts';
import { planAllowances, type AllowancePolicy } from './plan-allowances.ts';
import { readRegularTills } from './regular-tills.ts';

const accountsPerTransaction = 2_000;

/**
 * Looks at the accounts that changed since the last run, in the order of the feed, and sets points aside for the tills of regular customers. Under another
 * policy than before all are looked at. A run that was cut off goes on where it was; what it does itself it looks at once more and leaves as it is.
 */
export async function leaseChangedAccounts(db: Database, policy: AllowancePolicy, run: LeaseRun): Promise<LeasesDone> {
  const done: LeasesDone = { ...noLeases };
  for (;;) {
    const page = await db.transaction(async (tx) => ((await claimJobs(tx)) ? await leasePage(tx, policy, run) : undefined), 'READ COMMITTED', 'idempotent');
    if (page === undefined) return done;
    done.granted += page.granted;
    done.toppedUp += page.toppedUp;
    done.recalled += page.recalled;
  }
}

/** Undefined where there was nothing to look at. */
async function leasePage(tx: Queryable, policy: AllowancePolicy, run: LeaseRun): Promise<LeasesDone | undefined> {
  const rule = canonicalJson({ policy, stepPoints: run.stepPoints });
  const rows = await tx.query<{ account_id: string; changed_position: number }>(
    'SELECT account_id, changed_position FROM account WHERE changed_position > $1 ORDER BY changed_position LIMIT $2',
    [await readMark(tx, rule), accountsPerTransaction],
  );
  const last = rows.at(-1);
  if (last === undefined) return undefined;
  const regular = await readRegularTills(tx, policy, rows.map(({ account_id }) => account_id), run.nowMs);
  const concerned = [...new Set([...regular.keys(), ...(await readLeased(tx, rows.map(({ account_id }) => account_id)))])];
  const cooling = await readCooling(tx, concerned, run.nowMs);
  const books = await openBooks(tx, concerned, [], run.nowMs);
  const done: LeasesDone = { ...noLeases };
  for (const accountId of concerned) {
    const standing = standingOf(books, accountId, regular.get(accountId) ?? [], run.today, cooling.has(accountId));
    if (standing !== undefined) takeSteps(books, policy, accountId, planAllowances(policy, run.stepPoints, standing), done);
  }
  await writeMeta(tx, 'lease-mark', JSON.stringify({ rule, position: last.changed_position }));
  await writeBooks(tx, books);
  return done;
}

async function readLeased(tx: Queryable, accountIds: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ account_id: string }>("SELECT DISTINCT account_id FROM allowance WHERE account_id = ANY($1) AND state IN ('granted', 'recalled')", [accountIds]);
  return rows.map(({ account_id }) => account_id);
}

async function readMark(tx: Queryable, rule: string): Promise<number> {
  const text = await readMeta(tx, 'lease-mark');
  if (text === undefined) return 0;
  const mark = JSON.parse(text) as { rule: string; position: number };
  return mark.rule === rule ? mark.position : 0;
}

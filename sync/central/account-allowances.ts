import type { AllowanceRecord } from './accounts/allowance-record.ts';
import { allowanceColumns, allowanceFromRow, type AllowanceRow } from './accounts/allowance-rows.ts';
import { liveAllowances, recallAllowance } from './accounts/book-allowances.ts';
import { openBooks } from './accounts/open-books.ts';
import { writeBooks } from './accounts/write-books.ts';
import type { Database, Queryable } from './database/database.ts';
import { assertNotMerged, leftOf } from './merging/redirects.ts';
import { ProblemError } from './problem-error.ts';

const shownAllowances = 200;

/** What was set aside for tills of this account's points, the latest first. @throws ProblemError `not-found` */
export async function listAllowances(db: Queryable, named: string): Promise<AllowanceRecord[]> {
  const accountId = await leftOf(db, named);
  const known = await db.query('SELECT 1 FROM account WHERE account_id = $1', [accountId]);
  if (known.length === 0) throw new ProblemError('not-found', `There is no account ${accountId}.`);
  const rows = await db.query<AllowanceRow>(
    `SELECT ${allowanceColumns} FROM allowance WHERE account_id = $1 ORDER BY granted_at_ms DESC, allowance_id LIMIT ${shownAllowances}`, [accountId],
  );
  return rows.map(allowanceFromRow);
}

/** Tells the tills to give back what is set aside for them, and grants nothing for a day. @returns how many were recalled now. @throws ProblemError `not-found` */
export async function recallOfAccount(db: Database, named: string, nowMs: number): Promise<number> {
  return await db.transaction(async (tx) => {
    const accountId = await leftOf(tx, named);
    const books = await openBooks(tx, [accountId], [], nowMs);
    assertNotMerged(books);
    if (!books.accounts.has(accountId)) throw new ProblemError('not-found', `There is no account ${accountId}.`);
    for (const allowance of liveAllowances(books, accountId)) recallAllowance(books, allowance, 'administrator');
    await writeBooks(tx, books);
    return books.changedAllowances.size;
  }, 'READ COMMITTED', 'idempotent');
}

import { isLive, type AllowanceCause } from '../accounts/allowance-record.ts';
import { recallAllowance, voidAllowance } from '../accounts/book-allowances.ts';
import { openBooks } from '../accounts/open-books.ts';
import { writeBooks } from '../accounts/write-books.ts';
import type { Database, Queryable, SqlValue } from '../database/database.ts';
import { quarantinedTills } from './regular-tills.ts';

const allowancesPerTransaction = 1_000;

/** An allowance that is to end, or to be recalled. */
interface DueAllowance {
  allowance_id: string;
  account_id: string;
}

/**
 * Uses the points again of allowances whose till was silent to the end and beyond (`reuseAfterSeconds`), and of those whose journal another one has replaced.
 * So none is stranded, whatever became of its till. May run in several processes at once.
 */
export async function voidAllowances(db: Database, nowMs: number): Promise<number> {
  const silent = `SELECT allowance_id, account_id FROM allowance WHERE state IN ('granted', 'recalled') AND reuse_at_ms <= $1 ORDER BY account_id LIMIT ${allowancesPerTransaction}`;
  const replaced = `SELECT w.allowance_id, w.account_id FROM allowance w JOIN journal j ON j.journal_id = w.journal_id
    WHERE w.state IN ('granted', 'recalled') AND j.replaced_by IS NOT NULL ORDER BY w.account_id LIMIT ${allowancesPerTransaction}`;
  return (await endEach(db, nowMs, { sql: replaced, values: [] }, 'replaced')) + (await endEach(db, nowMs, { sql: silent, values: [nowMs] }, 'silent'));
}

/** Recalls what tills have that must not have any: a revoked one may still be selling without knowing it, so its points wait for their end like a silent till's. */
export async function recallFromTills(db: Database, nowMs: number): Promise<number> {
  const sql = `SELECT allowance_id, account_id FROM allowance
    WHERE state = 'granted' AND till_id IN (SELECT till_id FROM till WHERE revoked_at_ms IS NOT NULL UNION ${quarantinedTills})
    ORDER BY account_id LIMIT ${allowancesPerTransaction}`;
  return await endEach(db, nowMs, { sql, values: [] }, 'till');
}

/** Recalls all: the programme sets nothing aside any more. */
export async function recallAll(db: Database, nowMs: number): Promise<number> {
  const sql = `SELECT allowance_id, account_id FROM allowance WHERE state = 'granted' ORDER BY account_id LIMIT ${allowancesPerTransaction}`;
  return await endEach(db, nowMs, { sql, values: [] }, 'policy');
}

async function endEach(db: Database, nowMs: number, due: { sql: string; values: readonly SqlValue[] }, cause: AllowanceCause): Promise<number> {
  let sum = 0;
  for (;;) {
    const page = await db.query<DueAllowance>(due.sql, due.values);
    if (page.length === 0) return sum;
    sum += await db.transaction(async (tx) => await endPage(tx, page, cause, nowMs), 'READ COMMITTED', 'idempotent');
  }
}

/** Under the accounts' locks those are left out that another process has ended meanwhile. */
async function endPage(tx: Queryable, page: readonly DueAllowance[], cause: AllowanceCause, nowMs: number): Promise<number> {
  const books = await openBooks(tx, page.map(({ account_id }) => account_id), [], nowMs);
  let ended = 0;
  for (const { allowance_id } of page) {
    const allowance = books.allowances.get(allowance_id);
    if (allowance === undefined || !isLive(allowance)) continue;
    if (cause === 'silent' || cause === 'replaced') voidAllowance(books, allowance, cause);
    else if (allowance.state === 'granted') recallAllowance(books, allowance, cause);
    else continue;
    ended += 1;
  }
  await writeBooks(tx, books);
  return ended;
}

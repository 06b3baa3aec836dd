import { post } from './accounts/books.ts';
import { openBooks } from './accounts/open-books.ts';
import { writeBooks } from './accounts/write-books.ts';
import type { Database, Queryable } from './database/database.ts';
import { assertNotMerged } from './merging/redirects.ts';
import { ProblemError } from './problem-error.ts';
import { writeFindings } from './push/finding.ts';
import type { ParkedSpending } from './push/parked-spending.ts';

export type ParkedState = 'open' | 'accepted' | 'rejected';

/** Spending of a printed receipt that is, or was, booked to nobody. */
export interface ParkedEntry extends ParkedSpending {
  parkedAtMs: number;
  state: ParkedState;
  resolvedAtMs?: number;
}

const shownEntries = 1_000;

/** What waits for a decision, the oldest first. */
export async function listParked(db: Queryable): Promise<ParkedEntry[]> {
  const rows = await db.query<ParkedRow>(`SELECT ${parkedColumns} FROM parked_spending WHERE state = 'open' ORDER BY parked_at_ms, op_id LIMIT ${shownEntries}`);
  return rows.map(parkedFromRow);
}

/**
 * Ends what waits for a decision. Accepted, the programme pays for it: goodwill → spent under `accept:<op id>`. Rejected, nothing is booked. The same decision
 * again changes nothing.
 * @throws ProblemError `not-found`, `spending-resolved` where the other decision was taken
 */
export async function resolveParked(db: Database, opId: string, decision: Exclude<ParkedState, 'open'>, nowMs: number): Promise<ParkedEntry> {
  return await db.transaction(async (tx) => {
    const rows = await tx.query<ParkedRow>(`SELECT ${parkedColumns} FROM parked_spending WHERE op_id = $1 FOR UPDATE`, [opId]);
    const row = rows[0];
    if (row === undefined) throw new ProblemError('not-found', `No spending of operation ${opId} was parked.`);
    if (row.state === decision) return parkedFromRow(row);
    if (row.state !== 'open') throw new ProblemError('spending-resolved', `The spending of operation ${opId} was ${row.state}.`, { state: row.state });
    await tx.query('UPDATE parked_spending SET state = $2, resolved_at_ms = $3 WHERE op_id = $1', [opId, decision, nowMs]);
    const entry = { ...parkedFromRow(row), state: decision, resolvedAtMs: nowMs };
    if (decision === 'accepted') await pay(tx, entry, nowMs);
    return entry;
  }, 'READ COMMITTED', 'idempotent');
}

async function pay(tx: Queryable, { opId, journalId, seq, accountId, points }: ParkedEntry, nowMs: number): Promise<void> {
  const books = await openBooks(tx, [accountId], [], nowMs);
  assertNotMerged(books);
  post(books, accountId, `accept:${opId}`, [{ bucket: 'goodwill', points: -points }, { bucket: 'spent', points }], (account) => account);
  await writeFindings(tx, [{ kind: 'goodwill', journalId, seq, opId, accountId, detail: { points, cause: 'risk-policy', why: 'accepted' } }], nowMs);
  await tx.query("UPDATE operation SET verdict = 'applied', reason = NULL WHERE op_id = $1 AND reason = 'beyond-caps'", [opId]);
  await writeBooks(tx, books);
}

interface ParkedRow {
  op_id: string;
  journal_id: string;
  seq: number;
  account_id: string;
  till_id: string;
  sale_id: string;
  day: string;
  points: number;
  reason: ParkedSpending['reason'];
  why: string;
  parked_at_ms: number;
  state: ParkedState;
  resolved_at_ms: number | null;
}

/** Of an account that was merged the one that is left: rows stay as they are, because who decides of one locks it before its account. */
const parkedColumns = `op_id, journal_id, seq, coalesce((SELECT a.merged_into FROM account a WHERE a.account_id = parked_spending.account_id), account_id) AS account_id,
  till_id, sale_id, day, points, reason, why, parked_at_ms, state, resolved_at_ms`;

function parkedFromRow(row: ParkedRow): ParkedEntry {
  return {
    opId: row.op_id, journalId: row.journal_id, seq: row.seq, accountId: row.account_id, tillId: row.till_id, saleId: row.sale_id, day: row.day, points: row.points,
    reason: row.reason, why: row.why, parkedAtMs: row.parked_at_ms, state: row.state, ...(row.resolved_at_ms === null ? {} : { resolvedAtMs: row.resolved_at_ms }),
  };
}

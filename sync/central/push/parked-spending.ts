import { recordset, type Queryable } from '../database/database.ts';

/** Spending of a printed receipt that is booked to nobody until an administrator decides. */
export interface ParkedSpending {
  journalId: string;
  seq: number;
  opId: string;
  tillId: string;
  accountId: string;
  saleId: string;
  /** The sale's */
  day: string;
  points: number;
  reason: 'beyond-caps' | 'defect';
  /** As the finding says */
  why: string;
}

export async function writeParked(tx: Queryable, parked: readonly ParkedSpending[], nowMs: number): Promise<void> {
  if (parked.length === 0) return;
  await tx.query(
    `INSERT INTO parked_spending (op_id, journal_id, seq, account_id, till_id, sale_id, day, points, reason, why, parked_at_ms, state)
     SELECT "opId", "journalId", seq, "accountId", "tillId", "saleId", day, points, reason, why, $2::bigint, 'open'
     FROM json_to_recordset($1::json) AS r("opId" text, "journalId" text, seq bigint, "accountId" text, "tillId" text, "saleId" text, day text, points bigint,
       reason text, why text)`,
    [...recordset(parked), nowMs],
  );
}

import { recordset, type Queryable } from '../database/database.ts';
import type { AllowanceCause, AllowanceRecord, AllowanceState } from './allowance-record.ts';
import type { Books } from './books.ts';

export interface AllowanceRow {
  allowance_id: string;
  account_id: string;
  till_id: string;
  store_id: string;
  journal_id: string;
  granted_points: number;
  grants: number;
  points: number;
  state: AllowanceState;
  cause: AllowanceCause | null;
  granted_at_ms: number;
  expires_at_ms: number;
  reuse_at_ms: number;
  recalled_at_ms: number | null;
  ended_at_ms: number | null;
  is_of_backup: boolean;
}

export const allowanceColumns = `allowance_id, account_id, till_id, store_id, journal_id, granted_points, grants, points, state, cause,
  granted_at_ms, expires_at_ms, reuse_at_ms, recalled_at_ms, ended_at_ms, is_of_backup`;

export function allowanceFromRow(row: AllowanceRow): AllowanceRecord {
  return {
    allowanceId: row.allowance_id, accountId: row.account_id, tillId: row.till_id, storeId: row.store_id, journalId: row.journal_id,
    grantedPoints: row.granted_points, grants: row.grants, points: row.points, state: row.state, ...(row.cause === null ? {} : { cause: row.cause }),
    grantedAtMs: row.granted_at_ms, expiresAtMs: row.expires_at_ms, reuseAtMs: row.reuse_at_ms,
    ...(row.recalled_at_ms === null ? {} : { recalledAtMs: row.recalled_at_ms }), ...(row.ended_at_ms === null ? {} : { endedAtMs: row.ended_at_ms }), ...(row.is_of_backup ? { isOfBackup: true } : {}),
  };
}

export async function writeAllowances(tx: Queryable, books: Books): Promise<void> {
  const changed = [...books.changedAllowances].flatMap((allowanceId) => books.allowances.get(allowanceId) ?? []);
  if (changed.length === 0) return;
  await tx.query(
    `INSERT INTO allowance (${allowanceColumns})
     SELECT "allowanceId", "accountId", "tillId", "storeId", "journalId", "grantedPoints", grants, points, state, cause,
       "grantedAtMs", "expiresAtMs", "reuseAtMs", "recalledAtMs", "endedAtMs", coalesce("isOfBackup", FALSE)
     FROM json_to_recordset($1::json) AS r("allowanceId" text, "accountId" text, "tillId" text, "storeId" text, "journalId" text, "grantedPoints" bigint,
       grants bigint, points bigint, state text, cause text, "grantedAtMs" bigint, "expiresAtMs" bigint, "reuseAtMs" bigint, "recalledAtMs" bigint, "endedAtMs" bigint, "isOfBackup" boolean)
     ON CONFLICT (allowance_id) DO UPDATE SET granted_points = excluded.granted_points, grants = excluded.grants, points = excluded.points, state = excluded.state,
       cause = excluded.cause, expires_at_ms = excluded.expires_at_ms, reuse_at_ms = excluded.reuse_at_ms, recalled_at_ms = excluded.recalled_at_ms,
       ended_at_ms = excluded.ended_at_ms`,
    recordset(changed),
  );
}

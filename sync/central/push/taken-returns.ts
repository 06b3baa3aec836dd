import type { QuotedReturn } from '../../../agent/domain/operations/operation.ts';
import { recordset, type Queryable } from '../database/database.ts';

/** What of a return was taken, where that is not what its till states. */
export interface TakenReturn {
  opId: string;
  result: QuotedReturn;
  /** Money that the till gave back beyond what was left of the sale */
  atRiskMinor: number;
}

export async function writeTaken(tx: Queryable, taken: readonly TakenReturn[], nowMs: number): Promise<void> {
  if (taken.length === 0) return;
  await tx.query(
    `INSERT INTO taken_return (op_id, result, at_risk_minor, at_ms)
     SELECT "opId", result, "atRiskMinor", $2::bigint FROM json_to_recordset($1::json) AS r("opId" text, result jsonb, "atRiskMinor" bigint)
     ON CONFLICT (op_id) DO UPDATE SET result = excluded.result, at_risk_minor = excluded.at_risk_minor`,
    [...recordset(taken), nowMs],
  );
}

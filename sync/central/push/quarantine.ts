import { readOperation } from '../../../agent/domain/operations/read-operation.ts';
import type { StoredOperation } from '../../../agent/domain/operations/operation.ts';
import { recordset, type Queryable } from '../database/database.ts';
import type { Finding } from './finding.ts';

/**
 * Keeps the second branch of a journal whole, without applying any of it: two hashes at one seq are a clone or a restored disk.
 * @returns the finding, at the branch's first operation that the centre sees; none where the branch is known
 */
export async function quarantine(tx: Queryable, journalId: string, fork: readonly StoredOperation[], nowMs: number): Promise<Finding[]> {
  const first = fork[0];
  if (first === undefined) return [];
  const known = await tx.query<{ hash: string }>('SELECT hash FROM quarantined_operation WHERE journal_id = $1 AND hash = ANY($2)', [
    journalId, [first.hash, first.prev],
  ]);
  await tx.query(
    `INSERT INTO quarantined_operation (journal_id, hash, seq, op_id, kind, schema, at_ms, wall_ms, clock, payload, prev, received_at_ms, spent_points, allowance_points)
     SELECT $2, hash, seq, "opId", kind, schema, "atMs", "wallMs", clock, payload, prev, $3::bigint, "spentPoints", "allowancePoints"
     FROM json_to_recordset($1::json)
       AS r(hash text, seq bigint, "opId" text, kind text, schema integer, "atMs" bigint, "wallMs" bigint, clock text, payload text, prev text,
         "spentPoints" bigint, "allowancePoints" bigint)
     ON CONFLICT (journal_id, hash) DO NOTHING`,
    [...recordset(fork.map((operation) => ({ ...operation, payload: operation.payload, ...spendingOf(operation) }))), journalId, nowMs],
  );
  if (known.length > 0) return [];
  return [{ kind: 'fork', journalId, seq: first.seq, opId: first.opId, detail: { hash: first.hash, prev: first.prev } }];
}

/** What the branch says that it spent: nobody books it, and somebody may want to know. */
function spendingOf(operation: StoredOperation): { spentPoints: number; allowancePoints: number } {
  const read = readOperation(operation);
  if (!read.ok || read.body.kind !== 'sale-committed') return { spentPoints: 0, allowancePoints: 0 };
  const { redemption, result } = read.body.payload;
  return { spentPoints: result.pointsSpent, allowancePoints: redemption?.allowance?.points ?? 0 };
}

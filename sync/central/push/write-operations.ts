import type { StoredOperation } from '../../../agent/domain/operations/operation.ts';
import { recordset, type Queryable } from '../database/database.ts';
import type { BatchItem } from './batch-item.ts';

/** One fresh operation, as it arrived and as it was read. */
export interface FreshOperation {
  stored: StoredOperation;
  item: BatchItem;
}

/** Stores the fresh operations with their verdicts. `positions`: feed position by changed account. */
export async function writeOperations(
  tx: Queryable,
  fresh: readonly FreshOperation[],
  positions: ReadonlyMap<string, number>,
  nowMs: number,
): Promise<void> {
  const rows = fresh.filter(({ item }) => item.isDropped === undefined).map(({ stored, item }) => ({
    ...stored, journalId: item.journalId, ...verdictColumns(item, positions), saleId: saleOf(item),
  }));
  if (rows.length === 0) return;
  await tx.query(
    `INSERT INTO operation (journal_id, seq, op_id, kind, schema, at_ms, wall_ms, clock, payload, prev, hash, received_at_ms,
       verdict, reason, account_id, sale_id, feed_position)
     SELECT "journalId", seq, "opId", kind, schema, "atMs", "wallMs", clock, payload, prev, hash, $2::bigint,
       verdict, reason, "accountId", "saleId", "feedPosition"
     FROM jsonb_to_recordset($1::jsonb) AS r("journalId" text, seq bigint, "opId" text, kind text, schema integer, "atMs" bigint, "wallMs" bigint,
       clock text, payload text, prev text, hash text, verdict text, reason text, "accountId" text, "saleId" text, "feedPosition" bigint)`,
    [...recordset(rows), nowMs],
  );
}

/** Changes the verdicts of operations that had waited for something in this batch. */
export async function reviseOperations(tx: Queryable, revised: readonly BatchItem[], positions: ReadonlyMap<string, number>): Promise<void> {
  if (revised.length === 0) return;
  const rows = revised.map((item) => ({ journalId: item.journalId, seq: item.seq, ...verdictColumns(item, positions) }));
  await tx.query(
    `UPDATE operation SET verdict = r.verdict, reason = r.reason, account_id = r."accountId", feed_position = r."feedPosition"
     FROM jsonb_to_recordset($1::jsonb) AS r("journalId" text, seq bigint, verdict text, reason text, "accountId" text, "feedPosition" bigint)
     WHERE operation.journal_id = r."journalId" AND operation.seq = r.seq`,
    recordset(rows),
  );
}

function verdictColumns(item: BatchItem, positions: ReadonlyMap<string, number>) {
  const { verdict, reason, accountId } = item.outcome;
  return {
    verdict,
    reason: reason ?? null,
    accountId: accountId ?? null,
    feedPosition: (accountId === undefined ? undefined : positions.get(accountId)) ?? null,
  };
}

function saleOf(item: BatchItem): string | null {
  const { body } = item;
  return body?.kind === 'sale-committed' || body?.kind === 'sale-cancelled' || body?.kind === 'return-committed' ? body.payload.saleId : null;
}

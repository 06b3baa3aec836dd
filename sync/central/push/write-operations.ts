import type { StoredOperation } from '../../../agent/domain/operations/operation.ts';
import { recordset, type Queryable } from '../database/database.ts';
import type { BatchItem } from './batch-item.ts';
import { writePayloads, type PackedPayloads } from './pack-payloads.ts';
import { payloadBytes } from './payload-bytes.ts';

/** One fresh operation, as it arrived and as it was read. */
export interface FreshOperation {
  stored: StoredOperation;
  item: BatchItem;
}

/**
 * Stores the fresh operations with their verdicts. The payloads that are in none of the packed blocks go as one run
 * of bytes beside the rows: inside of JSON each would be escaped here and read letter by letter there.
 */
export async function writeOperations(
  tx: Queryable,
  fresh: readonly FreshOperation[],
  packed: readonly PackedPayloads[],
  nowMs: number,
): Promise<void> {
  const kept = fresh.filter(({ item }) => item.isDropped === undefined);
  const [first] = kept;
  if (first === undefined) return;
  // of operations that somebody else pushed meanwhile nothing is written again
  const blocks = packed.filter(({ fromSeq }) => fromSeq >= first.item.seq);
  await writePayloads(tx, first.item.journalId, blocks);
  const isPacked = (seq: number) => blocks.some(({ fromSeq, toSeq }) => fromSeq <= seq && seq <= toSeq);
  let end = 0;
  const payloads: Uint8Array[] = [];
  const rows = kept.map(({ stored, item }) => {
    // column by column: a copy would ask for the payload, and its text would be made of the bytes once more
    const { seq, opId, kind, schema, atMs, wallMs, clock, prev, hash } = stored;
    const row = { seq, opId, kind, schema, atMs, wallMs, clock, prev, hash, ...verdictColumns(item), saleId: saleOf(item) };
    if (isPacked(seq)) return row;
    const bytes = payloadBytes(stored);
    payloads.push(bytes);
    // SQL counts from 1
    const payloadFrom = end + 1;
    end += bytes.length;
    return { ...row, payloadFrom, payloadBytes: bytes.length };
  });
  await tx.query(
    `INSERT INTO operation (journal_id, seq, op_id, kind, schema, at_ms, wall_ms, clock, payload, prev, hash, received_at_ms,
       verdict, reason, account_id, sale_id, resolution, resolved_by)
     SELECT $2, seq, "opId", kind, schema, "atMs", "wallMs", clock,
       convert_from(substring($4::bytea FROM "payloadFrom" FOR "payloadBytes"), 'UTF8'), prev, hash, $3::bigint,
       verdict, reason, "accountId", "saleId", resolution, "resolvedBy"
     FROM json_to_recordset($1::json) AS r(seq bigint, "opId" text, kind text, schema integer, "atMs" bigint, "wallMs" bigint,
       clock text, "payloadFrom" integer, "payloadBytes" integer, prev text, hash text, verdict text, reason text, "accountId" text, "saleId" text, resolution text, "resolvedBy" text)`,
    [...recordset(rows), first.item.journalId, nowMs, Buffer.concat(payloads)],
  );
}

/** Changes the verdicts of operations that had waited for something in this batch, or were repaired by it. */
export async function reviseOperations(tx: Queryable, revised: readonly BatchItem[]): Promise<void> {
  if (revised.length === 0) return;
  const rows = revised.map((item) => ({ journalId: item.journalId, seq: item.seq, ...verdictColumns(item) }));
  await tx.query(
    `UPDATE operation SET verdict = r.verdict, reason = r.reason, account_id = r."accountId", resolution = r.resolution, resolved_by = r."resolvedBy"
     FROM json_to_recordset($1::json) AS r("journalId" text, seq bigint, verdict text, reason text, "accountId" text, resolution text, "resolvedBy" text)
     WHERE operation.journal_id = r."journalId" AND operation.seq = r.seq`,
    recordset(rows),
  );
}

function verdictColumns(item: BatchItem) {
  const { verdict, reason, accountId } = item.outcome;
  return {
    verdict,
    reason: reason ?? null,
    accountId: accountId ?? null,
    resolution: item.resolution?.repair ?? null,
    resolvedBy: item.resolution?.by ?? null,
  };
}

function saleOf(item: BatchItem): string | null {
  const { body } = item;
  return body?.kind === 'sale-committed' || body?.kind === 'sale-cancelled' || body?.kind === 'return-committed' || body?.kind === 'points-claimed' || body?.kind === 'operation-resolved' ? body.payload.saleId ?? null : null;
}

import { setImmediate as nextTurn } from 'node:timers/promises';
import { genesisHash, type OperationBody } from '../../agent/domain/operations/operation.ts';
import { readOperation } from '../../agent/domain/operations/read-operation.ts';
import type { ReconciliationAnswer, ReconciliationSpan } from '../protocol/reconciliation.ts';
import { recordset, type Database, type Queryable } from './database/database.ts';
import { withPayloads } from './payload-blocks.ts';

/** `$4`: what the operations of the span state, as `readStated` gives it */
const spanSql = `WITH span AS (
    SELECT o.op_id, o.seq, o.kind, o.verdict, o.reason, o.resolution FROM operation o WHERE o.journal_id = $1 AND o.seq BETWEEN $2 AND $3),
  stated AS (SELECT s.op_id, e.bucket, sum(e.points)::bigint AS points FROM json_to_recordset($4::json) AS e(seq bigint, bucket text, points bigint) JOIN span s ON s.seq = e.seq GROUP BY 1, 2),
  booked AS (SELECT l.op_id, l.bucket, sum(l.amount_minor)::bigint AS points FROM audit_ledger l JOIN span s ON s.op_id = l.op_id GROUP BY 1, 2)`;

const statedSql = `${spanSql} SELECT bucket, sum(points)::bigint AS points FROM stated GROUP BY bucket HAVING sum(points) <> 0 ORDER BY bucket`;
const bookedSql = `${spanSql} SELECT bucket, sum(points)::bigint AS points FROM booked GROUP BY bucket HAVING sum(points) <> 0 ORDER BY bucket`;
const differencesSql = `${spanSql}
  SELECT s.op_id AS "opId", s.seq, s.kind, d.bucket, d.till AS "tillPoints", d.centre AS "centrePoints",
    coalesce((SELECT string_agg(DISTINCT f.kind, ', ') FROM finding f WHERE f.op_id = s.op_id AND f.kind IN ('defect', 'goodwill', 'drift')),
      'resolved: ' || s.resolution, CASE WHEN s.verdict <> 'applied' THEN s.verdict || ': ' || coalesce(s.reason, '') END) AS explained
  FROM (SELECT op_id, bucket, coalesce(t.points, 0) AS till, coalesce(b.points, 0) AS centre FROM stated t FULL JOIN booked b USING (op_id, bucket)) d
  JOIN span s USING (op_id) WHERE d.till <> d.centre ORDER BY s.seq, d.bucket LIMIT 1000`;
const unsettledSql = `SELECT op_id AS "opId", seq, kind, verdict, reason FROM operation WHERE journal_id = $1 AND seq BETWEEN $2 AND $3 AND verdict <> 'applied' ORDER BY seq LIMIT 1000`;
const findingsSql = `SELECT f.kind, count(*) AS count, coalesce(sum(abs((f.detail ->> 'points')::bigint)), 0)::bigint AS points
  FROM finding f WHERE f.journal_id = $1 AND f.seq BETWEEN $2 AND $3 GROUP BY f.kind ORDER BY f.kind`;
const lastSql = 'SELECT seq, hash FROM operation WHERE journal_id = $1 AND seq BETWEEN $2 AND $3 ORDER BY seq DESC LIMIT 1';

/** So many payloads lie in memory at once. */
const readAtOnce = 500;
const operationsSql = `SELECT journal_id AS "journalId", seq, kind, schema, payload, reason FROM operation WHERE journal_id = $1 AND seq BETWEEN $2 AND $3 ORDER BY seq LIMIT ${readAtOnce}`;

/** Compares, by SQL, what the operations of the piece state with what the ledger has under their ids. All of it in one transaction. */
export async function reconcile(db: Database, { journalId, fromSeq, toSeq }: ReconciliationSpan): Promise<ReconciliationAnswer> {
  return await db.upkeep(async (tx) => {
    const at = [journalId, fromSeq, toSeq];
    const [last] = await tx.query<ReconciliationAnswer['last']>(lastSql, at);
    const { effects, ...counted } = await readStated(tx, { journalId, fromSeq, toSeq });
    const compared = [...at, ...recordset(effects)];
    const differences = await tx.query<Difference>(differencesSql, compared);
    return {
      last: last ?? { seq: 0, hash: genesisHash },
      figures: { ...counted, buckets: await buckets(tx, statedSql, compared) },
      booked: await buckets(tx, bookedSql, compared),
      differences: differences.map(({ explained, ...difference }) => ({ ...difference, ...(explained === null ? {} : { explained }) })),
      unsettled: (await tx.query<Unsettled>(unsettledSql, at)).map(({ reason, ...one }) => ({ ...one, ...(reason === null ? {} : { reason }) })),
      findings: await tx.query<ReconciliationAnswer['findings'][number]>(findingsSql, at),
    };
  });
}

interface Stated extends Omit<ReconciliationAnswer['figures'], 'buckets'> {
  effects: { seq: number; bucket: string; points: number }[];
}

/** What the operations say of themselves, as far as the centre could read them. Of those without a customer no points are stated. */
async function readStated(tx: Queryable, { journalId, fromSeq, toSeq }: ReconciliationSpan): Promise<Stated> {
  const stated: Stated = { operations: 0, sales: { count: 0, payableMinor: 0 }, returns: { count: 0, refundMinor: 0 }, effects: [] };
  for (let from = fromSeq; ;) {
    const rows = await tx.query<SpanRow>(operationsSql, [journalId, from, toSeq]);
    for (const { seq, reason, ...stored } of await withPayloads(tx, rows)) {
      const read = reason === 'unknown-operation' ? undefined : readOperation(stored);
      countIn(stated, seq, read?.ok === true ? read.body : undefined);
      from = seq + 1;
    }
    if (rows.length < readAtOnce) return stated;
    await nextTurn();
  }
}

interface SpanRow {
  journalId: string;
  seq: number;
  kind: string;
  schema: number;
  payload: string | null;
  reason: string | null;
}

function countIn(stated: Stated, seq: number, body: OperationBody | undefined): void {
  stated.operations += 1;
  if (body?.kind === 'sale-committed') {
    stated.sales.count += 1;
    stated.sales.payableMinor += body.payload.result.payableMinor;
  }
  if (body?.kind === 'return-committed') {
    stated.returns.count += 1;
    stated.returns.refundMinor += body.payload.result.refundMinor;
  }
  if (body === undefined || !('effects' in body.payload) || !('accountId' in body.payload) || body.payload.accountId === undefined) return;
  for (const { bucket, points } of body.payload.effects) stated.effects.push({ seq, bucket, points });
}

type Difference = Omit<ReconciliationAnswer['differences'][number], 'explained'> & { explained: string | null };
type Unsettled = Omit<ReconciliationAnswer['unsettled'][number], 'reason'> & { reason: string | null };

async function buckets(tx: Queryable, sql: string, at: readonly (string | number)[]): Promise<ReconciliationAnswer['booked']> {
  return await tx.query<ReconciliationAnswer['booked'][number]>(sql, at);
}

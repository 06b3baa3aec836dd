import { genesisHash } from '../../agent/domain/operations/operation.ts';
import type { ReconciliationAnswer, ReconciliationSpan } from '../protocol/reconciliation.ts';
import type { Database, Queryable } from './database/database.ts';

/** A payload is read only where the centre could: others are no JSON for sure. */
const spanSql = `WITH span AS (
    SELECT o.op_id, o.seq, o.kind, o.verdict, o.reason, o.resolution, CASE WHEN o.reason = 'unknown-operation' THEN '{}'::json ELSE o.payload::json END AS payload
    FROM operation o WHERE o.journal_id = $1 AND o.seq BETWEEN $2 AND $3),
  stated AS (SELECT s.op_id, e.bucket, sum(e.points)::bigint AS points FROM span s
    CROSS JOIN LATERAL json_to_recordset(CASE WHEN json_typeof(s.payload -> 'effects') = 'array' THEN s.payload -> 'effects' ELSE '[]'::json END) AS e(bucket text, points bigint)
    WHERE s.payload ->> 'accountId' IS NOT NULL GROUP BY 1, 2),
  booked AS (SELECT l.op_id, l.bucket, sum(l.amount_minor)::bigint AS points FROM audit_ledger l JOIN span s ON s.op_id = l.op_id GROUP BY 1, 2)`;

const figuresSql = `${spanSql} SELECT count(*) AS operations,
    count(*) FILTER (WHERE kind = 'sale-committed') AS sales,
    coalesce(sum((payload #>> '{result,payableMinor}')::bigint) FILTER (WHERE kind = 'sale-committed'), 0)::bigint AS "payableMinor",
    count(*) FILTER (WHERE kind = 'return-committed') AS returns,
    coalesce(sum((payload #>> '{result,refundMinor}')::bigint) FILTER (WHERE kind = 'return-committed'), 0)::bigint AS "refundMinor"
  FROM span`;
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

/** Compares, by SQL, what the operations of the piece state with what the ledger has under their ids. All of it in one transaction. */
export async function reconcile(db: Database, { journalId, fromSeq, toSeq }: ReconciliationSpan): Promise<ReconciliationAnswer> {
  return await db.upkeep(async (tx) => {
    const at = [journalId, fromSeq, toSeq];
    const [last] = await tx.query<ReconciliationAnswer['last']>(lastSql, at);
    const [counted] = await tx.query<{ operations: number; sales: number; payableMinor: number; returns: number; refundMinor: number }>(figuresSql, at);
    if (counted === undefined) throw new Error('an aggregate answered no row');
    const differences = await tx.query<Difference>(differencesSql, at);
    return {
      last: last ?? { seq: 0, hash: genesisHash },
      figures: {
        operations: counted.operations,
        sales: { count: counted.sales, payableMinor: counted.payableMinor },
        returns: { count: counted.returns, refundMinor: counted.refundMinor },
        buckets: await buckets(tx, statedSql, at),
      },
      booked: await buckets(tx, bookedSql, at),
      differences: differences.map(({ explained, ...difference }) => ({ ...difference, ...(explained === null ? {} : { explained }) })),
      unsettled: (await tx.query<Unsettled>(unsettledSql, at)).map(({ reason, ...one }) => ({ ...one, ...(reason === null ? {} : { reason }) })),
      findings: await tx.query<ReconciliationAnswer['findings'][number]>(findingsSql, at),
    };
  });
}

type Difference = Omit<ReconciliationAnswer['differences'][number], 'explained'> & { explained: string | null };
type Unsettled = Omit<ReconciliationAnswer['unsettled'][number], 'reason'> & { reason: string | null };

async function buckets(tx: Queryable, sql: string, at: readonly (string | number)[]): Promise<ReconciliationAnswer['booked']> {
  return await tx.query<ReconciliationAnswer['booked'][number]>(sql, at);
}

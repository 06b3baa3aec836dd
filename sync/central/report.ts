import type { Queryable } from './database/database.ts';
import { readRedemptionReport, type RedemptionReport } from './report-redemption.ts';

/** GET /admin/v1/report: what the centre has, and what somebody should look at. */
export interface CentralReport {
  accounts: number;
  tills: number;
  operations: number;
  /** Operations whose effect was refused or reduced */
  parked: number;
  /** Operations that wait for another one */
  waiting: number;
  /** Operations on a second branch of a journal */
  quarantined: number;
  findings: { defect: number; drift: number; goodwill: number; fork: number };
  /** Points that the programme paid for customers who spent more than they had */
  goodwillPoints: number;
  activeHolds: number;
  /** Sum of every bucket over all accounts */
  buckets: Record<string, number>;
  /** Why the programme paid: receipts and points, by cause */
  goodwill: { cause: string; receipts: number; points: number }[];
  /** Points that become available, by day, the soonest first */
  pending: { availableOn: string; points: number }[];
  /** Points that expire within the next days with any, the soonest first */
  expiring: { expiresOn: string; points: number }[];
  /** Defects and drifts by what they are about; `price` where the sale alone differs */
  differences: { kind: 'defect' | 'drift'; what: string; count: number }[];
  redemption: RedemptionReport;
}

type Sums = Pick<CentralReport, 'buckets' | 'goodwill' | 'pending' | 'expiring' | 'differences'>;
type Counts = Omit<CentralReport, 'findings' | 'redemption' | keyof Sums>;

export async function readReport(db: Queryable, nowMs: number): Promise<CentralReport> {
  const rows = await db.query<Counts & CentralReport['findings']>(
    `SELECT
       (SELECT count(*) FROM account) AS accounts,
       (SELECT count(*) FROM till) AS tills,
       (SELECT count(*) FROM operation) AS operations,
       (SELECT count(*) FROM operation WHERE verdict = 'parked') AS parked,
       (SELECT count(*) FROM operation WHERE verdict = 'waiting') AS waiting,
       (SELECT count(*) FROM quarantined_operation) AS quarantined,
       (SELECT count(*) FROM finding WHERE kind = 'defect') AS defect,
       (SELECT count(*) FROM finding WHERE kind = 'drift') AS drift,
       (SELECT count(*) FROM finding WHERE kind = 'goodwill') AS goodwill,
       (SELECT count(*) FROM finding WHERE kind = 'fork') AS fork,
       (SELECT coalesce(-sum(amount_minor), 0)::bigint FROM ledger_entry WHERE bucket = 'goodwill') AS "goodwillPoints",
       (SELECT count(*) FROM hold WHERE state = 'active') AS "activeHolds"`,
  );
  const row = rows[0];
  if (row === undefined) throw new Error('a query without FROM answered no row');
  const { defect, drift, goodwill, fork, ...counts } = row;
  return { ...counts, findings: { defect, drift, goodwill, fork }, ...(await readSums(db)), redemption: await readRedemptionReport(db, nowMs) };
}

/** Days that are told of, at most */
const days = 60;

async function readSums(db: Queryable): Promise<Sums> {
  const buckets = await db.query<{ bucket: string; points: number }>('SELECT bucket, sum(amount_minor)::bigint AS points FROM ledger_entry GROUP BY bucket ORDER BY bucket');
  const goodwill = await db.query<Sums['goodwill'][number]>(
    `SELECT coalesce(detail ->> 'cause', 'unknown') AS cause, count(*) AS receipts, coalesce(sum((detail ->> 'points')::bigint), 0)::bigint AS points
     FROM finding WHERE kind = 'goodwill' GROUP BY 1 ORDER BY 1`,
  );
  const pending = await db.query<Sums['pending'][number]>(
    'SELECT available_on AS "availableOn", sum(pending)::bigint AS points FROM points_lot WHERE pending > 0 GROUP BY available_on ORDER BY available_on LIMIT $1', [days],
  );
  const expiring = await db.query<Sums['expiring'][number]>(
    'SELECT expires_on AS "expiresOn", sum(ready)::bigint AS points FROM points_lot WHERE ready > 0 GROUP BY expires_on ORDER BY expires_on LIMIT $1', [days],
  );
  const differences = await db.query<Sums['differences'][number]>(
    `SELECT kind, coalesce(detail ->> 'what', 'price') AS what, count(*) AS count FROM finding WHERE kind IN ('defect', 'drift') GROUP BY 1, 2 ORDER BY 1, 2`,
  );
  return { buckets: Object.fromEntries(buckets.map(({ bucket, points }) => [bucket, points])), goodwill, pending, expiring, differences };
}

import type { Bundle } from '../../agent/domain/bundle/bundle.ts';
import type { Queryable } from './database/database.ts';
import { shownEach } from './report-sql.ts';

/** What limits at a till cannot see, because each counts for itself. The centre forbids nothing of it. */
export interface WatchReport {
  /** Days of the store's zone that were looked at, today included */
  days: number;
  /** Customers with receipts at so many tills in one day … */
  fromTills: number;
  /** … or with more receipts than this in one day: the strictest `card-uses` of the programme, 10 where there is none */
  overReceipts: number;
  /** The most tills first, then the most receipts */
  customers: WatchedCustomer[];
}

export interface WatchedCustomer {
  accountId: string;
  localDate: string;
  receipts: number;
  tillIds: string[];
  /** Who was signed in, where anybody was */
  userIds: string[];
}

const days = 7;
const dayMs = 86_400_000;
const fromTills = 3;
const receiptsByDefault = 10;

/** Two steps: the index says who stands out; only their operations are read. */
const watchSql = `WITH day AS (
    SELECT o.account_id, to_char(to_timestamp(o.at_ms / 1000.0) AT TIME ZONE $2, 'YYYY-MM-DD') AS local_date, count(*) AS receipts, array_agg(DISTINCT j.till_id) AS tills
    FROM operation o JOIN journal j ON j.journal_id = o.journal_id
    WHERE o.kind = 'sale-committed' AND o.account_id IS NOT NULL AND o.at_ms >= $1
    GROUP BY 1, 2 HAVING count(DISTINCT j.till_id) >= $3 OR count(*) > $4
    ORDER BY cardinality(array_agg(DISTINCT j.till_id)) DESC, count(*) DESC, 1, 2 LIMIT ${shownEach})
  SELECT d.account_id AS "accountId", d.local_date AS "localDate", d.receipts, d.tills AS "tillIds", coalesce(u.users, '{}') AS "userIds"
  FROM day d LEFT JOIN LATERAL (
    SELECT array_agg(DISTINCT o.payload::jsonb #>> '{by,userId}') AS users FROM operation o
    WHERE o.kind = 'sale-committed' AND o.account_id = d.account_id AND o.at_ms >= $1
      AND to_char(to_timestamp(o.at_ms / 1000.0) AT TIME ZONE $2, 'YYYY-MM-DD') = d.local_date AND o.payload::jsonb #>> '{by,userId}' IS NOT NULL) u ON TRUE
  ORDER BY cardinality(d.tills) DESC, d.receipts DESC, 1, 2`;

export async function readWatchReport(db: Queryable, nowMs: number): Promise<WatchReport> {
  const rows = await db.query<{ zone: string; limits: NonNullable<Bundle['limits']> | null }>(
    "SELECT body::jsonb ->> 'timeZone' AS zone, body::jsonb -> 'limits' AS limits FROM bundle ORDER BY serial DESC LIMIT 1",
  );
  const [inForce] = rows;
  const zone = inForce?.zone ?? 'UTC';
  const uses = (inForce?.limits ?? []).flatMap((limit) => (limit.kind === 'card-uses' ? [limit.most] : []));
  const overReceipts = uses.length === 0 ? receiptsByDefault : Math.min(...uses);
  const customers = await db.query<WatchedCustomer>(watchSql, [nowMs - days * dayMs, zone, fromTills, overReceipts]);
  return { days, fromTills, overReceipts, customers };
}

import type { Bundle } from '../../agent/domain/bundle/bundle.ts';
import { readOperation } from '../../agent/domain/operations/read-operation.ts';
import { recordset, type Queryable } from './database/database.ts';
import { withPayloads } from './payload-blocks.ts';
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

const dayOf = "to_char(to_timestamp(o.at_ms / 1000.0) AT TIME ZONE $2, 'YYYY-MM-DD')";
/** The index alone says who stands out; only their operations are read. */
const watchSql = `SELECT o.account_id AS "accountId", ${dayOf} AS "localDate", count(*) AS receipts, array_agg(DISTINCT j.till_id) AS "tillIds"
  FROM operation o JOIN journal j ON j.journal_id = o.journal_id
  WHERE o.kind = 'sale-committed' AND o.account_id IS NOT NULL AND o.at_ms >= $1
  GROUP BY 1, 2 HAVING count(DISTINCT j.till_id) >= $3 OR count(*) > $4
  ORDER BY cardinality(array_agg(DISTINCT j.till_id)) DESC, count(*) DESC, 1, 2 LIMIT ${shownEach}`;
const receiptsSql = `SELECT o.journal_id AS "journalId", o.seq, o.kind, o.schema, o.payload, d."accountId", d."localDate"
  FROM json_to_recordset($3::json) AS d("accountId" text, "localDate" text)
  JOIN operation o ON o.account_id = d."accountId" AND o.kind = 'sale-committed' AND o.at_ms >= $1 AND ${dayOf} = d."localDate"`;

export async function readWatchReport(db: Queryable, nowMs: number): Promise<WatchReport> {
  const rows = await db.query<{ zone: string; limits: NonNullable<Bundle['limits']> | null }>(
    "SELECT body::jsonb ->> 'timeZone' AS zone, body::jsonb -> 'limits' AS limits FROM bundle ORDER BY serial DESC LIMIT 1",
  );
  const [inForce] = rows;
  const zone = inForce?.zone ?? 'UTC';
  const uses = (inForce?.limits ?? []).flatMap((limit) => (limit.kind === 'card-uses' ? [limit.most] : []));
  const overReceipts = uses.length === 0 ? receiptsByDefault : Math.min(...uses);
  const since = nowMs - days * dayMs;
  const customers = await db.query<Omit<WatchedCustomer, 'userIds'>>(watchSql, [since, zone, fromTills, overReceipts]);
  const users = await readUsers(db, customers, [since, zone]);
  return { days, fromTills, overReceipts, customers: customers.map((customer) => ({ ...customer, userIds: [...users.get(keyOf(customer)) ?? []].sort() })) };
}

/** Who was signed in at the receipts of these customers on these days. */
async function readUsers(db: Queryable, customers: readonly CustomerDay[], at: readonly [number, string]): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const users = new Map<string, Set<string>>(customers.map((customer) => [keyOf(customer), new Set()]));
  if (customers.length === 0) return users;
  const rows = await db.query<ReceiptRow>(receiptsSql, [...at, ...recordset(customers.map(({ accountId, localDate }) => ({ accountId, localDate })))]);
  for (const row of await withPayloads(db, rows)) {
    const read = readOperation(row);
    const userId = read.ok && read.body.kind === 'sale-committed' ? read.body.payload.by?.userId : undefined;
    if (userId !== undefined) users.get(keyOf(row))?.add(userId);
  }
  return users;
}

type CustomerDay = Pick<WatchedCustomer, 'accountId' | 'localDate'>;

interface ReceiptRow extends CustomerDay {
  journalId: string;
  seq: number;
  kind: string;
  schema: number;
  payload: string | null;
}

function keyOf({ accountId, localDate }: CustomerDay): string {
  return `${localDate} ${accountId}`;
}

/** What of the report is a list of any length, read by the page, in a stable order, from the last row of the page before. */
import type { Queryable, SqlValue } from './database/database.ts';
import { ProblemError } from './problem-error.ts';

export interface TillState {
  tillId: string;
  tillName: string;
  storeId: string;
  /** Its last call, to the minute; null where it never called since it was enrolled */
  lastContactMs: number | null;
  lastPushMs: number | null;
  /** Operations that it had and the centre had not, as it said at its last push */
  queue: number;
  isRevoked: boolean;
  isQuarantined: boolean;
}

/** Second branches of journals */
interface Branch {
  tillId: string | null;
  journalId: string;
  operations: number;
  fromSeq: number;
  toSeq: number;
  sinceMs: number;
}

interface Defect {
  opId: string;
  tillId: string | null;
  journalId: string;
  seq: number;
  accountId: string | null;
  detail: Readonly<Record<string, string | number>>;
  atMs: number;
}

/** A code of the application that came in two sales: the later sale, and the one that has the code */
interface QrReplay {
  opId: string;
  saleId: string;
  tillId: string;
  usedBySale: string;
  usedAtTill: string;
  accountId: string | null;
  pointsSpent: number;
  atMs: number;
}

/** An order of a web shop that two sales took over: the later sale, and the one that has the order */
interface OrderRepeat extends QrReplay {
  channelId: string;
  orderId: string;
}

interface ParkedOperation {
  opId: string;
  tillId: string;
  journalId: string;
  seq: number;
  kind: string;
  reason: string;
  receivedAtMs: number;
}

export interface ReportLists {
  /** By store and till */
  tillStates: TillState;
  /** The others: the newest first */
  branches: Branch;
  defects: Defect;
  qrReplays: QrReplay;
  orderRepeats: OrderRepeat;
  parkedOperations: ParkedOperation;
}
export type ReportListName = keyof ReportLists;
export const reportListNames = ['tillStates', 'branches', 'defects', 'qrReplays', 'orderRepeats', 'parkedOperations'] as const satisfies readonly ReportListName[];

export interface ReportPage<Item> {
  items: Item[];
  /** Where the next page begins; absent at the end */
  next?: string;
}

interface ListSql {
  /** Statement without an order, whose rows have the columns of the list */
  rows: string;
  /** What no two rows have in common, in the order of the list. Text is compared by bytes: a page goes on where the one before ended, whatever the database's language is */
  key: readonly { sql: string; type: 'text' | 'bigint' }[];
  order: 'ASC' | 'DESC';
}

/** What is good for one sale and came in two */
const usedTwice = `finding_id, op_id AS "opId", detail ->> 'saleId' AS "saleId", detail ->> 'tillId' AS "tillId", detail ->> 'usedBySale' AS "usedBySale", detail ->> 'usedAtTill' AS "usedAtTill",
        account_id AS "accountId", (detail ->> 'pointsSpent')::bigint AS "pointsSpent", at_ms AS "atMs"`;

const lists: Readonly<Record<ReportListName, ListSql>> = {
  // The queue is what the till said at its last push of its newest journal.
  tillStates: {
    rows: `SELECT t.till_id AS "tillId", t.name AS "tillName", t.store_id AS "storeId", t.revoked_at_ms IS NOT NULL AS "isRevoked",
        greatest(t.last_contact_ms, j.last_push_ms) AS "lastContactMs", j.last_push_ms AS "lastPushMs", coalesce(greatest(j.claimed_seq - j.seq, 0), 0)::bigint AS queue,
        EXISTS (SELECT 1 FROM quarantined_operation q JOIN journal own ON own.journal_id = q.journal_id WHERE own.till_id = t.till_id AND q.received_at_ms >= t.enrolled_at_ms) AS "isQuarantined"
      FROM till t
      LEFT JOIN LATERAL (SELECT seq, claimed_seq, last_push_ms FROM journal WHERE till_id = t.till_id ORDER BY last_push_ms DESC, journal_id LIMIT 1) j ON TRUE`,
    key: [{ sql: '"storeId" COLLATE "C"', type: 'text' }, { sql: '"tillId" COLLATE "C"', type: 'text' }],
    order: 'ASC',
  },
  branches: {
    rows: `SELECT j.till_id AS "tillId", q.journal_id AS "journalId", count(*) AS operations, min(q.seq) AS "fromSeq", max(q.seq) AS "toSeq", min(q.received_at_ms) AS "sinceMs"
      FROM quarantined_operation q LEFT JOIN journal j ON j.journal_id = q.journal_id GROUP BY j.till_id, q.journal_id`,
    key: [{ sql: '"sinceMs"', type: 'bigint' }, { sql: '"journalId" COLLATE "C"', type: 'text' }],
    order: 'DESC',
  },
  defects: {
    rows: `SELECT f.finding_id, f.op_id AS "opId", j.till_id AS "tillId", f.journal_id AS "journalId", f.seq, f.account_id AS "accountId", f.detail, f.at_ms AS "atMs"
      FROM finding f LEFT JOIN journal j ON j.journal_id = f.journal_id WHERE f.kind = 'defect'`,
    key: [{ sql: 'finding_id', type: 'bigint' }],
    order: 'DESC',
  },
  qrReplays: {
    rows: `SELECT ${usedTwice} FROM finding WHERE kind = 'qr-replayed'`,
    key: [{ sql: 'finding_id', type: 'bigint' }],
    order: 'DESC',
  },
  orderRepeats: {
    rows: `SELECT ${usedTwice}, detail ->> 'channelId' AS "channelId", detail ->> 'orderId' AS "orderId" FROM finding WHERE kind = 'order-repeated'`,
    key: [{ sql: 'finding_id', type: 'bigint' }],
    order: 'DESC',
  },
  parkedOperations: {
    rows: `SELECT o.op_id AS "opId", j.till_id AS "tillId", o.journal_id AS "journalId", o.seq, o.kind, coalesce(o.reason, 'unknown') AS reason, o.received_at_ms AS "receivedAtMs"
      FROM operation o JOIN journal j ON j.journal_id = o.journal_id WHERE o.verdict = 'parked'`,
    key: [{ sql: '"receivedAtMs"', type: 'bigint' }, { sql: '"opId" COLLATE "C"', type: 'text' }],
    order: 'DESC',
  },
};

/** @throws ProblemError `bad-request` where `after` is not the `next` of a page of this list */
export async function readReportPage<Name extends ReportListName>(tx: Queryable, name: Name, { after, limit }: { after?: string | undefined; limit: number }): Promise<ReportPage<ReportLists[Name]>> {
  const { rows, key, order } = lists[name];
  const from = after === undefined ? [] : readCursor(after, key);
  const columns = key.map(({ sql }) => sql).join(', ');
  const beyond = after === undefined ? '' : `WHERE (${columns}) ${order === 'ASC' ? '>' : '<'} (${key.map(({ type }, index) => `$${index + 2}::${type}`).join(', ')})`;
  const sorted = key.map(({ sql }) => `${sql} ${order}`).join(', ');
  const found = await tx.query<ReportLists[Name] & { cursor: unknown[]; finding_id?: number }>(
    `SELECT *, json_build_array(${columns}) AS cursor FROM (${rows}) AS listed ${beyond} ORDER BY ${sorted} LIMIT $1`,
    [limit + 1, ...from],
  );
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(({ cursor: _cursor, finding_id: _id, ...item }) => item as unknown as ReportLists[Name]),
    ...(found.length > limit && last !== undefined ? { next: Buffer.from(JSON.stringify(last.cursor)).toString('base64url') } : {}),
  };
}

function readCursor(text: string, key: ListSql['key']): SqlValue[] {
  const fault = new ProblemError('bad-request', 'after is the next of a page of this list, as it was answered.', { path: '/after' });
  let values: unknown;
  try {
    values = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    throw fault;
  }
  if (!Array.isArray(values) || values.length !== key.length) throw fault;
  return key.map(({ type }, index) => {
    const value: unknown = values[index];
    if (type === 'text' && typeof value === 'string' && !value.includes('\0')) return value;
    if (type === 'bigint' && typeof value === 'number' && Number.isSafeInteger(value)) return value;
    throw fault;
  });
}

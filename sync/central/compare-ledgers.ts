import { recordset, type Database, type Queryable } from './database/database.ts';

export interface TillOperation {
  opId: string;
  hash: string;
}
export interface TillPosting {
  opId: string;
  account: string;
  programme: string;
  bucket: string;
  points: number;
}

/** A till's side: its view `audit_ledger`, and which operations it has. Read as it is asked for, one after the other, and again where it is asked again. */
export interface TillLedger {
  operations(): Iterable<TillOperation>;
  postings(): Iterable<TillPosting>;
}

export interface LedgerDifference {
  opId: string;
  journalId: string;
  seq: number;
  account: string;
  programme: string;
  bucket: string;
  tillPoints: number;
  centralPoints: number;
  /** What the centre itself says of it: `goodwill` or `defect` for a finding, `resolved: …` for a repair, `parked: …` or `waiting: …` for a verdict; null where nothing explains it */
  explained: string | null;
}

export interface LedgerComparison {
  /** Operations that both have */
  compared: number;
  /** Operations of the till that the centre has not: not yet sent */
  onlyAtTill: number;
  /** Over the operations that both have */
  sums: { bucket: string; tillPoints: number; centralPoints: number }[];
  /** How many postings differ, and how many of them nothing explains */
  differing: number;
  unexplained: number;
  /** The first of them, those that nothing explains before the others */
  differences: LedgerDifference[];
  /** Operations with one id and two hashes: not the same operation. The first of them */
  otherOperations: { opId: string; journalId: string; seq: number; tillHash: string; centralHash: string }[];
}

const rowsEach = 5_000;
/** Books that have nothing in common differ in every posting: nobody reads all of them. */
export const shownDifferences = 1_000;

const tablesSql = [
  'CREATE TEMP TABLE till_operation (op_id TEXT PRIMARY KEY, hash TEXT NOT NULL) ON COMMIT DROP',
  'CREATE TEMP TABLE till_posting (op_id TEXT NOT NULL, account TEXT NOT NULL, programme TEXT NOT NULL, bucket TEXT NOT NULL, points BIGINT NOT NULL) ON COMMIT DROP',
];
const fillOperationsSql = 'INSERT INTO till_operation SELECT "opId", hash FROM jsonb_to_recordset($1::jsonb) AS r("opId" text, hash text)';
const fillPostingsSql = `INSERT INTO till_posting
  SELECT "opId", account, programme, bucket, points FROM jsonb_to_recordset($1::jsonb) AS r("opId" text, account text, programme text, bucket text, points bigint)`;

/** Both sides of every posting of an operation that both have; a posting that one side lacks is 0 there. What names an account that was merged is the account's that is left, on both. */
const bothSides = `WITH shared AS (SELECT o.op_id, o.journal_id, o.seq, o.verdict, o.reason, o.resolution FROM operation o JOIN till_operation t ON t.op_id = o.op_id),
  till_side AS (SELECT p.op_id, coalesce(a.merged_into, p.account) AS account, p.programme, p.bucket, sum(p.points)::bigint AS points
    FROM till_posting p JOIN shared s ON s.op_id = p.op_id LEFT JOIN account a ON a.account_id = p.account GROUP BY 1, 2, 3, 4),
  central_side AS (SELECT l.op_id, coalesce(a.merged_into, l.account) AS account, l.programme, l.bucket, sum(l.amount_minor)::bigint AS points
    FROM audit_ledger l JOIN shared s ON s.op_id = l.op_id LEFT JOIN account a ON a.account_id = l.account GROUP BY 1, 2, 3, 4),
  sides AS (SELECT op_id, account, programme, bucket, coalesce(t.points, 0) AS till_points, coalesce(c.points, 0) AS central_points
    FROM till_side t FULL JOIN central_side c USING (op_id, account, programme, bucket))`;
const sumsSql = `${bothSides} SELECT bucket, sum(till_points)::bigint AS "tillPoints", sum(central_points)::bigint AS "centralPoints" FROM sides GROUP BY bucket ORDER BY bucket`;
const findDifferencesSql = `CREATE TEMP TABLE difference ON COMMIT DROP AS ${bothSides}
  SELECT d.op_id AS "opId", s.journal_id AS "journalId", s.seq, d.account, d.programme, d.bucket, d.till_points AS "tillPoints", d.central_points AS "centralPoints",
    coalesce((SELECT string_agg(DISTINCT f.kind, ', ') FROM finding f WHERE f.op_id = d.op_id AND f.kind IN ('defect', 'goodwill')),
      'resolved: ' || s.resolution, CASE WHEN s.verdict <> 'applied' THEN s.verdict || ': ' || coalesce(s.reason, '') END) AS explained
  FROM sides d JOIN shared s ON s.op_id = d.op_id WHERE d.till_points <> d.central_points`;
const differencesSql = `SELECT * FROM difference ORDER BY explained IS NOT NULL, "journalId", seq, account, bucket, programme LIMIT ${shownDifferences}`;
const differingSql = 'SELECT count(*) AS differing, count(*) FILTER (WHERE explained IS NULL) AS unexplained FROM difference';
const countsSql = `SELECT (SELECT count(*) FROM till_operation t JOIN operation o ON o.op_id = t.op_id) AS compared,
  (SELECT count(*) FROM till_operation t WHERE NOT EXISTS (SELECT 1 FROM operation o WHERE o.op_id = t.op_id)) AS "onlyAtTill"`;
const otherOperationsSql = `SELECT o.op_id AS "opId", o.journal_id AS "journalId", o.seq, t.hash AS "tillHash", o.hash AS "centralHash"
  FROM till_operation t JOIN operation o ON o.op_id = t.op_id WHERE o.hash <> t.hash ORDER BY o.journal_id, o.seq LIMIT ${shownDifferences}`;

/** Compares both sides' `audit_ledger` by SQL, posting by posting, for the operations that both have. Nothing of it stays in the database. */
export async function compareLedgers(db: Database, till: TillLedger): Promise<LedgerComparison> {
  return await db.upkeep(async (tx) => {
    for (const sql of tablesSql) await tx.query(sql);
    await fill(tx, fillOperationsSql, till.operations());
    await fill(tx, fillPostingsSql, till.postings());
    const [counts] = await tx.query<{ compared: number; onlyAtTill: number }>(countsSql);
    await tx.query(findDifferencesSql);
    const [differing] = await tx.query<Pick<LedgerComparison, 'differing' | 'unexplained'>>(differingSql);
    if (counts === undefined || differing === undefined) throw new Error('a query without FROM answered no row');
    return {
      ...counts,
      ...differing,
      sums: await tx.query<LedgerComparison['sums'][number]>(sumsSql),
      differences: await tx.query<LedgerDifference>(differencesSql),
      otherOperations: await tx.query<LedgerComparison['otherOperations'][number]>(otherOperationsSql),
    };
  });
}

/** A batch at a time: a journal of years does not lie in memory. */
async function fill(tx: Queryable, sql: string, rows: Iterable<object>): Promise<void> {
  let batch: object[] = [];
  for (const row of rows) {
    if (batch.push(row) < rowsEach) continue;
    await tx.query(sql, recordset(batch));
    batch = [];
  }
  if (batch.length > 0) await tx.query(sql, recordset(batch));
}

/** The SQL that the centre runs is the same on embedded PGlite and on PostgreSQL 16; this is all that it needs of either. */
export type SqlValue = string | number | boolean | null | readonly string[] | readonly number[];

export interface Queryable {
  /** One statement with `$n` parameters. BIGINT comes as a number (all amounts are below 2^53), JSONB as a value. */
  query<Row extends object = Record<string, never>>(sql: string, values?: readonly SqlValue[]): Promise<Row[]>;
}

export type Isolation = 'READ COMMITTED' | 'REPEATABLE READ';

export interface Database extends Queryable {
  /** One line for the log: what it is, and how durable */
  readonly description: string;
  /** Commits what `work` did, or nothing of it where it throws. */
  transaction<Result>(work: (tx: Queryable) => Promise<Result>, isolation?: Isolation): Promise<Result>;
  close(): Promise<void>;
}

/** Rows as the one JSON parameter that `jsonb_to_recordset($1::jsonb)` reads: a few statements for any number of rows. */
export function recordset(rows: readonly object[]): [string] {
  return [JSON.stringify(rows)];
}

/** The SQL that the centre runs is the same on embedded PGlite and on PostgreSQL 16; this is all that it needs of either. An array of texts is a `text[]`. */
export type SqlValue = string | number | boolean | null | readonly string[] | readonly number[] | Uint8Array | ColumnValues;

/** An array of one of SQL's types; of an array of JavaScript nobody knows it where it is empty or has nothing but NULL. */
export class ColumnValues {
  readonly type: 'text' | 'bigint';
  readonly values: readonly (string | number | null)[];

  constructor(type: 'text' | 'bigint', values: readonly (string | number | null)[]) {
    this.type = type;
    this.values = values;
  }
}

export interface Queryable {
  /** One statement with `$n` parameters. BIGINT comes as a number (all amounts are below 2^53), JSONB as a value. */
  query<Row extends object = Record<string, never>>(sql: string, values?: readonly SqlValue[]): Promise<Row[]>;
}

export type Isolation = 'READ COMMITTED' | 'REPEATABLE READ';

/**
 * When a transaction's work may be run once more after a fault that passes.
 *   never       it does something outside the transaction too
 *   undone      only where the database has certainly undone it: a deadlock, a lost race, a connection that broke before the commit
 *   idempotent  also where the answer to the commit was lost, because doing it twice changes nothing
 */
export type Repeat = 'never' | 'undone' | 'idempotent';

export interface Database extends Queryable {
  /** One line for the log: what it is, and how durable */
  readonly description: string;
  /** How this process and the others on the same database tell one another that something has changed; undefined where there are no others. */
  readonly announcements?: Announcements;
  /** Commits what `work` did, or nothing of it where it throws. `work` may run more than once: see `Repeat`; `undone` where nothing is said. */
  transaction<Result>(work: (tx: Queryable) => Promise<Result>, isolation?: Isolation, repeat?: Repeat): Promise<Result>;
  /** A read of many rows from one view, which may take minutes. Few run at once, the others wait, and no other transaction waits for them. */
  longRead<Result>(work: (tx: Queryable) => Promise<Result>): Promise<Result>;
  /** A transaction that may take as long as it needs, as a step of the schema on large tables does. It may run more than once (`idempotent`). */
  upkeep<Result>(work: (tx: Queryable) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

export interface Announcements {
  /** False while announcements of others may be missed. */
  readonly isConnected: boolean;
  /** Tells the others, soon, that something has changed. Never fails: whoever misses it finds out by asking. */
  announce(): void;
  /** Calls `onChange` when another process announced something, and when announcements may have been missed. */
  listen(onChange: () => void): void;
}

/** The database cannot be used now, and may well be in a moment. What was asked for is not done, unless it was on its way to the commit. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable';
}

/** Thrown by a transaction's work that has met what another transaction did meanwhile: run again, it will see it. */
export class TransactionConflict extends Error {
  override readonly name = 'TransactionConflict';
}

/** Rows as the one JSON parameter that `json_to_recordset($1::json)` reads: a few statements for any number of rows. What every push writes goes as `columns`. */
export function recordset(rows: readonly object[]): [string] {
  return [JSON.stringify(rows)];
}

import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { ColumnValues, DatabaseUnavailable, type Isolation, type Queryable, type Repeat, type SqlValue } from './database.ts';
import { binaryArray } from './postgres-arrays.ts';
import { classifyFault, isConnectionLost, mayRepeat } from './postgres-faults.ts';

export interface PoolOptions {
  size: number;
  /** 0 is no limit, here and below */
  statementTimeoutMs: number;
  lockTimeoutMs: number;
  /** How long a transaction waits for a free connection, or for a new one to be made */
  waitTimeoutMs: number;
  onIdleFault: (error: Error) => void;
}

const maxAttempts = 5;
/** The first pause is drawn from 0 up to this, and each later one from twice as much. */
const firstPauseMs = 20;
/** On top of the server's own limit: for a server that no longer answers at all */
const silenceMs = 5_000;
const oidOfBigint = 20;

/** Connections to one PostgreSQL database, and transactions that are repeated where that is safe. */
export class PostgresPool {
  readonly #pool: pg.Pool;

  constructor(url: string, options: PoolOptions) {
    this.#pool = new pg.Pool({
      connectionString: url,
      max: options.size,
      connectionTimeoutMillis: options.waitTimeoutMs,
      idleTimeoutMillis: 60_000,
      keepAlive: true,
      application_name: 'loyalty-till central',
      statement_timeout: options.statementTimeoutMs,
      lock_timeout: options.lockTimeoutMs,
      query_timeout: options.statementTimeoutMs === 0 ? 0 : options.statementTimeoutMs + silenceMs,
      // work inside a transaction never waits for anybody outside: a longer pause is a process that hangs and holds locks
      idle_in_transaction_session_timeout: 60_000,
      types: { getTypeParser: (oid: number, format?: 'text' | 'binary') => (oid === oidOfBigint ? readBigint : pg.types.getTypeParser(oid, format ?? 'text')) },
    });
    this.#pool.on('error', options.onIdleFault);
    // while a transaction thinks, its connection may break: the next statement will tell
    this.#pool.on('connect', (client) => client.on('error', () => undefined));
  }

  /** @throws DatabaseUnavailable */
  async query<Row extends object>(sql: string, values: readonly SqlValue[] = []): Promise<Row[]> {
    try {
      return await run<Row>(this.#pool, sql, values);
    } catch (error) {
      throw translate(error);
    }
  }

  /** @throws DatabaseUnavailable, and whatever `work` throws */
  async transaction<Result>(work: (tx: Queryable) => Promise<Result>, isolation: Isolation, repeat: Repeat): Promise<Result> {
    for (let attempt = 1; ; attempt += 1) {
      const progress = { isCommitSent: false };
      try {
        return await this.#attempt(work, isolation, progress);
      } catch (error) {
        if (attempt === maxAttempts || !mayRepeat(error, repeat, progress.isCommitSent)) throw translate(error);
        await sleep(Math.random() * firstPauseMs * 2 ** (attempt - 1));
      }
    }
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }

  async #attempt<Result>(work: (tx: Queryable) => Promise<Result>, isolation: Isolation, progress: { isCommitSent: boolean }): Promise<Result> {
    const client = await this.#pool.connect();
    try {
      await client.query(`BEGIN ISOLATION LEVEL ${isolation}`);
      const result = await work({ query: (sql, values = []) => run(client, sql, values) });
      progress.isCommitSent = true;
      const { command } = await client.query('COMMIT');
      // a transaction in which a statement failed is rolled back by COMMIT, without an error
      if (command !== 'COMMIT') throw new Error(`a transaction ended with ${command}: its work went on after a fault`);
      client.release();
      return result;
    } catch (error) {
      await giveBack(client, error);
      throw error;
    }
  }
}

async function run<Row extends object>(on: pg.Pool | pg.PoolClient, sql: string, values: readonly SqlValue[]): Promise<Row[]> {
  const { rows } = await on.query<Row>({ text: sql, values: values.map(encoded), ...(values.length === 0 ? {} : { name: nameOf(sql) }) });
  return rows;
}

/** As the driver takes it. It would write an array as text, and look for what is to be escaped in each value of it. */
function encoded(value: SqlValue): Exclude<SqlValue, ColumnValues> {
  if (value instanceof ColumnValues) return binaryArray(value);
  return isTexts(value) ? binaryArray({ type: 'text', values: value }) : value;
}

function isTexts(value: SqlValue): value is readonly string[] {
  return Array.isArray(value) && typeof value[0] === 'string';
}

/** Statements are prepared once a connection, by a name that is their text's. */
const names = new Map<string, string>();

function nameOf(sql: string): string {
  const known = names.get(sql);
  if (known !== undefined) return known;
  const name = createHash('sha256').update(sql).digest('base64url').slice(0, 22);
  names.set(sql, name);
  return name;
}

/** Undoes what was done, and lets the connection go: for good where it is broken. */
async function giveBack(client: pg.PoolClient, cause: unknown): Promise<void> {
  if (isConnectionLost(cause)) {
    client.release(true);
    return;
  }
  try {
    await client.query('ROLLBACK');
    client.release();
  } catch {
    client.release(true);
  }
}

function translate(error: unknown): unknown {
  if (classifyFault(error) !== 'unavailable' || error instanceof DatabaseUnavailable) return error;
  return new DatabaseUnavailable(error instanceof Error ? error.message : String(error), { cause: error });
}

function readBigint(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is too large for an amount or a position`);
  return value;
}

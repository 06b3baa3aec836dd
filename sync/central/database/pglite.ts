import { existsSync, renameSync, rmSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { CentralStartError } from '../central-start-error.ts';
import { ColumnValues, type Database, type Queryable, type SqlValue } from './database.ts';

/** What of PGlite and of its transactions runs a statement. */
interface Runner {
  query(sql: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
}

/**
 * Opens the embedded database, or makes it. It is one connection in this process: transactions run one after another.
 * A new one is made beside its place and renamed, so that a start which was killed half-way leaves nothing that looks finished.
 */
export async function openPglite(folder: string): Promise<Database> {
  try {
    if (!existsSync(folder)) await makePglite(folder);
    const database = await PGlite.create(folder);
    const fsync = await database.query<{ fsync: string }>("SELECT current_setting('fsync') AS fsync");
    return adapt(database, fsync.rows[0]?.fsync ?? 'unknown');
  } catch (cause) {
    throw new CentralStartError('home-unusable', `The embedded database ${folder} does not open: ${describe(cause)}`, { cause });
  }
}

/** Faults of its file system are no `Error`s. */
function describe(cause: unknown): string {
  return cause instanceof Error ? cause.message : JSON.stringify(cause);
}

async function makePglite(folder: string): Promise<void> {
  const unfinished = `${folder}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  // small log segments: a checkpoint comes after 64 MiB, which bounds the recovery after a kill
  const database = await PGlite.create(unfinished, { initDbStartParams: ['--wal-segsize=1'] });
  await database.close();
  renameSync(unfinished, folder);
}

function adapt(database: PGlite, fsync: string): Database {
  const transaction: Database['transaction'] = async (work, isolation = 'READ COMMITTED') =>
    await database.transaction(async (tx) => {
      await tx.query(`SET TRANSACTION ISOLATION LEVEL ${isolation}`);
      return await work(queryOn(tx));
    });
  return {
    description: fsync === 'off'
      ? 'embedded PGlite, fsync off by its default: safe against a crash of the process, not against a power cut'
      : `embedded PGlite, fsync ${fsync}`,
    ...queryOn(database),
    transaction,
    // it is the only connection: everybody waits for it
    longRead: (work) => transaction(work, 'REPEATABLE READ'),
    upkeep: (work) => transaction(work),
    close: () => database.close(),
  };
}

function queryOn(runner: Runner): Queryable {
  return {
    query: async <Row extends object>(sql: string, values: readonly SqlValue[] = []) => (await runner.query(sql, values.map(plain))).rows as Row[],
  };
}

function plain(value: SqlValue): unknown {
  return value instanceof ColumnValues ? value.values : value;
}

import type { CentralLog } from '../central-log.ts';
import type { Database } from './database.ts';
import { announceOverPostgres } from './postgres-announcements.ts';
import { PostgresPool } from './postgres-pool.ts';
import { inspectServer, refuseToStart } from './postgres-start.ts';
import { readPostgresUrl } from './postgres-url.ts';

export interface PostgresOptions {
  /** `postgres://user:password@host:port/database`; what it leaves out comes from libpq's environment variables */
  url: string;
  /** Connections for short transactions; two for long reads and one for announcements come on top */
  poolSize?: number;
  log: CentralLog;
}

const defaultPoolSize = 10;
/** A snapshot keeps one busy for as long as it takes to read every account. */
const longReads = 2;

/**
 * Connects to a PostgreSQL server and looks whether it will do.
 * @throws CentralStartError `database-url-wrong`, `database-unreachable`, `database-refused`, `database-unsuitable`; none of them tells the password
 */
export async function openPostgres({ url, poolSize = defaultPoolSize, log }: PostgresOptions): Promise<Database> {
  const address = readPostgresUrl(url);
  // its words only: the driver hangs the connection on the error
  const onIdleFault = (error: Error) => log.warn({ reason: error.message }, 'an idle connection to PostgreSQL was lost');
  const short = new PostgresPool(url, { size: poolSize, statementTimeoutMs: 30_000, lockTimeoutMs: 15_000, waitTimeoutMs: 10_000, onIdleFault });
  const long = new PostgresPool(url, { size: longReads, statementTimeoutMs: 120_000, lockTimeoutMs: 15_000, waitTimeoutMs: 600_000, onIdleFault });
  try {
    const { description, warnings } = await inspectServer(short);
    for (const warning of warnings) log.warn({}, warning);
    const announcements = announceOverPostgres(url, short, log);
    return {
      description: `${description} at ${address}`,
      announcements,
      query: (sql, values) => short.query(sql, values),
      transaction: (work, isolation = 'READ COMMITTED', repeat = 'undone') => short.transaction(work, isolation, repeat),
      longRead: (work) => long.transaction(work, 'REPEATABLE READ', 'never'),
      upkeep: async (work) => {
        const unlimited = new PostgresPool(url, { size: 1, statementTimeoutMs: 0, lockTimeoutMs: 0, waitTimeoutMs: 10_000, onIdleFault });
        try {
          return await unlimited.transaction(work, 'READ COMMITTED', 'idempotent');
        } finally {
          await unlimited.close();
        }
      },
      close: async () => {
        await announcements.close();
        await Promise.all([short.close(), long.close()]);
      },
    };
  } catch (error) {
    await Promise.all([short.close(), long.close()]);
    throw refuseToStart(error, address);
  }
}

import { existsSync } from 'node:fs';
import type { CentralLog } from './central-log.ts';
import type { Database } from './database/database.ts';
import { migrate } from './database/migrate.ts';
import { openPglite } from './database/pglite.ts';
import { openPostgres } from './database/postgres.ts';
import { openCentralHome, type CentralHome } from './home/central-home.ts';
import { lockHome } from './home/home-lock.ts';

export interface DatabaseChoice {
  home: string;
  database?: { url: string; poolSize?: number };
  log: CentralLog;
  nowMs: number;
}

/**
 * Opens the home folder and the database, and brings its schema up to date.
 * The embedded database lies in the home folder and is one process's; on PostgreSQL several processes may share both.
 * @throws CentralStartError
 */
export async function openCentralDatabase(options: DatabaseChoice): Promise<{ home: CentralHome; db: Database; close: () => Promise<void> }> {
  const { log, database } = options;
  const home = openCentralHome(options.home);
  const unlock = database === undefined ? lockHome(home.lock) : () => undefined;
  let db: Database | undefined;
  const close = async () => {
    await db?.close();
    unlock();
  };
  try {
    if (database === undefined && !existsSync(home.database)) log.info({ home: home.folder }, 'making the embedded database: some seconds, once');
    db = database === undefined ? await openPglite(home.database) : await openPostgres({ ...database, log });
    log.info({ database: db.description, home: home.folder }, `central database: ${db.description}`);
    await migrate(db, options.nowMs);
    return { home, db, close };
  } catch (error) {
    await close();
    throw error;
  }
}

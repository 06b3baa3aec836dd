import { closeSync, existsSync, openSync } from 'node:fs';
import Database from 'better-sqlite3';

/** How long a statement waits for another process's lock. It blocks the event loop, so it is short. */
const busyTimeoutMs = 2_000;

export type Synchronous = 'OFF' | 'NORMAL' | 'FULL';

export interface ConnectOptions {
  synchronous: Synchronous;
  /** The most pages that the file may grow to; past it a write fails as on a full disk. */
  maxPages?: number;
  /** How long the log may grow before it is copied into the main file, in pages; SQLite's default is 1,000 */
  checkpointPages?: number;
  /** How much of the file the connection keeps in our memory; SQLite's default here is 16,000 */
  pageCacheKib?: number;
}

/** The one place where a database in service is opened and its pragmas are set: WAL, foreign keys, the given `synchronous`. Throws `SqliteError`. */
export function connect(path: string, options: ConnectOptions): Database.Database {
  createPrivately(path);
  const db = new Database(path, { timeout: busyTimeoutMs });
  try {
    db.pragma('journal_mode = WAL');
    // After the journal mode, because switching to WAL lowers a `synchronous` that nobody has set.
    db.pragma(`synchronous = ${options.synchronous}`);
    db.pragma('foreign_keys = ON');
    if (options.checkpointPages !== undefined) db.pragma(`wal_autocheckpoint = ${options.checkpointPages}`);
    if (options.pageCacheKib !== undefined) db.pragma(`cache_size = -${options.pageCacheKib}`);
    if (options.maxPages !== undefined) db.pragma(`max_page_count = ${options.maxPages}`);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Opens for reading alone, so that nothing in the main file can change. Throws `SqliteError`. */
export function connectReadOnly(path: string): Database.Database {
  return new Database(path, { timeout: busyTimeoutMs, readonly: true, fileMustExist: true });
}

/** The files hold personal data: only our own user reads them. SQLite gives its side files the same mode. */
export function createPrivately(path: string): void {
  if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600));
}

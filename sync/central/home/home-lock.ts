import Database from 'better-sqlite3';
import { CentralStartError } from '../central-start-error.ts';

/**
 * Keeps the home folder for one process: two on one embedded database would destroy it.
 * An exclusive SQLite lock goes away with the process, however it ends; a file with a process id would not.
 * @returns the function that lets it go
 */
export function lockHome(path: string): () => void {
  let unlock: (() => void) | undefined;
  try {
    unlock = tryLock(path);
  } catch (cause) {
    throw new CentralStartError('home-unusable', `${path} cannot be locked: ${String(cause)}`, { cause });
  }
  if (unlock === undefined) throw new CentralStartError('home-locked', `Another central works in this home folder (${path} is locked)`);
  return unlock;
}

/** Locks the file, which is made where it is missing. Undefined where another process holds it. Throws `SqliteError`. */
export function tryLock(path: string): (() => void) | undefined {
  try {
    const database = lock(path);
    return () => database.close();
  } catch (error) {
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return undefined;
    throw error;
  }
}

function lock(path: string): Database.Database {
  const database = new Database(path, { timeout: 0 });
  try {
    database.pragma('locking_mode = EXCLUSIVE');
    database.exec('BEGIN EXCLUSIVE');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

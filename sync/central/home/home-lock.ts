import Database from 'better-sqlite3';
import { CentralStartError } from '../central-start-error.ts';

/**
 * Keeps the home folder for one process: two on one embedded database would destroy it.
 * An exclusive SQLite lock goes away with the process, however it ends; a file with a process id would not.
 * @returns the function that lets it go
 */
export function lockHome(path: string): () => void {
  try {
    const database = lock(path);
    return () => database.close();
  } catch (cause) {
    if (cause instanceof Database.SqliteError && cause.code.startsWith('SQLITE_BUSY')) {
      throw new CentralStartError('home-locked', `Another central works in this home folder (${path} is locked)`, { cause });
    }
    throw new CentralStartError('home-unusable', `${path} cannot be locked: ${String(cause)}`, { cause });
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

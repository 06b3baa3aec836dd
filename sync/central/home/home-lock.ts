import Database from 'better-sqlite3';
import { CentralStartError } from '../central-start-error.ts';

/**
 * Keeps the home folder for one process: two on one embedded database would destroy it.
 * An exclusive SQLite lock goes away with the process, however it ends; a file with a process id would not.
 * @returns the function that lets it go
 */
export function lockHome(path: string): () => void {
  const database = new Database(path, { timeout: 0 });
  try {
    database.pragma('locking_mode = EXCLUSIVE');
    database.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    database.close();
    throw new CentralStartError('home-locked', `Another central works in this home folder (${path} is locked)`, { cause });
  }
  return () => database.close();
}

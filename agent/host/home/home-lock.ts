import Database from 'better-sqlite3';
import { createPrivately } from '../../storage/sqlite/connect.ts';
import { StartError } from '../start-error.ts';

export interface HomeLock {
  release(): void;
}

/**
 * One agent per home folder. The lock is an exclusive transaction on a database of its own: the operating system lets it go
 * when the process dies, however it dies, so that no stale lock file ever keeps a till from starting.
 */
export function lockHome(path: string, home: string): HomeLock {
  createPrivately(path);
  const db = new Database(path, { timeout: 0 });
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) {
      throw new StartError('home-locked', `another agent is using ${home}`, error);
    }
    throw error;
  }
  return {
    release: () => {
      db.close();
    },
  };
}

import { randomUUID } from 'node:crypto';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import { openJournal, type JournalOptions, type JournalStore } from '../../../agent/storage/journal/open-journal.ts';
import { sampleNow } from './samples.ts';
import { tempFolder } from './temp-folder.ts';

export const identity = { tillId: 't1', storeId: 's1', agentVersion: '0.1.0' };

export function newJournalPath(): string {
  return join(tempFolder(), 'journal.db');
}

/** Opens the journal for the running test; what the test does not close is closed at its end. Its indexes are filled after every third operation, so that tests meet both sides of their end. */
export function openTestJournal(path: string, options: Partial<JournalOptions> = {}): JournalStore {
  const store = openJournal({ path, identity, newId: randomUUID, now: () => sampleNow, tailOperations: 3, ...options });
  onTestFinished(() => {
    try {
      store.close();
    } catch {
      // The test has closed it already.
    }
  });
  return store;
}

/** A copy of an open journal as it lies: what a killed process leaves, with its last operations in the write-ahead log alone. */
export function copyAsAfterCrash(path: string): string {
  const crashed = newJournalPath();
  for (const suffix of ['', '-wal']) copyFileSync(path + suffix, crashed + suffix);
  return crashed;
}

/** A connection that knows nothing of our rules, as a thief or a curious hand would use. */
export function withRawConnection<T>(path: string, work: (db: Database.Database) => T): T {
  const db = new Database(path);
  try {
    return work(db);
  } finally {
    db.close();
  }
}

/** Runs SQL against the file with the append-only triggers out of the way. */
export function tamper(path: string, sql: string, ...parameters: unknown[]): void {
  withRawConnection(path, (db) => {
    const triggers = db.prepare<[], { name: string; sql: string }>(`SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'`).all();
    db.pragma('foreign_keys = OFF');
    for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`);
    db.prepare(sql).run(...parameters);
    for (const trigger of triggers) db.exec(trigger.sql);
  });
}

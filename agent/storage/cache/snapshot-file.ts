import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import type { ProgrammeState } from '../../domain/pricing/programme-state.ts';
import type { CacheView, SnapshotRow } from '../../ports/customer-cache.ts';
import { failpoint } from '../journal/failpoints.ts';
import { createPrivately } from '../sqlite/connect.ts';
import { syncFile, syncFolder } from '../sync-to-disk.ts';
import { createAllowanceWriter } from './allowance-rows.ts';
import { cacheIndexes, cacheTables, createViewWriter } from './cache-format.ts';
import { createProgrammeWriter } from './programme-rows.ts';

export interface SnapshotFile {
  add(rows: readonly SnapshotRow[]): void;
  addProgramme(programme: ProgrammeState): void;
  /** Builds the indexes, closes the file without a write-ahead log and syncs it. */
  finish(view: Pick<CacheView, 'epoch' | 'cursor' | 'through' | 'asOfMs'>): void;
  /** Closes it as it is: whoever made it deletes it. */
  close(): void;
}

/**
 * Writes one generation: rows first, in one transaction without journal or sync, then the indexes, then one sync of the whole file.
 * It blocks for seconds, so it belongs in a process of its own. Throws `SqliteError`; then the file is good for nothing but to be closed and deleted.
 */
export function createSnapshotFile(path: string): SnapshotFile {
  createPrivately(path);
  const db = new Database(path);
  try {
    // Few pages in memory: the till may have little of it.
    for (const pragma of ['journal_mode = OFF', 'synchronous = OFF', 'locking_mode = EXCLUSIVE', 'cache_size = -4000']) db.pragma(pragma);
    db.exec(`BEGIN; ${cacheTables}`);
  } catch (error) {
    db.close();
    throw error;
  }
  const addAccount = db.prepare<[number, string, string]>('INSERT INTO account (account_row, account_id, doc) VALUES (?, ?, ?)');
  const addCard = db.prepare<[string, number]>('INSERT INTO arrived_card (number, account_row) VALUES (?, ?)');
  const addPhone = db.prepare<[string, number]>('INSERT INTO arrived_phone (hash, account_row) VALUES (?, ?)');
  const addAllowances = createAllowanceWriter(db).add;
  let accounts = 0;
  return {
    add: (rows) => {
      for (const { account, doc } of rows) {
        accounts += 1;
        addAccount.run(accounts, account.accountId, doc);
        for (const card of account.cards) addCard.run(card.number, accounts);
        if (account.phone !== undefined) addPhone.run(account.phone.hash, accounts);
        if (account.allowances !== undefined) addAllowances(account);
      }
    },
    addProgramme: createProgrammeWriter(db),
    finish: (view) => {
      createViewWriter(db)({ ...view, accounts });
      failpoint('cache-build-before-indexes');
      db.exec(`${cacheIndexes} COMMIT;`);
      failpoint('cache-build-before-sync');
      // Whoever opens it next finds the mode that it serves in, and need not write to say so.
      for (const pragma of ['locking_mode = NORMAL', 'journal_mode = WAL']) db.pragma(pragma);
      db.close();
      syncFile(path);
      syncFolder(dirname(path));
    },
    close: () => {
      db.close();
    },
  };
}

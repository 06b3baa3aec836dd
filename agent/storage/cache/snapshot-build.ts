import Database from 'better-sqlite3';
import type { Account } from '../../domain/customer/account.ts';
import type { CacheView, CacheWriter, SnapshotBuild } from '../../ports/customer-cache.ts';
import { createPrivately } from '../sqlite/connect.ts';
import { createAllowanceWriter } from './allowance-rows.ts';
import { cacheIndexes, cacheTables, createViewWriter } from './cache-format.ts';
import { createProgrammeWriter } from './programme-rows.ts';
import { syncFile, syncFolder } from '../sync-to-disk.ts';
import { deleteGeneration, generationPath } from './cache-files.ts';

export interface SnapshotBuildOptions {
  folder: string;
  generation: number;
  header: Parameters<CacheWriter['beginSnapshot']>[0];
  /** Puts the finished file in service, or throws and leaves the one before. */
  switchTo(view: CacheView): void;
}

/**
 * Builds one generation beside the one in service: rows first in one transaction without journal or sync, then the indexes, then one sync of the whole file.
 * A build that fails or is abandoned leaves nothing but a file that is deleted. Methods throw once it is over.
 */
export function beginSnapshotBuild(options: SnapshotBuildOptions): SnapshotBuild {
  const { folder, generation, header } = options;
  const path = generationPath(folder, generation);
  createPrivately(path);
  const db = new Database(path);
  let isOver = false;
  let accountCount = 0;

  const abort = (): void => {
    if (isOver) return;
    isOver = true;
    db.close();
    deleteGeneration(folder, generation);
  };
  const orAbort = <T>(work: () => T): T => {
    if (isOver) throw new Error('this snapshot build is over');
    try {
      return work();
    } catch (error) {
      abort();
      throw error;
    }
  };

  const [addAccount, addCard, addAllowances, writeProgramme] = orAbort(() => {
    for (const pragma of ['journal_mode = OFF', 'synchronous = OFF', 'locking_mode = EXCLUSIVE']) db.pragma(pragma);
    db.exec(`BEGIN; ${cacheTables}`);
    return [
      db.prepare<[string, string]>('INSERT INTO account (account_id, doc) VALUES (?, ?)'),
      db.prepare<[string, string]>('INSERT INTO card (number, account_id) VALUES (?, ?)'),
      createAllowanceWriter(db).add,
      createProgrammeWriter(db),
    ] as const;
  });

  return {
    add: (accounts: readonly Account[]) => {
      orAbort(() => {
        for (const account of accounts) {
          addAccount.run(account.accountId, JSON.stringify(account));
          for (const card of account.cards) addCard.run(card.number, account.accountId);
          if (account.allowances !== undefined) addAllowances(account);
        }
        accountCount += accounts.length;
      });
    },
    addProgramme: (programme) => {
      orAbort(() => writeProgramme(programme));
    },
    finish: (asOfMs) => {
      orAbort(() => {
        const view = { generation, ...header, asOfMs, accounts: accountCount };
        createViewWriter(db)(view);
        db.exec(`${cacheIndexes} COMMIT;`);
        db.close();
        syncFile(path);
        syncFolder(folder);
        options.switchTo(view);
        isOver = true;
      });
    },
    abort,
  };
}

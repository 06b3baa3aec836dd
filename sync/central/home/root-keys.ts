import { existsSync, renameSync } from 'node:fs';
import type { Queryable } from '../database/database.ts';
import { readMeta } from '../meta.ts';
import { ProblemError } from '../problem-error.ts';
import type { CentralHome } from './central-home.ts';
import { findRootKey, type RootKey } from './root-key.ts';
import { syncFolder } from './sync-folder.ts';

/** The root key of the whole centre, as this process can use it. */
export interface RootKeys {
  /**
   * The key in force, which alone may sign. The database says which it is; it is asked each time, because another process may have rotated.
   * @throws ProblemError `root-key-away` where no file of this home is that key
   */
  inForce(db: Queryable): Promise<RootKey>;
}

export function createRootKeys(home: CentralHome, first: RootKey): RootKeys {
  let current = first;
  return {
    inForce: async (db) => {
      const agreed = await readMeta(db, 'root-key');
      if (agreed === undefined || agreed === current.fingerprint) return current;
      const found = takeRootKey(home, agreed);
      if (found === undefined) throw new ProblemError('root-key-away', 'This process of the centre has no copy of the root key in force. Copy root.key from the home folder where it was rotated.');
      current = found;
      return found;
    },
  };
}

/**
 * The key with this fingerprint among the files of the home; undefined where there is none. One that was prepared and is in force by now takes the
 * place of the old one, which is gone then.
 */
export function takeRootKey(home: CentralHome, fingerprint: string): RootKey | undefined {
  const next = findRootKey(home.nextRootKey);
  if (next?.fingerprint === fingerprint) putInPlace(home);
  const key = findRootKey(home.rootKey);
  return key?.fingerprint === fingerprint ? key : undefined;
}

function putInPlace({ nextRootKey, rootKey, folder }: CentralHome): void {
  try {
    renameSync(nextRootKey, rootKey);
  } catch (error) {
    // another process that shares this home was first
    if (existsSync(nextRootKey)) throw error;
  }
  syncFolder(folder);
}

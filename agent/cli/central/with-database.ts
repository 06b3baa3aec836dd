import { resolve } from 'node:path';
import { createBundleLibrary, type BundleLibrary } from '../../../sync/central/bundle-library.ts';
import type { Database } from '../../../sync/central/database/database.ts';
import type { CentralHome } from '../../../sync/central/home/central-home.ts';
import { openCentralDatabase } from '../../../sync/central/open-central-database.ts';
import { openLog } from '../logging.ts';
import { chooseDatabase, type DatabaseOptions } from './database-choice.ts';

/** Which central a command without its server works on. */
export interface CentralChoice extends DatabaseOptions {
  home: string;
}

/**
 * Works on the centre's database without its server. PostgreSQL takes several processes; the embedded one takes one, so that its home must not be running.
 * @throws CentralStartError
 */
export async function withCentralDatabase<Result>(choice: CentralChoice, work: (db: Database, library: BundleLibrary, home: CentralHome) => Promise<Result>): Promise<Result> {
  const { db, home, close } = await openCentralDatabase({ home: resolve(choice.home), ...chooseDatabase(choice), log: openLog('central'), nowMs: Date.now() });
  try {
    return await work(db, createBundleLibrary(), home);
  } finally {
    await close();
  }
}

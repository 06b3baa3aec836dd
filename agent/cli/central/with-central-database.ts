import { resolve } from 'node:path';
import { createBundleLibrary, type BundleLibrary } from '../../../sync/central/bundle-library.ts';
import type { Database } from '../../../sync/central/database/database.ts';
import { openCentralDatabase } from '../../../sync/central/open-central-database.ts';
import { openLog } from '../logging.ts';
import { chooseDatabase, type DatabaseOptions } from './database-choice.ts';

export type CentralDatabaseOptions = DatabaseOptions & { home: string };

/** Works on the centre's database without its server; centrals on PostgreSQL may run meanwhile. Throws the central's `CentralStartError`. */
export async function withCentralDatabase<Result>(options: CentralDatabaseOptions, work: (context: { db: Database; library: BundleLibrary }) => Promise<Result>): Promise<Result> {
  const { db, close } = await openCentralDatabase({ home: resolve(options.home), ...chooseDatabase(options), log: openLog('central'), nowMs: Date.now() });
  try {
    return await work({ db, library: createBundleLibrary() });
  } finally {
    await close();
  }
}

import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createBundleLibrary, type BundleLibrary } from '../../../sync/central/bundle-library.ts';
import type { Database } from '../../../sync/central/database/database.ts';
import type { CentralHome } from '../../../sync/central/home/central-home.ts';
import { openCentralDatabase } from '../../../sync/central/open-central-database.ts';
import { CliFailure } from '../cli-failure.ts';
import { openLog } from '../logging.ts';
import { chooseDatabase, type DatabaseOptions } from './database-choice.ts';

/** Which central a command without its server works on. */
export interface CentralChoice extends DatabaseOptions {
  home: string;
  /** Makes the embedded database where there is none. Other commands refuse: a mistyped home would answer as an empty centre. */
  makesDatabase?: true;
}

/**
 * Works on the centre's database without its server. PostgreSQL takes several processes; the embedded one takes one, so that its home must not be running.
 * @throws CentralStartError, CliFailure `no-central`
 */
export async function withCentralDatabase<Result>(choice: CentralChoice, work: (db: Database, library: BundleLibrary, home: CentralHome) => Promise<Result>): Promise<Result> {
  const folder = resolve(choice.home);
  const database = chooseDatabase(choice);
  if (choice.makesDatabase !== true && database.database === undefined && !existsSync(join(folder, 'pg'))) {
    throw new CliFailure('no-central', `there is no central in ${folder}: name its home with --home, or its PostgreSQL with --database`);
  }
  const { db, home, close } = await openCentralDatabase({ home: folder, ...database, log: openLog('central'), nowMs: Date.now() });
  try {
    return await work(db, createBundleLibrary(), home);
  } finally {
    await close();
  }
}

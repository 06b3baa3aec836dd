import { resolve } from 'node:path';
import { beginNewEpoch } from '../../../sync/central/new-epoch.ts';
import { openCentralDatabase } from '../../../sync/central/open-central-database.ts';
import { openLog } from '../logging.ts';
import { chooseDatabase, type DatabaseOptions } from './database-choice.ts';

/** `till central new-epoch`. Throws the central's `CentralStartError`. */
export async function runNewEpoch(options: DatabaseOptions & { home: string }): Promise<void> {
  const { db, close } = await openCentralDatabase({ home: resolve(options.home), ...chooseDatabase(options), log: openLog('central'), nowMs: Date.now() });
  try {
    const { before, epoch } = await beginNewEpoch(db);
    process.stdout.write(`new epoch ${epoch}, after ${before ?? 'none'}: every till takes a new snapshot at its next contact and pushes what this database does not have\n`);
  } finally {
    await close();
  }
}

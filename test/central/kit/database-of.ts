import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CentralLog } from '../../../sync/central/central-log.ts';
import type { CentralOptions } from '../../../sync/central/start-central.ts';

const quiet = () => undefined;
export const quietLog: CentralLog = { info: quiet, warn: quiet, error: quiet };

/** Which database belongs to a test's home folder, for `startCentral`: nothing is said where it is the embedded one. */
export function databaseOf(home: string): Pick<CentralOptions, 'database'> {
  const path = note(home);
  return existsSync(path) ? { database: { url: readFileSync(path, 'utf8'), poolSize: 5 } } : {};
}

/** From now on this home folder's database is that one. */
export function rememberDatabase(home: string, url: string): void {
  writeFileSync(note(home), url);
}

const note = (home: string) => join(home, 'test-database.url');

import { createHash } from 'node:crypto';
import { cpSync, existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';
import { openPglite } from '../../../sync/central/database/pglite.ts';
import { createDatabase } from '../../kit/postgres/test-databases.ts';
import { rememberDatabase } from './database-of.ts';

const pgliteModule = fileURLToPath(import.meta.resolve('@electric-sql/pglite'));
const ours = fileURLToPath(new URL('../../../sync/central/database/pglite.ts', import.meta.url));
const version = createHash('sha256').update(readFileSync(pgliteModule)).update(readFileSync(ours)).digest('hex').slice(0, 16);

/**
 * Puts an empty database into a home folder: a copy of one that was made once on this machine. Making one takes seconds, a copy none;
 * what the centre does with it afterwards (migrations, seed) is its own. Where the tests run against PostgreSQL it is made there instead,
 * and `databaseOf` the home folder says where.
 */
export async function placeBlankDatabase(folder: string): Promise<void> {
  const server = inject('postgresUrl');
  if (server !== undefined) {
    rememberDatabase(dirname(folder), await createDatabase(server));
    return;
  }
  const blank = join(tmpdir(), `loyalty-till-blank-database-${version}`);
  if (!existsSync(blank)) await makeBlank(blank);
  cpSync(blank, folder, { recursive: true });
}

async function makeBlank(blank: string): Promise<void> {
  const mine = `${blank}-${process.pid}`;
  const database = await openPglite(mine);
  await database.close();
  try {
    renameSync(mine, blank);
  } catch (error) {
    // another test process was first
    if (!existsSync(blank)) throw error;
    rmSync(mine, { recursive: true, force: true });
  }
}

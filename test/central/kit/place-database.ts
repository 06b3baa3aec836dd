import { createHash } from 'node:crypto';
import { appendFileSync, cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';
import type { Database } from '../../../sync/central/database/database.ts';
import { migrate } from '../../../sync/central/database/migrate.ts';
import { openPglite } from '../../../sync/central/database/pglite.ts';
import { createDatabase } from '../../kit/postgres/test-databases.ts';
import { rememberDatabase } from './database-of.ts';
import { testTime } from './test-shop.ts';

/**
 * Puts an empty database into a home folder: a copy of one that was made once on this machine. Making one takes seconds, a copy none;
 * what the centre does with it afterwards (migrations, seed) is its own. Where the tests run against PostgreSQL it is made there instead,
 * and `databaseOf` the home folder says where.
 */
export async function placeBlankDatabase(folder: string): Promise<void> {
  const server = inject('postgresUrl');
  if (server !== undefined) rememberDatabase(dirname(folder), await createDatabase(server));
  else await copyOf(folder, 'blank', async () => await Promise.resolve());
}

/**
 * The same with today's schema in it, for all tests that are not about how the schema comes to be: the migrations are a centre's dearest
 * second.
 */
export async function placeMigratedDatabase(folder: string): Promise<void> {
  const server = inject('postgresUrl');
  if (server !== undefined) rememberDatabase(dirname(folder), await createDatabase(server, inject('migratedDatabaseUrl')));
  else await copyOf(folder, 'migrated', async (database) => await migrate(database, testTime.instantMs));
}

async function copyOf(folder: string, name: 'blank' | 'migrated', fill: (database: Database) => Promise<void>): Promise<void> {
  const model = join(tmpdir(), `loyalty-till-${name}-database-${version}`);
  if (!existsSync(model)) await makeModel(model, fill);
  cpSync(model, folder, { recursive: true });
}

async function makeModel(model: string, fill: (database: Database) => Promise<void>): Promise<void> {
  const mine = `${model}-${process.pid}`;
  const database = await openPglite(mine);
  await fill(database);
  await slim(database);
  await database.close();
  // the default of 128 MB is filled with zeros at each start
  appendFileSync(join(mine, 'postgresql.conf'), '\nshared_buffers = 16MB\n');
  try {
    renameSync(mine, model);
  } catch (error) {
    // another test process was first
    if (!existsSync(model)) throw error;
    rmSync(mine, { recursive: true, force: true });
  }
}

/** Without the databases that nobody opens, a copy is half as large. */
async function slim(database: Database): Promise<void> {
  await database.query('UPDATE pg_database SET datistemplate = false');
  for (const name of ['template0', 'template1']) await database.query(`DROP DATABASE ${name}`);
}

/** Of everything that is in a model: the embedded database, how it is made, the schema. */
const version = versionOf([
  fileURLToPath(import.meta.resolve('@electric-sql/pglite')), fileURLToPath(import.meta.url),
  ...filesUnder(fileURLToPath(new URL('../../../sync/central/database/', import.meta.url))),
]);

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name)).sort();
}

function versionOf(files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}

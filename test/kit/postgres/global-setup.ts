import type { TestProject } from 'vitest/node';
import { quietLog } from '../../central/kit/database-of.ts';
import { testTime } from '../../central/kit/test-shop.ts';
import { migrate } from '../../../sync/central/database/migrate.ts';
import { openPostgres } from '../../../sync/central/database/postgres.ts';
import { startPostgres } from './start-postgres.ts';
import { createDatabase } from './test-databases.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The run's PostgreSQL server; undefined in projects whose tests use the embedded database */
    postgresUrl: string | undefined;
    /** There: a database that has the schema, to be copied and never opened */
    migratedDatabaseUrl: string | undefined;
  }
}

/** One server for all tests of the project that asks for it; it is started only when the run has such tests. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres();
  project.provide('postgresUrl', server.url);
  project.provide('migratedDatabaseUrl', await makeMigrated(server.url));
  return () => server.close();
}

async function makeMigrated(serverUrl: string): Promise<string> {
  const url = await createDatabase(serverUrl);
  const database = await openPostgres({ url, poolSize: 1, log: quietLog });
  await migrate(database, testTime.instantMs);
  await database.close();
  return url;
}

import type { TestProject } from 'vitest/node';
import { startPostgres } from './start-postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The run's PostgreSQL server; undefined in projects whose tests use the embedded database */
    postgresUrl: string | undefined;
  }
}

/** One server for all tests of the project that asks for it; it is started only when the run has such tests. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres();
  project.provide('postgresUrl', server.url);
  return () => server.close();
}

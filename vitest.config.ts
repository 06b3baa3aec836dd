import { defineConfig } from 'vitest/config';
import { whyNoPostgres } from './test/kit/postgres/can-run-postgres.ts';

// Set by editors that are Electron programs themselves; with it Electron would start as plain Node in the desktop tests.
delete process.env['ELECTRON_RUN_AS_NODE'];

/** These start whole processes (agents, centrals, browsers), build the page, replay receipts, or break things. */
const processTests = ['test/cli/**/*.test.ts', 'test/e2e/**/*.test.ts', 'test/replay/**/*.test.ts', 'test/desktop/**/*.test.ts', 'test/faults/**/*.test.ts'];
/** These need a PostgreSQL server. */
const postgresOnlyTests = ['test/central/postgres/**/*.test.ts'];
/** These run twice: against embedded PGlite among the unit tests, and against PostgreSQL. */
const postgresTests = [...postgresOnlyTests, 'test/central/**/*.test.ts', 'test/engine/real-chain.test.ts'];

const noPostgres = whyNoPostgres();
if (noPostgres !== undefined) process.stderr.write(`The tests against PostgreSQL are skipped: ${noPostgres}\n`);

export default defineConfig({
  test: {
    environment: 'node',
    pool: 'forks',
    reporters: ['default'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit', include: ['test/**/*.test.ts'], exclude: [...processTests, ...postgresOnlyTests, 'test/bench/peers/**'],
          testTimeout: 120_000, hookTimeout: 120_000, maxWorkers: 2, sequence: { groupOrder: 0 },
        },
      },
      ...(noPostgres === undefined
        ? [{
            extends: true as const,
            test: {
              name: 'postgres', include: postgresTests, globalSetup: ['test/kit/postgres/global-setup.ts'],
              testTimeout: 120_000, hookTimeout: 120_000, maxWorkers: 2, sequence: { groupOrder: 0 },
            },
          }]
        : []),
      {
        extends: true,
        // One file at a time: each already keeps both cores of a small machine busy.
        test: { name: 'processes', include: processTests, testTimeout: 240_000, hookTimeout: 120_000, teardownTimeout: 30_000, maxWorkers: 1, fileParallelism: false, sequence: { groupOrder: 1 } },
      },
    ],
  },
});

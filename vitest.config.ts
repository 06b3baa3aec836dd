import { defineConfig } from 'vitest/config';
import { whyNoPostgres } from './test/kit/postgres/can-run-postgres.ts';

// Set by editors that are Electron programs themselves; with it Electron would start as plain Node in the desktop tests.
delete process.env['ELECTRON_RUN_AS_NODE'];

/** These start whole processes (agents, centrals, browsers), build the page, or replay receipts. */
const processTests = ['test/cli/**/*.test.ts', 'test/e2e/**/*.test.ts', 'test/replay/**/*.test.ts', 'test/desktop/**/*.test.ts'];
/** These break things, at moments that they choose by the speed of the machine. */
const faultTests = ['test/faults/**/*.test.ts'];
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
    reporters: ['default', './test/kit/retried-reporter.ts'],
    // Where a change is let in, one unlucky moment of a busy machine must not keep it out; the reporter names what it was.
    retry: process.env['CI'] === undefined ? 0 : 1,
    setupFiles: ['test/kit/patience.ts'],
    expect: { poll: { timeout: 60_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit', include: ['test/**/*.test.ts'], exclude: [...processTests, ...faultTests, ...postgresOnlyTests, 'test/bench/peers/**'],
          testTimeout: 120_000, hookTimeout: 120_000, maxWorkers: 2, sequence: { groupOrder: 0 },
          // The embedded database is WebAssembly: no test lives long enough to win back what a second, better translation costs.
          execArgv: ['--liftoff-only'],
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
        test: {
          name: 'processes', include: processTests, globalSetup: ['test/kit/run-folder.ts'],
          testTimeout: 240_000, hookTimeout: 120_000, teardownTimeout: 30_000, maxWorkers: 2, sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        // One file at a time: each already keeps both cores of a small machine busy.
        test: { name: 'faults', include: faultTests, testTimeout: 240_000, hookTimeout: 120_000, teardownTimeout: 30_000, maxWorkers: 1, fileParallelism: false, sequence: { groupOrder: 2 } },
      },
    ],
  },
});

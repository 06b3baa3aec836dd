import { defineConfig } from 'vitest/config';
import { aloneTests } from './test/kit/alone-tests.ts';
import { whyNoPostgres } from './test/kit/postgres/can-run-postgres.ts';

// Set by editors that are Electron programs themselves; with it Electron would start as plain Node in the desktop tests.
delete process.env['ELECTRON_RUN_AS_NODE'];

/** These start whole processes (agents, centrals, browsers), build the page, or replay receipts. */
const processTests = ['test/cli/**/*.test.ts', 'test/e2e/**/*.test.ts', 'test/replay/**/*.test.ts', 'test/desktop/**/*.test.ts'];
/** These break things, at moments that they choose by the speed of the machine. */
const faultTests = ['test/faults/**/*.test.ts'];
/** What stands among them and chooses nothing by the machine: seeds and set clocks say all, so it may share the machine. */
const seededFaultTests = ['test/faults/redemption/**/*.test.ts'];
/** These need a PostgreSQL server. */
const postgresOnlyTests = ['test/central/postgres/**/*.test.ts'];
/** These run twice: against embedded PGlite among the unit tests, and against PostgreSQL. */
const postgresTests = [...postgresOnlyTests, 'test/central/**/*.test.ts', 'test/engine/real-chain.test.ts'];
const notUnitTests = [...processTests, ...faultTests, ...postgresOnlyTests, 'test/bench/peers/**'];

const noPostgres = whyNoPostgres();
if (noPostgres !== undefined) process.stderr.write(`The tests against PostgreSQL are skipped: ${noPostgres}\n`);

const aloneUnitTests = aloneTests(import.meta.dirname, ['test/**']);
const alonePostgresTests = aloneTests(import.meta.dirname, postgresTests);

const unit = {
  testTimeout: 120_000, hookTimeout: 120_000, maxWorkers: 2, sequence: { groupOrder: 0 },
  // To load the product takes longer than most files' tests, so the files of a worker load it once. What the product keeps in modules no result depends on (looked-up formats, room for sums, requests in hand); each file makes its own folders, centres and agents.
  isolate: false,
  // What a test put in the place of something is taken away before the next one, also where that test failed on its way.
  restoreMocks: true, unstubEnvs: true, unstubGlobals: true,
};
/** The embedded database is WebAssembly: no test lives long enough to win back what a second, better translation costs. */
const onEmbedded = { include: ['test/**/*.test.ts'], execArgv: ['--liftoff-only'] };
const onPostgres = { globalSetup: ['test/kit/postgres/global-setup.ts'] };

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
      { extends: true, test: { ...unit, ...onEmbedded, name: 'unit', exclude: [...notUnitTests, ...aloneUnitTests] } },
      { extends: true, test: { ...unit, ...onEmbedded, name: 'unit-alone', include: aloneUnitTests, exclude: notUnitTests, isolate: true } },
      ...(noPostgres === undefined
        ? [
            { extends: true as const, test: { ...unit, ...onPostgres, name: 'postgres', include: postgresTests, exclude: alonePostgresTests } },
            { extends: true as const, test: { ...unit, ...onPostgres, name: 'postgres-alone', include: alonePostgresTests, isolate: true } },
          ]
        : []),
      {
        extends: true,
        test: {
          name: 'processes', include: [...processTests, ...seededFaultTests], globalSetup: ['test/kit/run-folder.ts'],
          testTimeout: 240_000, hookTimeout: 120_000, teardownTimeout: 30_000, maxWorkers: 2, sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        // One file at a time: each already keeps both cores of a small machine busy.
        test: { name: 'faults', include: faultTests, exclude: seededFaultTests, testTimeout: 240_000, hookTimeout: 120_000, teardownTimeout: 30_000, maxWorkers: 1, fileParallelism: false, sequence: { groupOrder: 2 } },
      },
    ],
  },
});

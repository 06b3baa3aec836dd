import { defineConfig } from 'vitest/config';

// Set by editors that are Electron programs themselves; with it Electron would start as plain Node in the desktop tests.
delete process.env['ELECTRON_RUN_AS_NODE'];

/** These start whole processes (agents, centrals, browsers), build the page, or replay receipts. */
const processTests = ['test/cli/**/*.test.ts', 'test/e2e/**/*.test.ts', 'test/replay/**/*.test.ts', 'test/desktop/**/*.test.ts'];

export default defineConfig({
  test: {
    environment: 'node',
    pool: 'forks',
    reporters: ['default'],
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['test/**/*.test.ts'], exclude: [...processTests, 'test/bench/peers/**'], testTimeout: 120_000, hookTimeout: 120_000, maxWorkers: 2, sequence: { groupOrder: 0 } },
      },
      {
        extends: true,
        // One file at a time: each already keeps both cores of a small machine busy.
        test: { name: 'processes', include: processTests, testTimeout: 240_000, hookTimeout: 120_000, teardownTimeout: 30_000, maxWorkers: 1, fileParallelism: false, sequence: { groupOrder: 1 } },
      },
    ],
  },
});

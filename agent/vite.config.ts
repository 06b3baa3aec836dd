import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Packages with programs or data of their own, which lie beside the release as they are. */
export const shippedAsTheyAre = ['better-sqlite3', 'serialport', 'node-hid', '@electric-sql/pglite', 'pg'];

/** The agent and its command line as a release ships them: JavaScript for Node 24, the threads beside the program that starts them. */
export default defineConfig({
  root: here('..'),
  ssr: { noExternal: true, external: [...shippedAsTheyAre] },
  build: {
    ssr: true,
    outDir: here('../build/agent'),
    emptyOutDir: true,
    target: 'node24',
    minify: false,
    rolldownOptions: {
      // Only `till start` in a checkout builds anything.
      external: ['vite', 'electron', ...shippedAsTheyAre],
      input: {
        till: here('./cli/till.ts'),
        'archive-worker': here('./storage/journal/archive-worker.ts'),
        'snapshot-builder': here('./host/cache/snapshot-builder.ts'),
      },
      output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
    },
  },
});

import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const root = fileURLToPath(new URL('../../..', import.meta.url));
/** The agent, and what it runs in a thread or a process of its own, which it finds beside itself */
const entries = { 'start-agent': 'agent/host/start-agent.ts', 'snapshot-builder': 'agent/host/cache/snapshot-builder.ts', 'archive-worker': 'agent/storage/journal/archive-worker.ts' };

/** Packages that load a binary from where they lie. */
const native = ['better-sqlite3', 'node-hid', 'serialport'];

/** An agent with its packages as one file instead of two thousand. */
export default defineConfig({
  root,
  ssr: { noExternal: true, external: native },
  build: {
    ssr: true,
    outDir: fileURLToPath(new URL('../../../build/agent-file', import.meta.url)),
    emptyOutDir: true,
    target: 'node24',
    minify: false,
    rolldownOptions: {
      input: Object.fromEntries(Object.entries(entries).map(([name, source]) => [name, resolve(root, source)])),
      output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
    },
  },
});

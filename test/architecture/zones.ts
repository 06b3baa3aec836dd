/** DESIGN §3 as a table: which folder may import which, and which packages. What is not named is forbidden. */

export interface Zone {
  /** Folder prefix, or the file itself */
  at: string;
  /** Other zones of ours, by their `at`; `*` means all but `test` */
  imports: readonly string[] | '*';
  /** npm packages (with their subpaths) and `node:` modules; `node:*` means all of Node; `*` whatever package.json names */
  packages: readonly string[] | '*';
}

const domain = 'agent/domain';
const contract = 'agent/contract';
const ports = 'agent/ports';
const views = 'agent/host/views';
const storeClock = 'agent/host/clock/business-time.ts';

/** The first zone whose prefix fits counts, so that files named one by one come before their folders. */
export const zones: readonly Zone[] = [
  { at: 'vitest.config.ts', imports: ['test'], packages: ['vitest'] },
  { at: 'ui/vite.config.ts', imports: [], packages: ['vite', '@vitejs/plugin-react', 'node:*'] },
  { at: 'agent/vite.config.ts', imports: [], packages: ['vite', 'node:*'] },
  { at: 'agent/desktop/vite.config.ts', imports: [], packages: ['vite', 'node:*'] },

  // Data alone: the table of GS1 (ADR 0047).
  { at: domain, imports: ['resources'], packages: ['typebox', 'canonicalize'] },
  { at: contract, imports: [domain], packages: ['typebox'] },
  { at: ports, imports: [domain], packages: [] },
  { at: 'agent/usecases', imports: [domain, ports], packages: ['node:crypto'] },
  { at: 'agent/storage', imports: [domain, ports], packages: ['better-sqlite3', 'node:*'] },
  // What records look like to clients, and the store's clock: the centre serves the same sales to web shops (ADR 0031).
  { at: views, imports: [domain, contract, ports, 'agent/usecases'], packages: [] },
  { at: storeClock, imports: [domain], packages: [] },
  {
    at: 'agent/host',
    imports: [domain, contract, ports, views, storeClock, 'agent/usecases', 'agent/storage', 'drivers', 'sync/protocol', 'sync/merge', 'sync/engine', 'sync/connectors', 'resources', 'package.json'],
    packages: ['fastify', '@fastify/cookie', '@fastify/static', '@point-of-sale/codepage-encoder', '@point-of-sale/receipt-printer-encoder', 'better-sqlite3', 'fflate', 'pino', 'rxjs', 'typebox', 'node:*'],
  },
  { at: 'agent/cli', imports: '*', packages: ['better-sqlite3', '@electric-sql/pglite', 'cli-progress', 'commander', 'csv-parse', 'i18next', 'pino', 'typebox', 'vite', 'node:*'] },
  { at: 'agent/desktop', imports: [contract, 'resources'], packages: ['electron', 'node:*'] },

  { at: 'drivers', imports: [domain, ports], packages: ['node-hid', 'rxjs', 'serialport', 'typebox', 'node:*'] },
  { at: 'sync/protocol', imports: [domain, ports], packages: ['typebox'] },
  { at: 'sync/merge', imports: [domain, ports, 'sync/protocol'], packages: ['typebox'] },
  { at: 'sync/engine', imports: [domain, ports, 'sync/protocol', 'sync/merge'], packages: ['rxjs', 'typebox', 'node:*'] },
  { at: 'sync/connectors', imports: [domain, ports, 'sync/protocol', 'sync/merge'], packages: ['rxjs', 'typebox', 'node:*'] },
  { at: 'sync/central', imports: [domain, contract, ports, 'agent/usecases', views, storeClock, 'sync/protocol', 'resources', 'package.json'], packages: ['@electric-sql/pglite', 'pg', 'better-sqlite3', 'csv-parse', 'fastify', 'pino', 'typebox', 'node:*'] },

  { at: 'ui', imports: [contract, 'resources'], packages: ['react', 'react-dom', 'i18next', 'i18next-resources-to-backend', 'react-i18next', '@fontsource-variable/noto-sans', 'rxjs', 'uqr', '@zxing/library'] },
  { at: 'scripts', imports: '*', packages: '*' },
  { at: 'test', imports: '*', packages: '*' },
  { at: 'resources', imports: [], packages: [] },
  // Data: the version of the agent.
  { at: 'package.json', imports: [], packages: [] },
];

/** @returns the zone of a file (path from the root, with `/`), or undefined where nobody may put a source file. */
export function zoneOf(path: string): Zone | undefined {
  return zones.find((zone) => path === zone.at || path.startsWith(`${zone.at}/`));
}

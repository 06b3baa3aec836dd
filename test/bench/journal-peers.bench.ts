import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type Database from 'better-sqlite3';
import { checkpointPages, openJournal, servingLogPages } from '../../agent/storage/journal/open-journal.ts';
import { makeBenchFolder } from './bench-folder.ts';
import { atLeast, rounded, type Bench, type BenchResult } from './bench-result.ts';
import { installPeers } from './pricing/peers-folder.ts';
import { median } from './quantile.ts';
import { sampleSales } from './sample-sale.ts';

const warmUps = 50;
const rounds = 600;
const peersFolder = fileURLToPath(new URL('journal-peers', import.meta.url));
const nowMs = Date.now();
const now = { atMs: nowMs, wallMs: nowMs, clock: 'synced' as const };

/** What the bench uses of the peers, whose types the project does not know. */
interface Liteque {
  buildDBClient: (path: string, options: { runMigrations: boolean; walEnabled: boolean }) => { session: { client: Database.Database } };
  SqliteQueue: new (name: string, db: unknown, options: { defaultJobArgs: { numRetries: number }; keepFailedJobs: boolean }) => { enqueue(payload: unknown): Promise<unknown> };
}
interface Plainjob {
  better: (db: Database.Database) => unknown;
  defineQueue: (options: { connection: unknown }) => { add(type: string, data: unknown): unknown; close(): void };
}

/** Commits one sale; may take its time about it. */
interface Contestant {
  commit: (payload: unknown) => unknown;
  close: () => void;
}

/** The journal beside job queues over the same SQLite, each forced to sync each commit (as shipped they do not), in turns with the same payloads. */
export const journalPeers: Bench = {
  name: 'journal-peers',
  about: 'commit of an operation through the journal beside liteque and plainjob, which are forced to synchronous=FULL',
  run: async (tell) => {
    const missing = await installPeers(tell, peersFolder);
    if (missing !== undefined) {
      tell(`not measured: ${missing}`);
      return { name: 'journal-peers', measures: {}, goals: [] };
    }
    const folder = makeBenchFolder('journal-peers');
    const contestants = { journal: journal(join(folder.path, 'journal.db')), liteque: liteque(join(folder.path, 'liteque.db')), plainjob: plainjob(join(folder.path, 'plainjob.db')) };
    try {
      tell(`${rounds} sales in turns`);
      return report(await measure(contestants));
    } finally {
      for (const { close } of Object.values(contestants)) close();
      folder.remove();
    }
  },
};

function journal(path: string): Contestant {
  const store = openJournal({ path, identity: { tillId: 'bench', storeId: 'bench', agentVersion: '0' }, newId: randomUUID, now: () => now, logPages: servingLogPages });
  return { commit: (draft) => store.journal.append([draft as ReturnType<ReturnType<typeof sampleSales>>['draft']], now, {}), close: () => store.close() };
}

function liteque(path: string): Contestant {
  const { buildDBClient, SqliteQueue } = createRequire(`${peersFolder}/package.json`)('liteque') as Liteque;
  const db = buildDBClient(path, { runMigrations: true, walEnabled: true });
  forceFull(db.session.client);
  const queue = new SqliteQueue('sales', db, { defaultJobArgs: { numRetries: 2 }, keepFailedJobs: false });
  return { commit: (draft) => queue.enqueue(draft), close: () => void db.session.client.close() };
}

function plainjob(path: string): Contestant {
  const require = createRequire(`${peersFolder}/package.json`);
  const { better, defineQueue } = require('plainjob') as Plainjob;
  const Sqlite = require('better-sqlite3') as new (path: string) => Database.Database;
  const db = new Sqlite(path);
  const queue = defineQueue({ connection: better(db) });
  forceFull(db);
  return { commit: (draft) => queue.add('sale', draft), close: () => queue.close() };
}

function forceFull(db: Database.Database): void {
  db.pragma('synchronous = FULL');
  db.pragma(`wal_autocheckpoint = ${checkpointPages}`);
  if (Number(db.pragma('synchronous', { simple: true })) !== 2) throw new Error('the peer does not sync');
}

type Name = 'journal' | 'liteque' | 'plainjob';

async function measure(contestants: Readonly<Record<Name, Contestant>>): Promise<Record<Name, number[]>> {
  const nextSale = sampleSales();
  const names: readonly Name[] = ['journal', 'liteque', 'plainjob'];
  const tookMs: Record<Name, number[]> = { journal: [], liteque: [], plainjob: [] };
  for (let round = 0; round < warmUps + rounds; round += 1) {
    const { draft } = nextSale();
    for (let turn = 0; turn < names.length; turn += 1) {
      const name = names[(round + turn) % names.length] ?? 'journal';
      const beganMs = performance.now();
      await contestants[name].commit(draft);
      const took = performance.now() - beganMs;
      if (round >= warmUps) tookMs[name].push(took);
    }
  }
  return tookMs;
}

function report({ journal: own, liteque: queue, plainjob: jobs }: Record<Name, number[]>): BenchResult {
  const timesAsFast = (peer: readonly number[]) => median(peer.map((ms, at) => ms / (own[at] ?? Number.NaN)));
  return {
    name: 'journal-peers',
    measures: { journalMedianMs: rounded(median(own)), litequeMedianMs: rounded(median(queue)), plainjobMedianMs: rounded(median(jobs)) },
    goals: [atLeast('times as fast as liteque', timesAsFast(queue), 1.8), atLeast('times as fast as plainjob', timesAsFast(jobs), 0.9)],
  };
}

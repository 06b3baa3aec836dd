import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { StoredOperation } from '../../agent/domain/operations/operation.ts';
import { openJournal } from '../../agent/storage/journal/open-journal.ts';
import { makeBenchFolder } from './bench-folder.ts';
import { atMost, rounded, type Bench } from './bench-result.ts';
import { median, quantile } from './quantile.ts';
import { sampleSales } from './sample-sale.ts';

const warmUps = 50;
const pairs = 1_000;

/**
 * The journal's own commit of an operation (canonical JSON, hash, chain, triggers, indexes, one transaction, one sync) against the very same row
 * written by better-sqlite3 alone with the same durability. They take turns, so that whatever else the disk does hits both.
 */
export const journalCommit: Bench = {
  name: 'journal-commit',
  about: 'commit of an operation through the journal against the same row by bare better-sqlite3, synchronous=FULL',
  run: async (tell) => {
    const folder = makeBenchFolder('journal');
    const nowMs = Date.now();
    const now = { atMs: nowMs, wallMs: nowMs, clock: 'synced' as const };
    const store = openJournal({ path: join(folder.path, 'journal.db'), identity: { tillId: 'bench', storeId: 'bench', agentVersion: '0' }, newId: randomUUID, now: () => now });
    const bare = openBare(join(folder.path, 'bare.db'));
    try {
      const nextSale = sampleSales();
      const [first] = store.journal.append([nextSale().draft], now, {});
      if (first === undefined) throw new Error('nothing was appended');
      let row = first;
      const commitOurs = () => {
        const { draft } = nextSale();
        return timed(() => {
          row = store.journal.append([draft], now, {})[0] ?? row;
        });
      };
      const commitTheirs = () => timed(() => bare.insert(row));
      const oursMs: number[] = [];
      const bareMs: number[] = [];
      for (let pair = 0; pair < warmUps + pairs; pair += 1) {
        // Each goes first in every other pair: the first sync after a pause takes longer than the second.
        const [ours, theirs] = pair % 2 === 0 ? inOrder(commitOurs, commitTheirs) : inOrder(commitTheirs, commitOurs).toReversed();
        if (pair < warmUps || ours === undefined || theirs === undefined) continue;
        oursMs.push(ours);
        bareMs.push(theirs);
      }
      const ratio = median(oursMs.map((ms, index) => ms / (bareMs[index] ?? Number.NaN)));
      tell(`${pairs} operations of ${Buffer.byteLength(row.payload)} bytes in turns with the same rows`);
      return {
        name: 'journal-commit',
        measures: {
          journalMedianMs: rounded(median(oursMs)), bareMedianMs: rounded(median(bareMs)), ratioOfMedians: rounded(median(oursMs) / median(bareMs)),
          journalP95Ms: rounded(quantile(oursMs, 0.95)), bareP95Ms: rounded(quantile(bareMs, 0.95)),
        },
        goals: [atMost('commit of an operation, median ratio to bare better-sqlite3', ratio, 1.5)],
      };
    } finally {
      store.close();
      bare.close();
      folder.remove();
    }
  },
};

function timed(work: () => void): number {
  const beganMs = performance.now();
  work();
  return performance.now() - beganMs;
}

function inOrder(first: () => number, second: () => number): [number, number] {
  const firstMs = first();
  return [firstMs, second()];
}

/** The same columns without a rule, a trigger or an index: nothing but the row and its sync. */
function openBare(path: string): { insert: (row: StoredOperation) => void; close: () => void } {
  const db = new Database(path);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('CREATE TABLE operation (id INTEGER PRIMARY KEY, seq INTEGER, op_id TEXT, kind TEXT, schema INTEGER, at_ms INTEGER, wall_ms INTEGER, clock TEXT, payload TEXT, prev TEXT, hash TEXT)');
  const insert = db.prepare('INSERT INTO operation (seq, op_id, kind, schema, at_ms, wall_ms, clock, payload, prev, hash) VALUES (@seq, @opId, @kind, @schema, @atMs, @wallMs, @clock, @payload, @prev, @hash)');
  return { insert: (row) => void insert.run(row), close: () => db.close() };
}

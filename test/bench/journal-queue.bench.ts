import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openJournal, type JournalStore } from '../../agent/storage/journal/open-journal.ts';
import type { StoredOperation } from '../../agent/domain/operations/operation.ts';
import { operationColumns } from '../../agent/storage/journal/operation-row.ts';
import { makeBenchFolder } from './bench-folder.ts';
import { atLeast, rounded, type Bench, type BenchResult } from './bench-result.ts';
import { median } from './quantile.ts';
import { sampleSales } from './sample-sale.ts';

const operations = 10_000;
const batch = 100;
const drains = 5;
const nowMs = Date.now();
const now = { atMs: nowMs, wallMs: nowMs, clock: 'synced' as const };

/** Takes the operations after `afterSeq` and says that they were acknowledged. Returns the last of them; undefined at the end. */
type Drain = (afterSeq: number) => number | undefined;

/**
 * Reading the queue in batches of 100 and storing each acknowledgement: the outbox against better-sqlite3 alone on a copy of the same file, which reads the same
 * columns and moves one row of one table, under the same pragmas. The two take turns batch by batch.
 */
export const journalQueue: Bench = {
  name: 'journal-queue',
  about: 'reading the queue for a push, with acknowledgements, against a bare drain in batches of 100',
  run: (tell) => {
    const folder = makeBenchFolder('queue');
    const path = join(folder.path, 'journal.db');
    const store = openJournal({ path, identity: { tillId: 'bench', storeId: 'bench', agentVersion: '0' }, newId: randomUUID, now: () => now });
    const nextSale = sampleSales();
    for (let written = 0; written < operations; written += 500) store.journal.append(Array.from({ length: 500 }, () => nextSale().draft), now, {});
    const copy = join(folder.path, 'bare.db');
    const reader = new Database(path, { readonly: true });
    reader.prepare('VACUUM INTO ?').run(copy);
    reader.close();
    const bare = bareDrain(copy);
    try {
      tell(`${operations} operations, ${drains} times`);
      return Promise.resolve(report(measure(ownDrain(store), bare.drain)));
    } finally {
      store.close();
      bare.close();
      folder.remove();
    }
  },
};

function ownDrain({ outbox }: JournalStore): Drain {
  return (afterSeq) => {
    const last = outbox.read(afterSeq, batch).at(-1);
    if (last !== undefined) outbox.settle({ epoch: 'bench', seq: last.seq, hash: last.hash }, []);
    return last?.seq;
  };
}

function bareDrain(path: string): { drain: Drain; close: () => void } {
  const db = new Database(path);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  const read = db.prepare<[number, number], StoredOperation>(`SELECT ${operationColumns} FROM operation WHERE seq > ? ORDER BY seq LIMIT ?`);
  const settle = db.prepare<[string, number, string]>(`INSERT OR REPLACE INTO sink_position (sink, epoch, seq, hash) VALUES ('central', ?, ?, ?)`);
  return {
    drain: (afterSeq) => {
      const last = read.all(afterSeq, batch).at(-1);
      if (last !== undefined) settle.run('bench', last.seq, last.hash);
      return last?.seq;
    },
    close: () => void db.close(),
  };
}

/** Milliseconds of each whole drain, the first one left out. */
function measure(own: Drain, bare: Drain): { own: number[]; bare: number[] } {
  const took = { own: [] as number[], bare: [] as number[] };
  for (let round = 0; round <= drains; round += 1) {
    const sums = { own: 0, bare: 0 };
    const turn = (name: 'own' | 'bare', afterSeq: number): number | undefined => {
      const beganMs = performance.now();
      const last = (name === 'own' ? own : bare)(afterSeq);
      sums[name] += performance.now() - beganMs;
      return last;
    };
    for (let at: number | undefined = 0; at !== undefined;) {
      const [first, second] = (at / batch) % 2 < 1 ? ['own', 'bare'] as const : ['bare', 'own'] as const;
      turn(first, at);
      at = turn(second, at);
    }
    if (round === 0) continue;
    took.own.push(sums.own);
    took.bare.push(sums.bare);
  }
  return took;
}

function report({ own, bare }: { own: number[]; bare: number[] }): BenchResult {
  const perSecond = (ms: number) => Math.round((operations / ms) * 1_000);
  return {
    name: 'journal-queue',
    measures: { ownPerSecond: perSecond(median(own)), barePerSecond: perSecond(median(bare)), ownDrainMs: rounded(median(own)), bareDrainMs: rounded(median(bare)) },
    goals: [atLeast('operations read and acknowledged a second, to a bare drain', median(bare.map((ms, at) => ms / (own[at] ?? Number.NaN))), 0.6)],
  };
}

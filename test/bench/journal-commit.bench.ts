import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { StoredOperation } from '../../agent/domain/operations/operation.ts';
import type { OperationDraft } from '../../agent/ports/journal.ts';
import { openJournal, servingLogPages, type JournalStore } from '../../agent/storage/journal/open-journal.ts';
import { copyOfJournal, plainTable, type BareTable } from './bare-table.ts';
import { makeBenchFolder } from './bench-folder.ts';
import { atLeast, atMost, rounded, type Bench, type BenchResult } from './bench-result.ts';
import { syncsPerOperation } from './journal/count-syncs.ts';
import { median, quantile } from './quantile.ts';
import { sampleSales } from './sample-sale.ts';

const warmUps = 100;
const rounds = 1_200;
const nowMs = Date.now();
const now = { atMs: nowMs, wallMs: nowMs, clock: 'synced' as const };

interface Written {
  row: StoredOperation;
  payload: OperationDraft['payload'];
}

/**
 * The journal's own commit of an operation against better-sqlite3 alone with the same durability, which writes the same row into the same table: a copy of
 * the file, with its indexes and triggers. Between them lies what is ours: canonical order, digests, chain, checks. A table without any index or rule is
 * measured beside them, for comparison. The three take turns, so that whatever else the disk does hits all of them.
 */
export const journalCommit: Bench = {
  name: 'journal-commit',
  about: 'commit of an operation through the journal against the same row by bare better-sqlite3, synchronous=FULL',
  run: (tell) => {
    const folder = makeBenchFolder('journal');
    const path = join(folder.path, 'journal.db');
    const store = openJournal({ path, identity: { tillId: 'bench', storeId: 'bench', agentVersion: '0' }, newId: randomUUID, now: () => now, logPages: servingLogPages });
    const bare = copyOfJournal(path, join(folder.path, 'bare.db'));
    const plain = plainTable(join(folder.path, 'plain.db'));
    try {
      return Promise.resolve(report(measure(store, bare, plain), syncsPerOperation(folder.path), tell));
    } finally {
      store.close();
      bare.close();
      plain.close();
      folder.remove();
    }
  },
};

interface TookMs {
  journal: number[];
  bare: number[];
  plain: number[];
}

function measure(store: JournalStore, bare: BareTable, plain: BareTable): TookMs {
  const nextSale = sampleSales();
  const append = ({ draft }: { draft: OperationDraft }): Written => {
    const [row] = store.journal.append([draft], now, {});
    if (row === undefined) throw new Error('nothing was appended');
    return { row, payload: draft.payload };
  };
  const tookMs: TookMs = { journal: [], bare: [], plain: [] };
  // The two others write the row that the journal wrote one round ago, so that any of the three may go first.
  let written = append(nextSale());
  for (let round = 0; round < warmUps + rounds; round += 1) {
    const sale = nextSale();
    const { row, payload } = written;
    const turns: [keyof TookMs, () => void][] = [
      ['journal', () => {
        written = append(sale);
      }],
      ['bare', () => bare.commit(row, payload)],
      ['plain', () => plain.commit(row, payload)],
    ];
    for (let turn = 0; turn < turns.length; turn += 1) {
      // Each goes first in every third round: the first sync after a pause takes longest.
      const [name, commit] = turns[(round + turn) % turns.length] ?? ['journal', () => {}];
      const beganMs = performance.now();
      commit();
      const took = performance.now() - beganMs;
      if (round >= warmUps) tookMs[name].push(took);
    }
  }
  return tookMs;
}

function report({ journal, bare, plain }: TookMs, syncs: number | undefined, tell: (line: string) => void): BenchResult {
  tell(`${rounds} operations in turns with the same rows`);
  if (syncs === undefined) tell('syncs per operation: not counted, because strace cannot run here');
  const medianRatio = (to: readonly number[]) => median(journal.map((ms, index) => ms / (to[index] ?? Number.NaN)));
  return {
    name: 'journal-commit',
    measures: {
      journalMedianMs: rounded(median(journal)), bareMedianMs: rounded(median(bare)), plainTableMedianMs: rounded(median(plain)),
      journalP95Ms: rounded(quantile(journal, 0.95)), bareP95Ms: rounded(quantile(bare, 0.95)), plainTableP95Ms: rounded(quantile(plain, 0.95)),
      journalP99Ms: rounded(quantile(journal, 0.99)), bareP99Ms: rounded(quantile(bare, 0.99)), plainTableP99Ms: rounded(quantile(plain, 0.99)),
      ratioToPlainTable: rounded(medianRatio(plain)),
    },
    goals: [
      atMost('commit of an operation, median ratio to bare better-sqlite3', medianRatio(bare), 1.2),
      atMost('commit of an operation, p99 to p99 of bare better-sqlite3', quantile(journal, 0.99) / quantile(bare, 0.99), 1.5),
      ...(syncs === undefined ? [] : [atLeast('syncs per operation', syncs, 1), atMost('syncs per operation', syncs, 1.02)]),
    ],
  };
}

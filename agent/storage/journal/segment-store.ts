import type Database from 'better-sqlite3';
import type { JournalHead } from '../../ports/journal.ts';
import { readChainBase, writeChainBase } from './chain-base.ts';
import { guarded } from './journal-fault.ts';
import { readJournals } from './journal-identity.ts';
import type { Segment } from './segment.ts';

const dayMs = 24 * 3_600_000;
/** At least this long an operation stays in the journal after the centre has it: goods are returned, and a centre is restored to an earlier day (DESIGN §7). */
export const minWindowMs = 60 * dayMs;
export const operationsPerSegment = 500;
/** So few are deleted in one transaction that a sale never waits for it. */
const deletedAtOnce = 25;

export interface SegmentStore {
  /** The next piece to archive; undefined where none is due. */
  due(nowMs: number, windowMs: number): { firstSeq: number; lastSeq: number } | undefined;
  /** Its file is written: from now on the archive has these operations. */
  seal(segment: Segment, nowMs: number): void;
  /** Takes a few sealed operations out of the table. False where none is left. */
  drop(): boolean;
}

export function createSegmentStore(durable: Database.Database): SegmentStore {
  const position = durable.prepare<[], number>(`SELECT seq FROM sink_position WHERE sink = 'central'`).pluck();
  const firstUnsettled = durable.prepare<[], number | null>('SELECT min(seq) FROM delivery').pluck();
  const last = durable.prepare<[number, number], number>('SELECT at_ms FROM operation WHERE seq BETWEEN ? AND ? ORDER BY at_ms DESC LIMIT 1').pluck();
  const hashAt = durable.prepare<[number], string>('SELECT hash FROM operation WHERE seq = ?').pluck();
  const sealedTo = durable.prepare<[], number | null>('SELECT max(last_seq) FROM segment').pluck();
  const remove = durable.prepare<[number]>('DELETE FROM operation WHERE seq <= ?');
  // What is left of a sale whose operation is archived: nobody returns it any more.
  const removeSale = durable.prepare<[number]>(`DELETE FROM sale WHERE sale_id IN (SELECT sale_id FROM operation WHERE seq <= ? AND kind IN ('sale-committed', 'sale-cancelled')) AND state IN ('committed', 'cancelled')`);
  const insert = durable.prepare<[number, number, string, string, string, string, number]>(
    'INSERT INTO segment (first_seq, last_seq, prev, head_hash, file, file_sha256, sealed_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const base = (): JournalHead => readChainBase(durable, readJournals(durable));
  const dropTo = durable.transaction((to: JournalHead) => {
    removeSale.run(to.seq);
    remove.run(to.seq);
    writeChainBase(durable, to);
  });
  return {
    due: (nowMs, windowMs) => guarded(() => {
      const firstSeq = base().seq + 1;
      const lastSeq = firstSeq + operationsPerSegment - 1;
      if ((sealedTo.get() ?? 0) >= firstSeq) return undefined;
      const settledTo = Math.min(position.get() ?? 0, (firstUnsettled.get() ?? Number.MAX_SAFE_INTEGER) - 1);
      if (settledTo < lastSeq) return undefined;
      const newestMs = last.get(firstSeq, lastSeq) ?? nowMs;
      return newestMs + Math.max(windowMs, minWindowMs) <= nowMs ? { firstSeq, lastSeq } : undefined;
    }),
    seal: ({ firstSeq, lastSeq, prev, headHash, file, fileSha256 }, nowMs) => {
      guarded(() => insert.run(firstSeq, lastSeq, prev, headHash, file, fileSha256, nowMs));
    },
    drop: () => guarded(() => {
      const from = base().seq;
      const seq = Math.min(from + deletedAtOnce, sealedTo.get() ?? 0);
      const hash = seq > from ? hashAt.get(seq) : undefined;
      if (hash === undefined) return false;
      dropTo.immediate({ seq, hash });
      return true;
    }),
  };
}

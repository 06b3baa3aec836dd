import type Database from 'better-sqlite3';
import { genesisHash } from '../../domain/operations/operation.ts';

/** One journal id in the file: it owns the operations from `fromSeq` up to the next one's. */
export interface JournalSpan {
  journalId: string;
  fromSeq: number;
  /** Where the journal ends that it continues */
  prior?: { journalId: string; seq: number; hash: string };
}

/** The three `prior_*` are set together, or none is (a CHECK of the table). */
type JournalRow = { journal_id: string; from_seq: number } & (
  { prior_journal_id: string; prior_seq: number; prior_hash: string } | { prior_journal_id: null; prior_seq: null; prior_hash: null }
);

/** Oldest first; the last is current. */
export function readJournals(db: Database.Database): JournalSpan[] {
  return db.prepare<[], JournalRow>('SELECT journal_id, from_seq, prior_journal_id, prior_seq, prior_hash FROM journal ORDER BY from_seq').all().map((row) => ({
    journalId: row.journal_id,
    fromSeq: row.from_seq,
    ...(row.prior_journal_id === null ? {} : { prior: { journalId: row.prior_journal_id, seq: row.prior_seq, hash: row.prior_hash } }),
  }));
}

/** The current journal. */
export function lastOf(journals: readonly [...JournalSpan[], JournalSpan]): JournalSpan {
  return journals[journals.length - 1] as JournalSpan;
}

/** The journal that the operation `seq` belongs to. */
export function journalOf(journals: readonly JournalSpan[], seq: number): JournalSpan | undefined {
  return journals.findLast((journal) => journal.fromSeq <= seq);
}

/** `prev` of the first operation in the file. */
export function firstPrev(journals: readonly JournalSpan[]): string {
  return journals[0]?.prior?.hash ?? genesisHash;
}

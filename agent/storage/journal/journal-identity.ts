import type Database from 'better-sqlite3';
import { genesisHash } from '../../domain/operations/operation.ts';

/** One journal id in the file: it owns the operations from `fromSeq` up to the next one's. */
export interface JournalSpan {
  journalId: string;
  fromSeq: number;
  /** Hash of the last operation of the journal that it continues */
  priorHash: string | null;
}

/** Oldest first; the last is current. */
export function readJournals(db: Database.Database): JournalSpan[] {
  return db.prepare<[], JournalSpan>(
    'SELECT journal_id AS journalId, from_seq AS fromSeq, prior_hash AS priorHash FROM journal ORDER BY from_seq',
  ).all();
}

/** The journal that the operation `seq` belongs to. */
export function journalOf(journals: readonly JournalSpan[], seq: number): JournalSpan | undefined {
  return journals.findLast((journal) => journal.fromSeq <= seq);
}

/** `prev` of the first operation in the file. */
export function firstPrev(journals: readonly JournalSpan[]): string {
  return journals[0]?.priorHash ?? genesisHash;
}

import type Database from 'better-sqlite3';
import type { Journal } from '../../ports/journal.ts';
import type { JournalSpan } from './journal-identity.ts';
import { guarded } from './journal-fault.ts';

/** How `Journal.throughOf` is answered. */
export function createThrough(db: Database.Database, journals: readonly JournalSpan[]): Journal['throughOf'] {
  const acknowledged = db.prepare<[], number>(`SELECT seq FROM sink_position WHERE sink = 'central'`).pluck();
  return (journalId, seq) => {
    const at = journals.findIndex((journal) => journal.journalId === journalId);
    const journal = journals[at];
    if (journal === undefined) return 0;
    // A restored backup may end before what the centre has of that journal.
    const end = journals[at + 1]?.prior?.seq ?? Number.MAX_SAFE_INTEGER;
    if (seq >= journal.fromSeq) return Math.min(seq, end);
    return Math.min(journal.fromSeq - 1, guarded(() => acknowledged.get()) ?? 0);
  };
}

import { JournalFault } from '../../ports/journal.ts';
import { sqliteCode } from '../sqlite/sqlite-code.ts';

const faults: readonly [prefix: string, code: JournalFault['code']][] = [
  ['SQLITE_FULL', 'journal-disk-full'],
  ['SQLITE_READONLY', 'journal-read-only'],
  ['SQLITE_IOERR', 'journal-io'],
  ['SQLITE_CANTOPEN', 'journal-io'],
  // Another process holds the file longer than the busy timeout: for the caller the same as a disk that does not answer.
  ['SQLITE_BUSY', 'journal-io'],
  ['SQLITE_LOCKED', 'journal-io'],
  ['SQLITE_CORRUPT', 'journal-corrupt'],
  ['SQLITE_NOTADB', 'journal-corrupt'],
];

/** A fault of disk or file as the port's `JournalFault`; anything else (a broken constraint, a bug) as it is. */
export function asJournalFault(error: unknown): unknown {
  const sqlite = sqliteCode(error);
  const fault = sqlite === undefined ? undefined : faults.find(([prefix]) => sqlite.startsWith(prefix));
  return fault === undefined ? error : new JournalFault(fault[1], error);
}

/** Runs `work` and throws its disk faults as `JournalFault`. */
export function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw asJournalFault(error);
  }
}

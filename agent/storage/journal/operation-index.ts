import type Database from 'better-sqlite3';
import { JournalFault } from '../../ports/journal.ts';
import { sqliteCode } from '../sqlite/sqlite-code.ts';
import { failpoint } from './failpoints.ts';
import type { LogDoubt } from './log-doubt.ts';

/** `meta`: up to which `seq` the operations are in the indexes. */
export const indexedKey = 'indexedSeq';
/** From so many on they are taken in between other events, a few at a time. Reading so many takes a look-up 40 µs. */
const manyOperations = 256;
const takenInAtOnce = 32;
/** More than come without a pause, unless something only appends: then a commit takes them all in, one in so many. */
const defaultTail = 1_024;

export interface OperationIndex {
  /** Before a commit. Throws `JournalFault` where the indexes are damaged: the next start looks at the whole file. */
  assertWhole(): void;
  /** After a commit that ended with `seq`. */
  appended(seq: number): void;
  /** Takes in no more. */
  close(): void;
}

/**
 * The indexes by account, sale and receipt are filled behind the commit: each would cost it a page of the log or more, and nobody needs them to know that an operation happened.
 *
 *   1 ───────────── m ─────────── head        m: `indexedSeq`
 *     is_indexed = 1  is_indexed = 0
 *     by the indexes  read one by one         (`found-by.ts`)
 *
 *   opened ──────────────────────► all marked, m = head, in one transaction
 *   appended, few wait ──────────► nothing
 *   appended, many wait ─────────► soon, and again until none waits: 32 marked, m moves on, in one transaction
 *   appended, too many wait ─────► all marked at once
 *   refused ─────────────────────► more wait; the next append tries again
 *   an index is damaged ─────────► the next append is refused
 *
 * It needs no sync of its own (`drafts`): after a power cut that takes it back, as many wait as before. What an older release appends is in the indexes at once, wherever m stands.
 */
export function createOperationIndex(drafts: Database.Database, doubt: LogDoubt, headSeq: number, tailOperations = defaultTail): OperationIndex {
  const indexedTo = drafts.prepare<[], number>(`SELECT CAST(value AS INTEGER) FROM meta WHERE key = '${indexedKey}'`).pluck();
  const mark = drafts.prepare<[number, number]>('UPDATE operation SET is_indexed = 1 WHERE seq > ? AND seq <= ? AND is_indexed = 0');
  const move = drafts.prepare<[string]>(`INSERT INTO meta (key, value) VALUES ('${indexedKey}', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`);
  let after = indexedTo.get() ?? 0;
  let head = headSeq;
  let damage: JournalFault | undefined;
  const takeIn = drafts.transaction((seq: number) => {
    mark.run(after, seq);
    failpoint('journal-index-between-statements');
    move.run(String(seq));
  });
  const takeInTo = (seq: number): boolean => {
    try {
      doubt.noted(() => takeIn.immediate(seq));
      after = seq;
      return true;
    } catch (error) {
      // The operations are there, and are found without it.
      if (!(error instanceof JournalFault) && sqliteCode(error) === undefined) throw error;
      if (error instanceof JournalFault && error.code === 'journal-corrupt') damage = error;
      return false;
    }
  };
  let soon: NodeJS.Immediate | undefined;
  const takeInSoon = (): void => {
    soon ??= setImmediate(() => {
      soon = undefined;
      if (takeInTo(Math.min(after + takenInAtOnce, head)) && after < head) takeInSoon();
    });
  };
  takeInTo(head);
  return {
    assertWhole: () => {
      if (damage !== undefined) throw damage;
    },
    appended: (seq) => {
      head = seq;
      if (head - after >= tailOperations) takeInTo(head);
      else if (head - after >= manyOperations) takeInSoon();
    },
    close: () => clearImmediate(soon),
  };
}

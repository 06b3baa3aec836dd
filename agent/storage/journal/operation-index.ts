import type Database from 'better-sqlite3';
import { JournalFault } from '../../ports/journal.ts';
import { sqliteCode } from '../sqlite/sqlite-code.ts';
import { failpoint } from './failpoints.ts';
import type { LogDoubt } from './log-doubt.ts';

/** `meta`: up to which `seq` the operations are in the indexes. */
export const indexedKey = 'indexedSeq';
/** So rarely that the commit which waits for it is none of the slowest hundredth; so often that reading the rest takes a look-up some 60 µs. */
const defaultTail = 512;
/** A sale never waits for so few. */
const takenInAtOnce = 32;

export interface OperationIndex {
  /** Before a commit. Throws `JournalFault` where the indexes are damaged: the next start looks at the whole file. */
  assertWhole(): void;
  /** After a commit that ended with `seq`: takes the tail in once it is too long. */
  appended(seq: number): void;
  /** Takes in a few of the tail, between sales. False where none is left, or none can be taken in now. */
  takeInSome(): boolean;
}

/**
 * The indexes by account, sale and receipt are filled behind the commit: each would cost it a page of the log or more, and nobody needs them to know that an operation happened.
 *
 *   1 ───────────── m ─────────── head        m: `indexedSeq`
 *     is_indexed = 1  is_indexed = 0
 *     by the indexes  read one by one         (`found-by.ts`)
 *
 *   appended, tail shorter than its limit ──► nothing
 *   appended, tail as long as its limit ────► all marked, m = head, in one transaction
 *   opened ─────────────────────────────────► the same, whatever the tail
 *   nobody sells (`takeInSome`) ────────────► a few marked, m moves on, in one transaction
 *   refused ────────────────────────────────► the tail grows on; the next append tries again
 *   an index is damaged ────────────────────► the next append is refused
 *
 * It needs no sync of its own (`drafts`): a power cut that takes it back leaves a tail that is as long as before. What an older release appends is in the indexes at once, wherever m stands.
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
  takeInTo(head);
  return {
    assertWhole: () => {
      if (damage !== undefined) throw damage;
    },
    appended: (seq) => {
      head = seq;
      if (head - after >= tailOperations) takeInTo(head);
    },
    takeInSome: () => after < head && takeInTo(Math.min(after + takenInAtOnce, head)) && after < head,
  };
}

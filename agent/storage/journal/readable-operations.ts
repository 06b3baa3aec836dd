import type { StoredOperation } from '../../domain/operations/operation.ts';
import { connectReadOnly } from '../sqlite/connect.ts';
import { asJournalFileError } from './journal-file-error.ts';
import { readExactly } from './read-exactly.ts';
import { untilDamage } from './salvage-range.ts';
import { assertReadableFile } from './usable-file.ts';
import { refuseOrphanedLog } from './orphaned-log.ts';

/**
 * Every operation that can be read of a journal, whole or damaged, oldest first: from both ends towards the damage. Whether the chain holds is not asked.
 * Throws `JournalFileError` where nothing can be read.
 */
export function* readableOperations(path: string): Generator<StoredOperation> {
  refuseOrphanedLog(path);
  assertReadableFile(path);
  try {
    const db = connectReadOnly(path);
    try {
      let lastSeq = Number.MIN_SAFE_INTEGER;
      for (const operation of untilDamage(readExactly(db))) {
        lastSeq = operation.seq;
        yield operation;
      }
      yield* [...untilDamage(readExactly(db, { fromSeq: lastSeq + 1, newestFirst: true }))].toReversed();
    } finally {
      db.close();
    }
  } catch (error) {
    throw asJournalFileError(path, error);
  }
}

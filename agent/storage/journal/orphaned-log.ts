import { statSync } from 'node:fs';
import { JournalFileError } from './journal-file-error.ts';

/**
 * Refuses a journal whose main file is missing or empty while its write-ahead log is not. SQLite deletes the log beside an empty database at the first look,
 * even of a reader, and with it the operations that were not yet copied into the main file: after a power cut they may lie nowhere else.
 */
export function refuseOrphanedLog(path: string): void {
  const log = `${path}-wal`;
  if (sizeOf(path) > 0 || sizeOf(log) === 0) return;
  throw new JournalFileError('journal-corrupt', `${path} is missing or empty, but ${log} is not: the last operations may lie in it, so keep it as it is`);
}

export function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

import type Database from 'better-sqlite3';
import { dirname, join } from 'node:path';

/**
 * A sealed piece of the chain. Its life:
 *
 *   rows of `operation` ──► due: acknowledged, past the window, nothing of it unsettled
 *        ──► file written, synced, read back ──► row of `segment` ──► operations leave the table, a few at a time
 */
export interface Segment {
  firstSeq: number;
  lastSeq: number;
  /** Hash of the operation before the first */
  prev: string;
  /** Hash of the last */
  headHash: string;
  /** Name in the archive's folder */
  file: string;
  /** Of the file as it lies there, compressed */
  fileSha256: string;
}

/** Archived segments lie in a folder beside the journal. */
export function archiveFolder(path: string): string {
  return join(dirname(path), 'journal-archive');
}

/** Oldest first. A file from before there were segments has none. */
export function readSegments(db: Database.Database): Segment[] {
  const has = db.prepare(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'segment'`).get();
  if (has === undefined) return [];
  return db.prepare<[], Segment>(
    'SELECT first_seq AS firstSeq, last_seq AS lastSeq, prev, head_hash AS headHash, file, file_sha256 AS fileSha256 FROM segment ORDER BY first_seq',
  ).all();
}

import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import type Database from 'better-sqlite3';

const logHeaderBytes = 32;
const frameHeaderBytes = 24;
const chunk = Buffer.alloc(1 << 20);

/**
 * Makes the write-ahead log of an open database as long as it will get before it is copied and begun anew. The sync of a file that has grown also writes its length and the map of its blocks, which the
 * file system keeps in a journal of its own: until the log had been full once, a commit took up to twice as long (ADR 0070).
 * SQLite reads a log up to the first frame that is not of it. Zeros are none, as what is left of an older log is none.
 *
 *   │header│frame│frame│ 0 0 0 0 0 0 0 0 0 0 0 │
 *   └─ as SQLite wrote it ┘└─ written here ────┘
 *
 * It keeps no lock on this file, and nobody writes meanwhile: the caller has the only connections that do, in this thread. A disk that has no room for it changes nothing: the log then grows as it is written.
 */
export function reserveLog(db: Database.Database, pages: number): void {
  const wanted = logHeaderBytes + pages * (frameHeaderBytes + Number(db.pragma('page_size', { simple: true })));
  let log: number | undefined;
  try {
    log = openSync(`${db.name}-wal`, 'r+');
    lengthen(log, wanted);
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
  } finally {
    if (log !== undefined) closeSync(log);
  }
}

function lengthen(file: number, wanted: number): void {
  const { size } = fstatSync(file);
  if (size >= wanted) return;
  try {
    // Zeros that are written: of blocks that are only set aside, the file system would still note at each sync which of them have been written.
    for (let at = size; at < wanted;) at += writeSync(file, chunk, 0, Math.min(chunk.length, wanted - at), at);
    fsyncSync(file);
  } catch (error) {
    // The last room on a disk is for what happens.
    ftruncateSync(file, size);
    throw error;
  }
}

import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type Database from 'better-sqlite3';
import { genesisHash } from '../../domain/operations/operation.ts';
import { JournalFault, type JournalHead } from '../../ports/journal.ts';
import { connect, connectReadOnly } from '../sqlite/connect.ts';
import { syncFile } from '../sync-to-disk.ts';
import { beginJournal, type Beginning } from './begin-journal.ts';
import { writeChainBase } from './chain-base.ts';
import { JournalFileError } from './journal-file-error.ts';
import { journalOf, readJournals, type JournalSpan } from './journal-identity.ts';
import { migrate, readSchemaVersion } from './migrate.ts';
import { allMigrations } from './migrations/all-migrations.ts';
import { createOperationWriter, encoded } from './operation-writer.ts';
import { readExactly } from './read-exactly.ts';
import { asideName, nextPathOf, replaceWithNext } from './replace-file.ts';
import { isUnreadable, pieceToKeep, type ChainPiece } from './salvage-range.ts';
import { salvageRows } from './salvage-rows.ts';
import { writeSetAside, type SetAside } from './set-aside.ts';

/** The file is gone, and there was one. */
const lost = 'journal-missing';

/** Whether a journal that did not open is damaged or lost: its file is ours, and cannot be gone on with. */
export function isDamagedJournal(error: unknown): error is JournalFileError | JournalFault {
  if (error instanceof JournalFault) return error.code === 'journal-corrupt';
  return error instanceof JournalFileError && (error.code === 'journal-corrupt' || error.code === 'journal-not-a-database' || error.code === 'journal-chain-broken' || error.code === lost);
}

/**
 * Puts a damaged journal aside under a name with the time, and a new file in its place, which begins a new journal id. What still holds of the chain is carried
 * over under the old id, so that unsent operations are sent; bundles, sales and answers too, so that the till can sell. The damaged file itself is only read.
 * Throws the errors of the file system where the folder takes nothing.
 */
export function replaceDamagedJournal(path: string, code: string, beginning: Beginning): SetAside {
  const next = nextPathOf(path);
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(next + suffix, { force: true });
  const damaged = openDamaged(path);
  const to = connect(next, { synchronous: 'FULL' });
  let aside: SetAside;
  try {
    migrate(to, allMigrations);
    aside = to.transaction(() => {
      const prior = damaged === undefined ? undefined : salvageChain(damaged, to);
      if (damaged !== undefined) salvageRows(damaged, to);
      beginJournal(to, beginning, { ...(prior === undefined ? {} : { prior }), cause: code === lost ? 'loss' : 'damage' });
      const made = { file: asideName(path, code === lost ? 'lost' : 'damaged', beginning.now.wallMs), code, wallMs: beginning.now.wallMs, ...(prior === undefined ? {} : { prior }) };
      writeSetAside(to, made);
      return made;
    }).immediate();
    to.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    to.close();
    damaged?.close();
  }
  syncFile(next);
  if (code === lost) leaveNote(path, aside);
  replaceWithNext(path, aside.file);
  return aside;
}

/** In the place of a file that could be kept: it says what happened, and the notice lasts as long as it lies there. */
function leaveNote(path: string, { file, wallMs }: SetAside): void {
  rmSync(path, { force: true });
  const note = join(dirname(path), file);
  writeFileSync(note, `${new Date(wallMs).toISOString()} ${basename(path)} was gone, and a new journal was begun. What the till had not sent is lost, unless the file is found or there is a backup.\nTake this note away when it was seen to.\n`);
  syncFile(note);
}

/** Undefined where nothing can be read. A log without its main file must not be opened: SQLite would delete it. */
function openDamaged(path: string): Database.Database | undefined {
  if (!existsSync(path)) return undefined;
  return unlessDamaged(() => {
    const db = connectReadOnly(path);
    try {
      if (readSchemaVersion(db) !== undefined) return db;
    } catch (error) {
      db.close();
      throw error;
    }
    db.close();
    return undefined;
  });
}

function salvageChain(from: Database.Database, to: Database.Database): (JournalHead & { journalId: string }) | undefined {
  const journals = unlessDamaged(() => readJournals(from)) ?? [];
  const position = unlessDamaged(() => from.prepare<[], JournalHead & { epoch: string }>(`SELECT epoch, seq, hash FROM sink_position WHERE sink = 'central'`).get());
  const piece = unlessDamaged(() => pieceToKeep(from, journals, position));
  const last = piece === undefined ? undefined : journalOf(journals, piece.head.seq);
  if (piece === undefined || last === undefined) return undefined;
  copyPiece(from, to, journals, piece);
  // Where the centre stands is asked anyway; until then the queue should not look as if nothing had ever been sent.
  const isInPiece = position !== undefined && position.seq > piece.base.seq && position.seq <= piece.head.seq;
  const start = isInPiece ? position : { epoch: position?.epoch ?? '', ...piece.base };
  if (start.seq > 0) to.prepare(`INSERT INTO sink_position (sink, epoch, seq, hash) VALUES ('central', ?, ?, ?)`).run(start.epoch, start.seq, start.hash);
  return { journalId: last.journalId, ...piece.head };
}

function copyPiece(from: Database.Database, to: Database.Database, journals: readonly JournalSpan[], { base, head }: ChainPiece): void {
  const insert = to.prepare('INSERT INTO journal (journal_id, from_seq, opened_at_ms, prior_journal_id, prior_seq, prior_hash) VALUES (?, ?, 0, ?, ?, ?)');
  for (const { journalId, fromSeq, prior } of journals) {
    if (fromSeq <= head.seq) insert.run(journalId, fromSeq, prior?.journalId ?? null, prior?.seq ?? null, prior?.hash ?? null);
  }
  if (base.seq > 0 || base.hash !== genesisHash) writeChainBase(to, base);
  const write = createOperationWriter(to);
  for (const operation of readExactly(from, { fromSeq: base.seq + 1, toSeq: head.seq })) write(encoded(operation));
}

function unlessDamaged<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (isUnreadable(error) || error instanceof JournalFileError) return undefined;
    throw error;
  }
}

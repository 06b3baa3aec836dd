import { existsSync } from 'node:fs';
import type Database from 'better-sqlite3';
import type { StoredOperation } from '../../domain/operations/operation.ts';
import { connect, connectReadOnly } from '../sqlite/connect.ts';
import { readCleanMark } from './clean-mark.ts';
import { asJournalFileError, JournalFileError } from './journal-file-error.ts';
import { readChainBase } from './chain-base.ts';
import { readJournals } from './journal-identity.ts';
import { assertReadable, readSchemaVersion } from './migrate.ts';
import { operationColumns } from './operation-row.ts';
import { refuseOrphanedLog } from './orphaned-log.ts';
import { assertUsable } from './usable-file.ts';
import { walkChain } from './walk-chain.ts';

/**
 * Looks at an existing file before anything may write to it: is it ours, may this code read it, does the chain hold after the last clean mark.
 * A missing or empty file is fine. Throws `JournalFileError`; the file is then as it was.
 */
export function inspectJournal(path: string, codeVersion: number): void {
  assertUsable(path);
  refuseOrphanedLog(path);
  if (!existsSync(path)) return;
  try {
    const db = openForInspection(path);
    try {
      const file = readSchemaVersion(db);
      assertReadable(path, file, codeVersion);
      if (file !== undefined) checkTail(db, path);
      else if (Number(db.pragma('page_count', { simple: true })) > 1) throw new JournalFileError('journal-corrupt', `${path} has lost its list of tables`);
    } finally {
      db.close();
    }
  } catch (error) {
    throw asJournalFileError(path, error);
  }
}

/** A file whose very creation was cut off has a rollback journal beside it, which only a writer may roll back. */
function openForInspection(path: string): Database.Database {
  return existsSync(`${path}-journal`) ? connect(path, { synchronous: 'FULL' }) : connectReadOnly(path);
}

function checkTail(db: Database.Database, path: string): void {
  const journals = readJournals(db);
  const clean = readCleanMark(db);
  const base = readChainBase(db, journals);
  const hashAtMark = clean <= base.seq ? undefined : db.prepare<[number], string>('SELECT hash FROM operation WHERE seq = ?').pluck().get(clean);
  if (clean > base.seq && hashAtMark === undefined) {
    throw new JournalFileError('journal-chain-broken', `${path}: operation ${clean} was there at the last clean mark and is missing`, { seq: clean });
  }
  const after = hashAtMark === undefined ? base : { seq: clean, hash: hashAtMark };
  const tail = db.prepare<[number], StoredOperation>(`SELECT ${operationColumns} FROM operation WHERE seq > ? ORDER BY seq`);
  const { firstBreak } = walkChain(journals, after, tail.iterate(after.seq));
  if (firstBreak === undefined) return;
  throw new JournalFileError('journal-chain-broken', `${path}: the chain breaks at operation ${firstBreak.seq}: ${firstBreak.detail}`, { seq: firstBreak.seq });
}

import { chmodSync, copyFileSync, existsSync, rmSync } from 'node:fs';
import type Database from 'better-sqlite3';
import type { JournalOpened } from '../../domain/operations/operation.ts';
import { connect } from '../sqlite/connect.ts';
import { syncFile } from '../sync-to-disk.ts';
import { beginJournal, currentJournal, type Beginning } from './begin-journal.ts';
import { JournalFileError } from './journal-file-error.ts';
import { lastOf } from './journal-identity.ts';
import { migrate } from './migrate.ts';
import { allMigrations } from './migrations/all-migrations.ts';
import { sizeOf } from './orphaned-log.ts';
import { asideKey, asideName, nextPathOf, replaceWithNext } from './replace-file.ts';
import { writeSetAside } from './set-aside.ts';
import { verifyJournal } from './verify-journal.ts';
import { chainBreakOf } from './walk-chain.ts';

export interface Restored {
  /** The end of the journal in the backup: what it had not sent goes first, under its id */
  prior: NonNullable<JournalOpened['prior']>;
  /** Name of the file that stood in its place, if one did */
  aside?: string;
}

/**
 * Puts a copy of a backup in the journal's place and begins a new journal id in it (DESIGN §6). The caller holds the home's lock.
 * Throws `JournalFileError`: the backup is not whole or of another till, or the journal in place is whole, so that restoring would lose what it has.
 */
export function restoreJournal(from: string, path: string, beginning: Beginning): Restored {
  const broken = chainBreakOf(verifyJournal(from));
  if (broken !== undefined) throw new JournalFileError('journal-chain-broken', `${from} is not whole: ${broken.detail}`, { seq: broken.seq });
  if (isWhole(path)) throw new JournalFileError('journal-is-whole', `${path} is a whole journal, and may have sales that the backup does not: verify it, and move it away yourself if it must go`);
  const next = nextPathOf(path);
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(next + suffix, { force: true });
  copyFileSync(from, next);
  if (existsSync(`${from}-wal`)) copyFileSync(`${from}-wal`, `${next}-wal`);
  chmodSync(next, 0o600);
  const db = connect(next, { synchronous: 'FULL' });
  let restored: Restored | undefined;
  try {
    migrate(db, allMigrations);
    const aside = ['', '-wal'].some((suffix) => sizeOf(path + suffix) > 0) ? asideName(path, 'replaced', beginning.now.wallMs) : undefined;
    restored = db.transaction(() => continueBackup(db, beginning, aside)).immediate();
    db.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    db.close();
    if (restored === undefined) for (const suffix of ['', '-wal', '-shm']) rmSync(next + suffix, { force: true });
  }
  syncFile(next);
  replaceWithNext(path, restored.aside);
  return restored;
}

function isWhole(path: string): boolean {
  try {
    return chainBreakOf(verifyJournal(path)) === undefined;
  } catch (error) {
    // A file of somebody else, or one that may not be read, is nothing to replace.
    if (error instanceof JournalFileError && (error.code === 'journal-missing' || error.code === 'journal-corrupt' || error.code === 'journal-not-a-database')) return false;
    throw error;
  }
}

function continueBackup(db: Database.Database, beginning: Beginning, aside: string | undefined): Restored {
  const { journals, head } = currentJournal(db, beginning);
  assertSameTill(db, beginning.identity.tillId);
  const prior = { journalId: lastOf(journals).journalId, ...head };
  // Drafts of that day were finished or forgotten since. What held points is still asked about (`in-doubt`).
  db.exec(`DELETE FROM sale WHERE state = 'priced'; DELETE FROM sale_return WHERE state = 'quoted'; DELETE FROM meta WHERE key = '${asideKey}'`);
  beginJournal(db, beginning, { prior, cause: 'restore' });
  if (aside !== undefined) writeSetAside(db, { file: aside, code: 'journal-restored', wallMs: beginning.now.wallMs, prior });
  return { prior, ...(aside === undefined ? {} : { aside }) };
}

/** The centre would take the old journal from nobody else. */
function assertSameTill(db: Database.Database, tillId: string): void {
  const opened = db.prepare<[], string>(`SELECT payload FROM operation WHERE kind = 'journal-opened' ORDER BY seq DESC LIMIT 1`).pluck().get();
  const written = opened === undefined ? undefined : (JSON.parse(opened) as JournalOpened).tillId;
  if (written !== undefined && written !== tillId) throw new JournalFileError('journal-of-another-till', `the backup is of till ${written}, this one is ${tillId}`);
}

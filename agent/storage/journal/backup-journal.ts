import { existsSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { connectReadOnly, createPrivately } from '../sqlite/connect.ts';
import { asJournalFileError, JournalFileError } from './journal-file-error.ts';
import { syncFile, syncFolder } from '../sync-to-disk.ts';
import { assertReadableFile } from './usable-file.ts';
import { verifyJournal, type JournalReport } from './verify-journal.ts';
import { chainBreakOf } from './walk-chain.ts';

/**
 * Copies a journal, in use or not, to a new file: one view of it, read back and verified before it gets its name. The till goes on selling meanwhile; it is another
 * process that reads. What was deleted (sealed blobs of people) is not in the copy, because it is written anew and not page by page.
 * Throws `JournalFileError` where the journal cannot be read or is not whole, or where the target exists.
 */
export function backupJournal(path: string, to: string): JournalReport {
  if (!existsSync(path)) throw new JournalFileError('journal-missing', `${path} does not exist`);
  assertReadableFile(path);
  if (existsSync(to)) throw new JournalFileError('backup-exists', `${to} is there already: a backup never replaces another file`);
  const draft = `${to}.new`;
  rmSync(draft, { force: true });
  try {
    copyInto(path, draft);
    syncFile(draft);
    const report = verifyJournal(draft);
    const broken = chainBreakOf(report);
    if (broken !== undefined) throw new JournalFileError('journal-chain-broken', `${path} is not whole: ${broken.detail}`, { seq: broken.seq });
    renameSync(draft, to);
    syncFolder(dirname(to));
    return report;
  } finally {
    for (const suffix of ['', '-wal', '-shm']) rmSync(draft + suffix, { force: true });
  }
}

function copyInto(path: string, draft: string): void {
  createPrivately(draft);
  try {
    const db = connectReadOnly(path);
    try {
      db.prepare('VACUUM INTO ?').run(draft);
    } finally {
      db.close();
    }
  } catch (error) {
    throw asJournalFileError(path, error);
  }
}

import { existsSync } from 'node:fs';
import type { Logger } from 'pino';
import { JournalFileError } from '../../storage/journal/journal-file-error.ts';
import { sizeOf } from '../../storage/journal/orphaned-log.ts';
import { nextPathOf } from '../../storage/journal/replace-file.ts';
import { readFileIfThere, writePrivateFile } from './private-file.ts';

/** A file beside the journal that says that there is one: without it a home whose journal was deleted would look like a new one. */
function markOf(path: string): string {
  return `${path}.began`;
}

/** Throws `JournalFileError` where a journal was begun here and its file is gone. A log that outlived it is damage, and a replacement that was cut off is finished by the opening. */
export function refuseLostJournal(path: string): void {
  if (sizeOf(path) > 0 || sizeOf(`${path}-wal`) > 0 || existsSync(nextPathOf(path)) || !existsSync(markOf(path))) return;
  throw new JournalFileError('journal-missing', `${path} is gone, and this till had begun it`);
}

/** Never throws: a disk that takes nothing now is asked again at the next start. */
export function markJournal(path: string, journalId: string, log: Logger): void {
  try {
    if (readFileIfThere(markOf(path)) !== `${journalId}\n`) writePrivateFile(markOf(path), `${journalId}\n`);
  } catch (err) {
    log.warn({ err }, 'that this till has a journal could not be noted beside it');
  }
}

import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { JournalFileError, type JournalFileErrorCode } from './journal-file-error.ts';

const codes: Readonly<Record<string, { code: JournalFileErrorCode; todo: string }>> = {
  EACCES: { code: 'journal-not-permitted', todo: 'give it to the user that the till runs as' },
  EPERM: { code: 'journal-not-permitted', todo: 'give it to the user that the till runs as' },
  EROFS: { code: 'journal-disk-read-only', todo: 'the disk is mounted read-only: check it, and mount it for writing' },
};

/** Refuses what stands in the journal's place and is no file that this process may write, and a folder that takes no log beside it. Throws `JournalFileError`. */
export function assertUsable(path: string): void {
  assertFile(path);
  if (existsSync(path)) assertAccess(path, constants.R_OK | constants.W_OK);
  if (existsSync(dirname(path))) assertAccess(dirname(path), constants.W_OK | constants.X_OK);
}

/** As `assertUsable`, for who only reads. */
export function assertReadableFile(path: string): void {
  assertFile(path);
  assertAccess(path, constants.R_OK);
}

function assertFile(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found !== undefined && !found.isFile()) throw new JournalFileError('journal-not-a-file', `${path} is a folder or a device, not a journal: move it away`);
}

function assertAccess(path: string, mode: number): void {
  try {
    accessSync(path, mode);
  } catch (error) {
    const known = error instanceof Error && 'code' in error && typeof error.code === 'string' ? codes[error.code] : undefined;
    if (known === undefined) throw error;
    throw new JournalFileError(known.code, `${path} may not be used: ${known.todo}`, { cause: error });
  }
}

import { isDamage, sqliteCode } from '../sqlite/sqlite-code.ts';

export type JournalFileErrorCode =
  | 'journal-missing'
  /** A folder or a device stands in its place */
  | 'journal-not-a-file'
  /** Its owner or mode keeps this process out */
  | 'journal-not-permitted'
  | 'journal-disk-read-only'
  /** The bytes are no SQLite database */
  | 'journal-not-a-database'
  /** A database, but of somebody else */
  | 'journal-not-ours'
  /** Written by a release that says that this one must not read it */
  | 'journal-too-new'
  /** The hash chain does not hold at `seq` */
  | 'journal-chain-broken'
  /** The target of a backup */
  | 'backup-exists'
  /** A journal that a restore would replace */
  | 'journal-is-whole'
  | 'journal-of-another-till'
  | 'journal-corrupt'
  | 'journal-unreadable';

/** The journal's file cannot be used as it lies there. It was left as it is: it may be the only copy of what happened at this till. */
export class JournalFileError extends Error {
  override readonly name = 'JournalFileError';
  readonly code: JournalFileErrorCode;
  /** The operation at which the chain breaks */
  readonly seq: number | undefined;
  constructor(code: JournalFileErrorCode, message: string, details: { seq?: number; cause?: unknown } = {}) {
    super(message, { cause: details.cause });
    this.code = code;
    this.seq = details.seq;
  }
}

/** What an error of SQLite means when a journal is opened for reading; other errors stay as they are. */
export function asJournalFileError(path: string, error: unknown): unknown {
  const code = sqliteCode(error);
  if (code === undefined) return error;
  if (code.startsWith('SQLITE_NOTADB')) return new JournalFileError('journal-not-a-database', `${path} is not a database`, { cause: error });
  if (isDamage(error)) return new JournalFileError('journal-corrupt', `${path} is damaged: ${String(error)}`, { cause: error });
  return new JournalFileError('journal-unreadable', `${path} cannot be read: ${code}`, { cause: error });
}

import Database from 'better-sqlite3';

/** The extended result code of an SQLite error, such as `SQLITE_IOERR_FSYNC`; undefined for any other error. */
export function sqliteCode(error: unknown): string | undefined {
  return error instanceof Database.SqliteError ? error.code : undefined;
}

/** `SQLITE_IOERR_CORRUPTFS` is what a sector that cannot be read comes to (EIO): it will not get better either. */
const damage = ['SQLITE_CORRUPT', 'SQLITE_NOTADB', 'SQLITE_IOERR_CORRUPTFS'];

/** Whether the file itself is damaged, or is no database at all. */
export function isDamage(error: unknown): boolean {
  const code = sqliteCode(error);
  return code !== undefined && damage.some((prefix) => code.startsWith(prefix));
}

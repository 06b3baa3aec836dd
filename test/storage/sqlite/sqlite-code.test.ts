import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { isDamage } from '../../../agent/storage/sqlite/sqlite-code.ts';

it.each(['SQLITE_CORRUPT', 'SQLITE_CORRUPT_INDEX', 'SQLITE_NOTADB', 'SQLITE_IOERR_CORRUPTFS'])('%s is damage of the file', (code) => {
  expect(isDamage(new Database.SqliteError('it failed', code))).toBe(true);
});

it.each([
  new Database.SqliteError('it failed', 'SQLITE_IOERR_FSYNC'), new Database.SqliteError('it failed', 'SQLITE_FULL'), new Database.SqliteError('it failed', 'SQLITE_CANTOPEN'), new TypeError('a bug'),
])('%o is not', (error) => {
  expect(isDamage(error)).toBe(false);
});

import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { migrate, readSchemaVersion, type Migration } from '../../../agent/storage/journal/migrate.ts';
import { allMigrations } from '../../../agent/storage/journal/migrations/all-migrations.ts';

const last = allMigrations.at(-1)?.version ?? 0;
const addNote: Migration = { version: last + 10, minReaderVersion: 10, sql: 'CREATE TABLE note (text TEXT NOT NULL) STRICT' };
const cutOff: Migration = { version: last + 20, minReaderVersion: last + 10, sql: 'CREATE TABLE third (n INTEGER) STRICT' };

describe('migrations', () => {
  it('rise by whole tens and never let a reader in that is newer than themselves', () => {
    for (const [index, { version, minReaderVersion }] of allMigrations.entries()) {
      expect(version % 10).toBe(0);
      expect(version).toBeGreaterThan(allMigrations[index - 1]?.version ?? 0);
      expect(minReaderVersion).toBeLessThanOrEqual(version);
    }
  });

  it('bring a file from any earlier version to the last, once', () => {
    const db = new Database(':memory:');
    migrate(db, allMigrations);
    migrate(db, [...allMigrations, addNote]);
    db.exec(`INSERT INTO note VALUES ('kept')`);
    migrate(db, [...allMigrations, addNote]);
    expect(readSchemaVersion(db)).toEqual({ schemaVersion: last + 10, minReaderVersion: 10 });
    expect(db.prepare('SELECT text FROM note').all()).toEqual([{ text: 'kept' }]);
  });

  it('survive 1.0 → 1.1 → 1.0 → 1.2, because the older release may read what the newer has added', () => {
    const db = new Database(':memory:');
    migrate(db, allMigrations);
    migrate(db, [...allMigrations, addNote]);
    migrate(db, allMigrations);
    expect(readSchemaVersion(db)).toEqual({ schemaVersion: last + 10, minReaderVersion: 10 });
    migrate(db, [...allMigrations, addNote, cutOff]);
    expect(readSchemaVersion(db)).toEqual({ schemaVersion: last + 20, minReaderVersion: last + 10 });
    expect(() => migrate(db, allMigrations)).toThrow(expect.objectContaining({ code: 'journal-too-new' }));
  });

  it('never let an older reader in again that an earlier step has shut out', () => {
    const db = new Database(':memory:');
    migrate(db, [...allMigrations, addNote, cutOff]);
    migrate(db, [...allMigrations, addNote, cutOff, { version: last + 30, minReaderVersion: 10, sql: 'CREATE TABLE fourth (n INTEGER) STRICT' }]);
    expect(readSchemaVersion(db)).toEqual({ schemaVersion: last + 30, minReaderVersion: last + 10 });
  });

  it('leave neither half a step nor its version when a step fails', () => {
    const db = new Database(':memory:');
    migrate(db, allMigrations);
    const broken: Migration = { version: last + 10, minReaderVersion: last + 10, sql: 'CREATE TABLE half (n INTEGER); INSERT INTO nowhere VALUES (1);' };
    expect(() => migrate(db, [...allMigrations, broken])).toThrow('nowhere');
    expect(readSchemaVersion(db)).toEqual({ schemaVersion: last, minReaderVersion: 10 });
    expect(db.prepare(`SELECT name FROM sqlite_schema WHERE name = 'half'`).all()).toEqual([]);
  });

  it('refuse to run out of order', () => {
    expect(() => migrate(new Database(':memory:'), [addNote, ...allMigrations])).toThrow('out of order');
  });

  it.each(['CREATE TABLE customer (name TEXT)', 'CREATE TABLE schema_version (installed_rank INTEGER)'])('refuse a database that is not a journal: %s', (sql) => {
    const db = new Database(':memory:');
    db.exec(sql);
    expect(() => migrate(db, allMigrations)).toThrow(expect.objectContaining({ code: 'journal-not-ours' }));
  });
});

import type Database from 'better-sqlite3';
import { JournalFileError } from './journal-file-error.ts';

/** One frozen step of the file's format. Steps only add; a removal waits two releases (DESIGN §6). */
export interface Migration {
  /** Rises in tens */
  version: number;
  /** Code below this version must not open a file that has had this step */
  minReaderVersion: number;
  sql: string;
}

export interface SchemaVersion {
  schemaVersion: number;
  minReaderVersion: number;
}

/** The file's versions; undefined where the database has no table yet. Throws `JournalFileError` for a database that is not a journal. */
export function readSchemaVersion(db: Database.Database): SchemaVersion | undefined {
  const tables = db.prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table'`).pluck().all();
  if (tables.length === 0) return undefined;
  // Other programs keep a table of this name too.
  const found = tables.includes('schema_version') && tables.includes('operation')
    ? db.prepare<[], SchemaVersion>('SELECT schema_version AS schemaVersion, min_reader_version AS minReaderVersion FROM schema_version').get()
    : undefined;
  if (found === undefined) throw new JournalFileError('journal-not-ours', `${db.name} is a database, but not a till's journal`);
  return found;
}

/** Refuses a file whose `minReaderVersion` is above `codeVersion`. A newer file with a lower one is used as it is, so that a release can be rolled back. */
export function assertReadable(path: string, file: SchemaVersion | undefined, codeVersion: number): void {
  if (file === undefined || file.minReaderVersion <= codeVersion) return;
  throw new JournalFileError(
    'journal-too-new',
    `${path} needs a release that reads journal version ${file.minReaderVersion}; this one reads up to ${codeVersion}. Install the newer release again.`,
  );
}

/** Brings the file up to the last of `migrations`: each step and its version in one transaction. */
export function migrate(db: Database.Database, migrations: readonly Migration[]): void {
  for (const [index, { version }] of migrations.entries()) {
    if (version <= (migrations[index - 1]?.version ?? 0)) throw new Error(`migration ${version} stands out of order`);
  }
  const file = readSchemaVersion(db);
  assertReadable(db.name, file, migrations.at(-1)?.version ?? 0);
  for (const step of migrations) {
    if (step.version <= (file?.schemaVersion ?? 0)) continue;
    db.transaction(() => {
      db.exec(step.sql);
      db.prepare(`
        INSERT INTO schema_version (lock, schema_version, min_reader_version) VALUES (1, ?, ?)
        ON CONFLICT (lock) DO UPDATE SET schema_version = excluded.schema_version, min_reader_version = max(min_reader_version, excluded.min_reader_version)
      `).run(step.version, step.minReaderVersion);
    }).immediate();
  }
}

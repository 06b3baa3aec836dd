import { dirname, join } from 'node:path';
import type Database from 'better-sqlite3';
import type { Meta } from '../../ports/meta.ts';
import type { JournalHead } from '../../ports/journal.ts';
import { sizeOf } from './orphaned-log.ts';
import { asideKey } from './replace-file.ts';

/** A file that was put aside, because it could not be gone on with. It stays where it is until people take it away. */
export interface SetAside {
  /** Its name, beside the journal */
  file: string;
  /** What was wrong with it */
  code: string;
  wallMs: number;
  /** The last operation that was carried over from it; absent where nothing could be */
  prior?: JournalHead & { journalId: string };
}

export function writeSetAside(db: Database.Database, aside: SetAside): void {
  db.prepare('INSERT INTO meta (key, value) VALUES (?, ?)').run(asideKey, JSON.stringify(aside));
}

/** The file that was set aside last, while it is still there: whoever takes it away has seen to it. */
export function readSetAside(meta: Meta, path: string): SetAside | undefined {
  const kept = meta.get(asideKey);
  if (kept === undefined) return undefined;
  const aside = JSON.parse(kept) as SetAside;
  return ['', '-wal'].some((suffix) => sizeOf(join(dirname(path), aside.file + suffix)) > 0) ? aside : undefined;
}

import type Database from 'better-sqlite3';
import type { JournalHead } from '../../ports/journal.ts';
import { firstPrev, type JournalSpan } from './journal-identity.ts';

/** `meta`: the last operation before those in this file, as `<seq> <hash>`. The ones up to it lie in archived segments, or in a damaged file that was set aside. */
export const chainBaseKey = 'chainBase';

/** What the first operation in the file follows. */
export function readChainBase(db: Database.Database, journals: readonly JournalSpan[]): JournalHead {
  const [seq, hash] = db.prepare<[string], string>('SELECT value FROM meta WHERE key = ?').pluck().get(chainBaseKey)?.split(' ') ?? [];
  if (seq !== undefined && hash !== undefined) return { seq: Number(seq), hash };
  return { seq: (journals[0]?.fromSeq ?? 1) - 1, hash: firstPrev(journals) };
}

/** The caller holds the transaction. */
export function writeChainBase(db: Database.Database, base: JournalHead): void {
  db.prepare<[string, string]>('INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value').run(chainBaseKey, `${base.seq} ${base.hash}`);
}

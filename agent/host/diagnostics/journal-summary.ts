import type { JournalReader } from '../../ports/journal-reader.ts';

/** The newest operations that a summary counts */
const counted = 5_000;
const listed = 200;

/** What the journal holds, without anybody in it: kinds and times, no payload. */
export function journalSummary(reader: Pick<JournalReader, 'newest'>): Record<string, unknown> {
  const newest = reader.newest({ fromSeq: Number.MAX_SAFE_INTEGER, limit: counted });
  const kinds: Record<string, number> = {};
  for (const { kind } of newest) kinds[kind] = (kinds[kind] ?? 0) + 1;
  return {
    counted: newest.length,
    kinds,
    newest: newest.slice(0, listed).map(({ seq, kind, atMs, clock }) => ({ seq, kind, at: new Date(atMs).toISOString(), clock })),
  };
}

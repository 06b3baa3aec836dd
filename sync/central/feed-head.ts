import type { Queryable } from './database/database.ts';

export interface FeedHead {
  epoch: string;
  /** Of the last change */
  position: number;
  /** By journal id: the last operation of it that the view contains; 0 where it has none */
  seqOf: (journalId: string) => number;
  /** Of the bundle in force */
  bundleHash: string | null;
}

export async function readFeedHead(tx: Queryable, journalIds: readonly string[]): Promise<FeedHead> {
  const rows = await tx.query<Omit<FeedHead, 'seqOf'> & { seqs: Record<string, number> | null }>(
    `SELECT position,
       (SELECT value FROM meta WHERE key = 'epoch') AS epoch,
       (SELECT json_object_agg(journal_id, seq) FROM journal WHERE journal_id = ANY($1)) AS seqs,
       (SELECT hash FROM bundle ORDER BY serial DESC LIMIT 1) AS "bundleHash"
     FROM feed_head`,
    [journalIds],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('feed_head has lost its row');
  const { seqs, ...head } = row;
  const bySeq = new Map(Object.entries(seqs ?? {}));
  return { ...head, seqOf: (journalId) => bySeq.get(journalId) ?? 0 };
}

/** What the poll compares to see that another process has changed something. */
export async function readFeedMark(db: Queryable): Promise<string> {
  const rows = await db.query<{ mark: string }>(
    `SELECT (SELECT position FROM feed_head)::text || ':' || (SELECT coalesce(max(serial), 0) FROM bundle)::text AS mark`,
  );
  return rows[0]?.mark ?? '';
}

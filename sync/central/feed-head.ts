import type { Queryable } from './database/database.ts';

export interface FeedHead {
  epoch: string;
  /** Of the last change */
  position: number;
  /** Of the last change of a verdict that its till had been told */
  revisedPosition: number;
  /** By journal id: the last operation of it that the view contains; 0 where it has none */
  seqOf: (journalId: string) => number;
  /** Of the bundle in force */
  bundleHash: string | null;
  rootKeyId: string | null;
  /** By till id: an administrator asks it for another key */
  isKeyChangeAsked: (tillId: string) => boolean;
}

interface HeadRow extends Omit<FeedHead, 'seqOf' | 'isKeyChangeAsked'> {
  seqs: Record<string, number> | null;
  keyChanges: string[];
}

/** What concerns one journal or one till alone is read for all of these at once, and told to each for itself. */
export async function readFeedHead(tx: Queryable, of: { journalIds: readonly string[]; tillIds?: readonly string[] }): Promise<FeedHead> {
  const rows = await tx.query<HeadRow>(
    `SELECT position, revised_position AS "revisedPosition",
       (SELECT value FROM meta WHERE key = 'epoch') AS epoch,
       (SELECT json_object_agg(journal_id, seq) FROM journal WHERE journal_id = ANY($1)) AS seqs,
       (SELECT hash FROM bundle ORDER BY serial DESC LIMIT 1) AS "bundleHash",
       (SELECT value FROM meta WHERE key = 'root-key') AS "rootKeyId",
       (SELECT coalesce(json_agg(till_id), '[]'::json) FROM till WHERE till_id = ANY($2) AND key_change_asked_at_ms IS NOT NULL) AS "keyChanges"
     FROM feed_head`,
    [of.journalIds, of.tillIds ?? []],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('feed_head has lost its row');
  const { seqs, keyChanges, ...head } = row;
  const bySeq = new Map(Object.entries(seqs ?? {}));
  const asked = new Set(keyChanges);
  return { ...head, seqOf: (journalId) => bySeq.get(journalId) ?? 0, isKeyChangeAsked: (tillId) => asked.has(tillId) };
}

/** What the poll compares to see that another process has changed something. */
export async function readFeedMark(db: Queryable): Promise<string> {
  const rows = await db.query<{ mark: string }>(
    `SELECT (SELECT value FROM meta WHERE key = 'epoch') || ':' || (SELECT position FROM feed_head)::text || ':' || (SELECT coalesce(max(serial), 0) FROM bundle)::text
       || ':' || (SELECT coalesce(max(value), '') FROM meta WHERE key = 'root-key') || ':' || (SELECT count(*) FROM till WHERE key_change_asked_at_ms IS NOT NULL)::text AS mark`,
  );
  return rows[0]?.mark ?? '';
}

/** Takes a place in the feed for verdicts that changed after their tills were told of them. */
export async function nextRevision(tx: Queryable): Promise<number> {
  const heads = await tx.query<{ position: number }>('UPDATE feed_head SET position = position + 1, revised_position = position + 1 RETURNING position');
  const position = heads[0]?.position;
  if (position === undefined) throw new Error('feed_head has lost its row');
  return position;
}

import type { Database } from '../database/database.ts';

const rowsPerStatement = 10_000;

/** Drops what it is too late to send, and removes what ended longer ago than it is kept. */
export async function tidyNotifications(db: Database, retentionMs: number, nowMs: number): Promise<void> {
  await db.query(
    `UPDATE notification SET state = 'dropped', reason = 'too-late', ended_at_ms = $1, lease = NULL, leased_until_ms = NULL
     WHERE state = 'due' AND too_late_at_ms <= $1 AND (leased_until_ms IS NULL OR leased_until_ms <= $1)`,
    [nowMs],
  );
  for (;;) {
    const gone = await db.query<{ notification_id: string }>(
      `DELETE FROM notification WHERE notification_id IN (SELECT notification_id FROM notification WHERE state <> 'due' AND ended_at_ms < $1 LIMIT $2) RETURNING notification_id`,
      [nowMs - retentionMs, rowsPerStatement],
    );
    if (gone.length < rowsPerStatement) return;
  }
}

import type { Database } from '../database/database.ts';

const dayMs = 86_400_000;
/** Long enough for whoever asks where a customer's points were, and for a till's clock to be wrong by weeks. */
const keptForMs = 90 * dayMs;
const rowsEach = 5_000;

/**
 * Deletes allowances that ended long ago and of which nobody can tell anything any more: their till has pushed long after the end and had nothing left in its queue, or another journal has taken
 * the place of theirs. Of a till that was never heard of again they are kept, or a late receipt would be told as one of an allowance that there never was. Postings and findings stay.
 * May run in several processes at once, and twice.
 */
export async function forgetAllowances(db: Database, nowMs: number): Promise<number> {
  let sum = 0;
  for (;;) {
    const rows = await db.query<{ allowance_id: string }>(
      `DELETE FROM allowance WHERE allowance_id IN (
         SELECT w.allowance_id FROM allowance w JOIN journal j ON j.journal_id = w.journal_id
         WHERE w.ended_at_ms < $1 AND (j.replaced_by IS NOT NULL OR (j.last_push_ms >= w.ended_at_ms + $2 AND j.claimed_seq <= j.seq))
         ORDER BY w.ended_at_ms LIMIT ${rowsEach} FOR UPDATE OF w SKIP LOCKED)
       RETURNING allowance_id`,
      [nowMs - keptForMs, keptForMs / 2],
    );
    sum += rows.length;
    if (rows.length < rowsEach) return sum;
  }
}

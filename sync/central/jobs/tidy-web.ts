import { tidyRefusals } from '../web/claim-refusals.ts';
import type { Database } from '../database/database.ts';

const dayMs = 86_400_000;
/** Answers by Idempotency-Key are told again for so long. */
const answersForMs = 30 * dayMs;
/** A basket that nobody touched for so long is gone; of one that was finished or cancelled the journal knows. */
const recordsForMs = 60 * dayMs;

/** Deletes what web shops will not ask for again. Nothing in the ledger or in a journal hangs on it. */
export async function tidyWeb(db: Database, nowMs: number): Promise<void> {
  await db.query('DELETE FROM web_answer WHERE at_ms < $1', [nowMs - answersForMs]);
  await db.query('DELETE FROM web_sale WHERE updated_at_ms < $1', [nowMs - recordsForMs]);
  await tidyRefusals(db, nowMs);
  await db.query('DELETE FROM web_return WHERE updated_at_ms < $1', [nowMs - recordsForMs]);
}

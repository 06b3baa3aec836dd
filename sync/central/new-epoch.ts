import { randomUUID } from 'node:crypto';
import type { Database } from './database/database.ts';
import { writeMeta } from './meta.ts';

/**
 * Begins a new epoch: for after a backup was restored. Cursors of the old one mean nothing in this database any more, so every till takes a new
 * snapshot at its next contact, and pushes again what the backup does not have. Centrals that run notice by themselves.
 */
export async function beginNewEpoch(db: Database): Promise<{ before: string | undefined; epoch: string }> {
  const epoch = randomUUID();
  const before = await db.transaction(async (tx) => {
    // the feed's lock: no change is told under one epoch and positioned in the other
    await tx.query('SELECT position FROM feed_head FOR UPDATE');
    const rows = await tx.query<{ value: string }>("SELECT value FROM meta WHERE key = 'epoch' FOR UPDATE");
    await writeMeta(tx, 'epoch', epoch);
    // A till may have more of them than this database remembers: what it spends of that is no mistake of the till's.
    await tx.query("UPDATE allowance SET is_of_backup = TRUE WHERE state IN ('granted', 'recalled')");
    return rows[0]?.value;
  });
  db.announcements?.announce();
  return { before, epoch };
}

import { openBooks } from './accounts/open-books.ts';
import { writeBooks } from './accounts/write-books.ts';
import type { Database } from './database/database.ts';
import { expireOverdueHolds } from './holds.ts';

const accountsPerTransaction = 200;

/** Books back every active hold whose time is over, a few accounts at a time. May run in several processes at once. */
export async function expireHolds(db: Database, nowMs: number): Promise<number> {
  let expired = 0;
  for (;;) {
    const overdue = await db.query<{ account_id: string }>(
      "SELECT DISTINCT account_id FROM hold WHERE state = 'active' AND expires_at_ms <= $1 ORDER BY account_id LIMIT $2",
      [nowMs, accountsPerTransaction],
    );
    if (overdue.length === 0) return expired;
    const accountIds = overdue.map((row) => row.account_id);
    expired += await db.transaction(async (tx) => {
      const books = await openBooks(tx, accountIds, [], nowMs);
      for (const accountId of accountIds) expireOverdueHolds(books, accountId);
      await writeBooks(tx, books);
      return books.changedHolds.size;
    }, 'READ COMMITTED', 'idempotent');
  }
}

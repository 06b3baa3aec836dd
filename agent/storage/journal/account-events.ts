import type Database from 'better-sqlite3';
import type { AccountEvents } from '../../ports/account-events.ts';
import { foundBy } from './found-by.ts';
import { guarded } from './journal-fault.ts';

interface Row {
  kind: string;
  atMs: number;
  userId: string | null;
  spentPoints: number | null;
}

/** Reads rows of one customer and of a few days alone, by an index. */
export function createAccountEvents(durable: Database.Database): AccountEvents {
  const since = durable.prepare<[string, number, string, number], Row>(
    `SELECT kind, at_ms AS atMs, payload ->> '$.by.userId' AS userId, payload ->> '$.redemption.points' AS spentPoints FROM operation
     WHERE ${foundBy('account_id = ? AND at_ms >= ?')} AND kind IN ('sale-committed', 'points-claimed', 'card-issued', 'card-activated', 'card-bound') ORDER BY at_ms`,
  );
  // Word for word the condition of its index.
  const hits = durable.prepare<[number, number], { seq: number; atMs: number; payload: string }>(
    `SELECT seq, at_ms AS atMs, payload FROM operation WHERE kind = 'limit-hit' AND at_ms >= ? AND at_ms < ? ORDER BY at_ms`,
  );
  return {
    since: (accountId, sinceMs) => guarded(() => since.all(accountId, sinceMs, accountId, sinceMs)).map(({ kind, atMs, userId, spentPoints }) => ({
      what: kind === 'sale-committed' ? 'receipt' as const : kind === 'points-claimed' ? 'claim' as const : 'card' as const,
      atMs,
      ...(userId === null ? {} : { userId }),
      redeemed: (spentPoints ?? 0) > 0,
    })),
    hits: (fromMs, toMs) => guarded(() => hits.all(fromMs, toMs)),
  };
}

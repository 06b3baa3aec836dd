import { columns } from '../database/columns.ts';
import type { Queryable } from '../database/database.ts';
import { worthSendingMs } from './notification.ts';

/** What a sale gave, and what there is after it. */
export interface AccrualNote {
  opId: string;
  accountId: string;
  points: number;
  balance: number;
}

/** Writes what customers who allow it are to be told of these sales, in the sales' own transaction: neither is there without the other. */
export async function writeAccruals(tx: Queryable, notes: readonly AccrualNote[], nowMs: number): Promise<void> {
  if (notes.length === 0) return;
  await tx.query(
    `INSERT INTO notification (notification_id, account_id, kind, facts, next_at_ms, too_late_at_ms, written_at_ms)
     SELECT 'accrual:' || r."opId", r."accountId", 'accrual', jsonb_build_object('points', r.points, 'balance', r.balance), $1::bigint, $1::bigint + $2::bigint, $1::bigint
     FROM ${noteColumns.from(3)} AS r
     JOIN profile p ON p.account_id = r."accountId" AND p.messages_allowed
     ON CONFLICT (notification_id) DO NOTHING`,
    [nowMs, worthSendingMs.accrual, ...noteColumns.values(notes)],
  );
}

const noteColumns = columns({ opId: 'text', accountId: 'text', points: 'bigint', balance: 'bigint' });

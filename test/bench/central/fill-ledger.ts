import type { Queryable } from '../../../sync/central/database/database.ts';

/** Ledger rows of one account, so that accounts grow with the ledger */
export const rowsPerAccount = 20;

/**
 * Fills the books by plain SQL up to so many ledger rows: accounts with a card, sales with their operations (two postings each), and a tenth of the accounts
 * with points that wait for a day to come.
 */
export async function fillLedger(tx: Queryable, from: number, to: number): Promise<void> {
  const accounts = [from / rowsPerAccount + 1, to / rowsPerAccount] as const;
  const sales = [from / 2 + 1, to / 2] as const;
  await tx.query(
    `INSERT INTO account (account_id, programme_id, tier, available_points, held_points, pending_points, changed_position)
     SELECT 'bulk-' || i, 'test', 'base', $3::bigint * 5, 0, CASE WHEN i % 10 = 0 THEN 50 ELSE 0 END, (SELECT position FROM feed_head) + i - $1::bigint + 1 FROM generate_series($1::bigint, $2::bigint) AS i`,
    [...accounts, rowsPerAccount],
  );
  await tx.query('UPDATE feed_head SET position = position + $1::bigint', [accounts[1] - accounts[0] + 1]);
  await tx.query("INSERT INTO card (number, account_id, state) SELECT (5000000000000 + i)::text, 'bulk-' || i, 'active' FROM generate_series($1::bigint, $2::bigint) AS i", accounts);
  await tx.query(
    `INSERT INTO points_lot (account_id, lot_id, available_on, pending, ready)
     SELECT 'bulk-' || i, 'lot', '2099-01-01', 50, 0 FROM generate_series($1::bigint, $2::bigint) AS i WHERE i % 10 = 0`,
    accounts,
  );
  await tx.query("INSERT INTO till (till_id, name, store_id, public_key, token_hash, enrolled_at_ms) VALUES ('bulk', 'bulk', 'store-1', '', 'bulk', 0) ON CONFLICT DO NOTHING");
  await tx.query(
    `INSERT INTO journal (journal_id, till_id, seq, hash, claimed_seq, claimed_hash, last_push_ms) VALUES ('bulk', 'bulk', $1, 'hash', $1, 'hash', 0)
     ON CONFLICT (journal_id) DO UPDATE SET seq = excluded.seq, claimed_seq = excluded.claimed_seq`,
    [sales[1]],
  );
  await tx.query("INSERT INTO sale (sale_id, journal_id, seq) SELECT 'bulk-sale-' || i, 'bulk', i FROM generate_series($1::bigint, $2::bigint) AS i", sales);
  await tx.query(
    `INSERT INTO operation (journal_id, seq, op_id, kind, schema, at_ms, wall_ms, clock, payload, prev, hash, received_at_ms, verdict, account_id, sale_id, feed_position)
     SELECT 'bulk', i, 'bulk-' || i, 'sale-committed', 1, i, i, 'synced', '{}', 'prev', 'hash', i, 'applied', 'bulk-' || (i % $3::bigint + 1), 'bulk-sale-' || i, i
     FROM generate_series($1::bigint, $2::bigint) AS i`,
    [...sales, accounts[1]],
  );
  await tx.query(
    `INSERT INTO ledger_entry (account_id, programme_id, bucket, amount_minor, op_id, at_ms)
     SELECT 'bulk-' || (i % $3::bigint + 1), 'test', side.bucket, side.points, 'bulk-' || i, i
     FROM generate_series($1::bigint, $2::bigint) AS i CROSS JOIN (VALUES ('available', 5), ('earned', -5)) AS side (bucket, points)`,
    [...sales, accounts[1]],
  );
}

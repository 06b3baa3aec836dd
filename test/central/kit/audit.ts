import { join } from 'node:path';
import type { Database } from '../../../sync/central/database/database.ts';
import { openPglite } from '../../../sync/central/database/pglite.ts';
import { openPostgres } from '../../../sync/central/database/postgres.ts';
import { databaseOf, quietLog } from './database-of.ts';

export interface AuditRow {
  account: string;
  programme: string;
  bucket: string;
  amount_minor: number;
  op_id: string;
}

/** Looks into a stopped centre's database, the way an outside check does. */
export async function inspect<Result>(home: string, look: (db: Database) => Promise<Result>): Promise<Result> {
  const db = await openDatabaseOf(home);
  try {
    return await look(db);
  } finally {
    await db.close();
  }
}

/** The database of a stopped centre. */
export async function openDatabaseOf(home: string): Promise<Database> {
  const { database } = databaseOf(home);
  return database === undefined ? await openPglite(join(home, 'pg')) : await openPostgres({ ...database, log: quietLog });
}

/** Operations whose postings do not sum to zero or whose payload is nowhere, sales without the operation that they name, and accounts whose projection is not the sum of their ledger: both must be empty. */
export async function findImbalances(db: Database): Promise<{ operations: string[]; accounts: string[] }> {
  const operations = await db.query<{ op_id: string }>('SELECT op_id FROM audit_ledger GROUP BY op_id HAVING sum(amount_minor) <> 0');
  const orphans = await db.query<{ sale_id: string }>(
    'SELECT sale_id FROM sale s WHERE s.seq IS NOT NULL AND NOT EXISTS (SELECT 1 FROM operation o WHERE o.journal_id = s.journal_id AND o.seq = s.seq)',
  );
  const lost = await db.query<{ op_id: string }>(
    'SELECT op_id FROM operation o WHERE payload IS NULL AND NOT EXISTS (SELECT 1 FROM payload_block b WHERE b.journal_id = o.journal_id AND b.from_seq <= o.seq)',
  );
  const accounts = await db.query<{ account_id: string }>(
    `SELECT a.account_id FROM account a
     WHERE a.available_points <> (SELECT coalesce(sum(amount_minor), 0) FROM audit_ledger l WHERE l.account = a.account_id AND l.bucket = 'available')
        OR a.held_points <> (SELECT coalesce(sum(amount_minor), 0) FROM audit_ledger l WHERE l.account = a.account_id AND l.bucket = 'held')
        OR a.held_points <> (SELECT coalesce(sum(points), 0) FROM hold h WHERE h.account_id = a.account_id AND h.state = 'active')
        OR a.leased_points <> (SELECT coalesce(sum(amount_minor), 0) FROM audit_ledger l WHERE l.account = a.account_id AND l.bucket = 'leased')
        OR a.leased_points <> (SELECT coalesce(sum(points), 0) FROM allowance w WHERE w.account_id = a.account_id)
        OR a.pending_points <> (SELECT coalesce(sum(amount_minor), 0) FROM audit_ledger l WHERE l.account = a.account_id AND l.bucket = 'pending')
        OR a.pending_points <> (SELECT coalesce(sum(pending), 0) FROM points_lot p WHERE p.account_id = a.account_id)
        OR greatest(0, a.available_points + a.held_points + a.leased_points) < (SELECT coalesce(sum(ready), 0) FROM points_lot p WHERE p.account_id = a.account_id)`,
  );
  return { operations: [...operations.map((row) => row.op_id), ...orphans.map((row) => row.sale_id), ...lost.map((row) => row.op_id)], accounts: accounts.map((row) => row.account_id) };
}

/** The postings of one operation: points by bucket. */
export async function postingsOf(db: Database, opId: string): Promise<Record<string, number>> {
  const rows = await db.query<AuditRow>('SELECT account, programme, bucket, amount_minor, op_id FROM audit_ledger WHERE op_id = $1', [opId]);
  return Object.fromEntries(rows.map((row) => [row.bucket, row.amount_minor]));
}

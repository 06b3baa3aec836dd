import { join } from 'node:path';
import type { CentralBooks } from '../../../agent/cli/replay/oracle/books.ts';
import { readBooks } from '../../../agent/cli/replay/oracle/read-central.ts';
import type { Database } from '../../../sync/central/database/database.ts';
import { openPglite } from '../../../sync/central/database/pglite.ts';
import { openPostgres } from '../../../sync/central/database/postgres.ts';
import { quietLog } from '../../central/kit/database-of.ts';

/** Where the centrals of a part keep their books: PostgreSQL at this address, or PGlite in their home. */
export interface CentralDatabase {
  home: string;
  postgresUrl?: string;
}

/** The books at the end. An embedded central must have stopped. */
export function booksOf(database: CentralDatabase): Promise<CentralBooks> {
  return withDatabase(database, (db) => readBooks((sql) => db.query(sql)));
}

/** In words: accounts that had less than nothing to spend at some moment of the ledger's own order, though no rule lets them. */
export async function overdrawnAccounts(database: CentralDatabase): Promise<string[]> {
  const rows = await withDatabase(database, (db) => db.query<{ account_id: string; lowest: number }>(
    `SELECT account_id, min(running)::bigint AS lowest
     FROM (SELECT account_id, sum(amount_minor) OVER (PARTITION BY account_id ORDER BY entry_id) AS running FROM ledger_entry WHERE bucket = 'available') AS balance
     GROUP BY account_id HAVING min(running) < 0`,
  ));
  return rows.map(({ account_id: account, lowest }) => `overdrawn: ${account} was at ${lowest} points`);
}

async function withDatabase<Result>({ home, postgresUrl }: CentralDatabase, look: (db: Database) => Promise<Result>): Promise<Result> {
  const db = postgresUrl === undefined ? await openPglite(join(home, 'pg')) : await openPostgres({ url: postgresUrl, poolSize: 1, log: quietLog });
  try {
    return await look(db);
  } finally {
    await db.close();
  }
}

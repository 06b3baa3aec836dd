import { join } from 'node:path';
import type { CentralBooks } from '../../../agent/cli/replay/oracle/books.ts';
import { readBooks, readCentralBooks } from '../../../agent/cli/replay/oracle/read-central.ts';
import { openPostgres } from '../../../sync/central/database/postgres.ts';
import { quietLog } from '../../central/kit/database-of.ts';

/** Where the centrals of a part keep their books: PostgreSQL at this address, or PGlite in their home. */
export interface CentralDatabase {
  home: string;
  postgresUrl?: string;
}

/** The books at the end. An embedded central must have stopped. */
export async function booksOf({ home, postgresUrl }: CentralDatabase): Promise<CentralBooks> {
  if (postgresUrl === undefined) return await readCentralBooks(join(home, 'pg'));
  const db = await openPostgres({ url: postgresUrl, poolSize: 1, log: quietLog });
  try {
    return await readBooks((sql) => db.query(sql));
  } finally {
    await db.close();
  }
}

import type { Database, Queryable } from '../../../sync/central/database/database.ts';

/** Where the copies lie */
const backup = 'model_backup';

/** Copies every table of the centre, from one view: what `pg_dump` does, on either database and without stopping anything. */
export async function backUpTables(db: Database): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.query(`DROP SCHEMA IF EXISTS ${backup} CASCADE`);
    await tx.query(`CREATE SCHEMA ${backup}`);
    for (const table of await tablesOf(tx)) await tx.query(`CREATE TABLE ${backup}.${table} AS SELECT * FROM public.${table}`);
  }, 'REPEATABLE READ');
}

/** The tables as they were copied. Sequences go on: what they number has to rise, and nothing else. */
export async function restoreTables(db: Database): Promise<void> {
  await db.transaction(async (tx) => {
    const tables = await tablesOf(tx);
    // as a restore does: rows come in any order, and triggers had their say when they were written
    await tx.query('SET LOCAL session_replication_role = replica');
    await tx.query(`TRUNCATE ${tables.map((table) => `public.${table}`).join(', ')}`);
    for (const table of tables) await tx.query(`INSERT INTO public.${table} OVERRIDING SYSTEM VALUE SELECT * FROM ${backup}.${table}`);
  });
}

async function tablesOf(tx: Queryable): Promise<string[]> {
  return (await tx.query<{ name: string }>("SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")).map(({ name }) => name);
}

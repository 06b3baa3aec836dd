import type { Queryable } from './database/database.ts';

/**
 * `epoch`: an id of this database's history; `seeded`: the shop folder was read; `root-key`: the fingerprint of the key that signs for it;
 * `block-list`: the signed list of blocked cards in force.
 */
export type MetaKey = 'epoch' | 'seeded' | 'root-key' | 'block-list';

export async function readMeta(db: Queryable, key: MetaKey): Promise<string | undefined> {
  const rows = await db.query<{ value: string }>('SELECT value FROM meta WHERE key = $1', [key]);
  return rows[0]?.value;
}

/** Stores the value if there is none yet; answers the one that is in force. */
export async function settleMeta(db: Queryable, key: MetaKey, value: string): Promise<string> {
  await db.query('INSERT INTO meta (key, value) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING', [key, value]);
  return (await readMeta(db, key)) ?? value;
}

/**
 * The epoch in force. It is read whenever it is told, never kept: a restored database gets a new one, and every process of the centre must say
 * that one from then on.
 */
export async function readEpoch(db: Queryable): Promise<string> {
  const epoch = await readMeta(db, 'epoch');
  if (epoch === undefined) throw new Error('the database has lost its epoch');
  return epoch;
}

/** Stores the value in place of the one before. */
export async function writeMeta(db: Queryable, key: MetaKey, value: string): Promise<void> {
  await db.query('INSERT INTO meta (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value', [key, value]);
}

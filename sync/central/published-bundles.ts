import type { Queryable } from './database/database.ts';

/** One bundle that was ever published here. */
export interface PublishedBundle {
  serial: number;
  hash: string;
  /** Of the root key that its signature is by */
  keyId: string;
  publishedAtMs: number;
  promotions: number;
  /** The one with the highest serial */
  isInForce: boolean;
}

/** The newest first. */
export async function listBundles(db: Queryable): Promise<PublishedBundle[]> {
  return await db.query<PublishedBundle>(
    `SELECT serial, hash, key_id AS "keyId", published_at_ms AS "publishedAtMs", jsonb_array_length(body::jsonb -> 'promotions') AS promotions,
       serial = (SELECT max(serial) FROM bundle) AS "isInForce"
     FROM bundle ORDER BY serial DESC`,
  );
}

/** The very text that was signed: published again elsewhere it has the same hash. Without a serial it is the one in force; undefined where there is none such. */
export async function readBundleText(db: Queryable, serial?: number): Promise<{ serial: number; hash: string; text: string } | undefined> {
  const rows = await db.query<{ serial: number; hash: string; text: string }>(
    'SELECT serial, hash, body AS text FROM bundle WHERE $1::bigint IS NULL OR serial = $1::bigint ORDER BY serial DESC LIMIT 1', [serial ?? null],
  );
  return rows[0];
}

import { phoneHash } from './phone-hash.ts';
import { recordset, type Database, type Queryable } from '../database/database.ts';
import type { PhoneKeys } from './phone-keys.ts';

const profilesPerTransaction = 1_000;

interface UnhashedRow {
  account_id: string;
  phone: string | null;
  phone_verified: boolean;
}

/** Puts the hash of each telephone that changed into its account, and so into the feed. It may run at any time, twice and in several processes. @returns how many accounts changed */
export async function hashPhones({ db, phoneKeys }: { db: Database; phoneKeys: PhoneKeys }): Promise<number> {
  let changed = 0;
  for (;;) {
    const round = await db.transaction(async (tx) => await hashSome(tx, phoneKeys), 'READ COMMITTED', 'idempotent');
    changed += round.changed;
    if (round.found < profilesPerTransaction) return changed;
  }
}

async function hashSome(tx: Queryable, phoneKeys: PhoneKeys): Promise<{ found: number; changed: number }> {
  const due = await tx.query<{ account_id: string }>('SELECT account_id FROM profile WHERE NOT phone_hashed ORDER BY account_id LIMIT $1', [profilesPerTransaction]);
  if (due.length === 0) return { found: 0, changed: 0 };
  const ids = due.map(({ account_id }) => account_id);
  await tx.query('SELECT account_id FROM account WHERE account_id = ANY($1) ORDER BY account_id FOR UPDATE', [ids]);
  // read under the locks: a profile changes only under its account's
  const rows = await tx.query<UnhashedRow>('SELECT account_id, phone, phone_verified FROM profile WHERE account_id = ANY($1) AND NOT phone_hashed', [ids]);
  const { secret } = await phoneKeys.current(tx);
  const key = Buffer.from(secret, 'base64');
  const hashed = rows.map(({ account_id: accountId, phone, phone_verified }) => ({ accountId, hash: phone === null ? null : phoneHash(key, phone), verified: phone !== null && phone_verified }));
  await tx.query('UPDATE profile SET phone_hashed = TRUE WHERE account_id = ANY($1)', [ids]);
  const differing = await tx.query<{ accountId: string; hash: string | null; verified: boolean }>(
    `SELECT r."accountId", r.hash, r.verified FROM json_to_recordset($1::json) AS r("accountId" text, hash text, verified boolean)
     JOIN account a ON a.account_id = r."accountId" WHERE a.phone_hash IS DISTINCT FROM r.hash OR a.phone_verified <> r.verified ORDER BY 1`,
    recordset(hashed),
  );
  if (differing.length === 0) return { found: due.length, changed: 0 };
  await tx.query(
    `WITH head AS (UPDATE feed_head SET position = position + $2::bigint RETURNING position)
     UPDATE account a SET phone_hash = r.hash, phone_verified = r.verified, changed_position = head.position - $2::bigint + r.place
     FROM head, json_to_recordset($1::json) AS r("accountId" text, hash text, verified boolean, place bigint) WHERE a.account_id = r."accountId"`,
    [...recordset(differing.map((row, index) => ({ ...row, place: index + 1 }))), differing.length],
  );
  return { found: due.length, changed: differing.length };
}

import { randomBytes } from 'node:crypto';
import { fingerprintLength } from '../../protocol/enrolment-code.ts';
import { phoneKeySigningText, type SignedPhoneKey } from '../../protocol/phone-key.ts';
import type { Database, Queryable } from '../database/database.ts';
import type { RootKey } from '../home/root-key.ts';
import type { RootKeys } from '../home/root-keys.ts';
import { assertKeyInForce } from '../root-rotation.ts';
import { sha256Hex } from '../sha256-hex.ts';
import { unwrapText, wrappingSecretOf, wrapText } from './wrapped-text.ts';

/** The keys of telephone hashes. They lie in the database, wrapped as sealing keys are. */
export interface PhoneKeys {
  /**
   * The latest, as tills are told it, signed by the root key in force.
   * @throws ProblemError `root-key-away` where this process does not have it
   */
  current(db: Queryable): Promise<SignedPhoneKey>;
}

/** Any number that no other lock has */
const phoneKeyLock = 731_780;

export function createPhoneKeys(rootKeys: RootKeys): PhoneKeys {
  return {
    async current(db) {
      const rootKey = await rootKeys.inForce(db);
      const rows = await db.query<{ key_id: string; secret: string; issued_at_ms: number }>('SELECT key_id, secret, issued_at_ms FROM phone_key ORDER BY issued_at_ms DESC, key_id DESC LIMIT 1');
      const row = rows[0];
      if (row === undefined) throw new Error('the database has no key of telephone hashes');
      const key = { keyId: row.key_id, secret: unwrapText(wrappingSecretOf(rootKey), row.secret), issuedAtMs: row.issued_at_ms };
      return { ...key, signature: rootKey.sign(phoneKeySigningText(key)) };
    },
  };
}

/** Makes the first key of this database; of several processes that start at once one does. */
export async function ensurePhoneKey(db: Database, rootKey: RootKey, nowMs: number): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.query('SELECT pg_advisory_xact_lock($1::bigint)', [phoneKeyLock]);
    const rows = await tx.query('SELECT key_id FROM phone_key LIMIT 1');
    if (rows.length === 0) await insertKey(tx, rootKey, nowMs);
  }, 'READ COMMITTED', 'idempotent');
}

/** From now on tills are told another key, and every telephone is hashed anew; until a row is, tills find it by the key before. @returns its id */
export async function rotatePhoneKey(db: Database, rootKey: RootKey, nowMs: number): Promise<string> {
  return await db.transaction(async (tx) => {
    await tx.query('SELECT pg_advisory_xact_lock($1::bigint)', [phoneKeyLock]);
    const rows = await tx.query<{ latest: number | null }>('SELECT max(issued_at_ms) AS latest FROM phone_key');
    const keyId = await insertKey(tx, rootKey, Math.max(nowMs, (rows[0]?.latest ?? 0) + 1));
    await tx.query('UPDATE profile SET phone_hashed = FALSE WHERE phone IS NOT NULL');
    return keyId;
  }, 'READ COMMITTED', 'undone');
}

async function insertKey(tx: Queryable, rootKey: RootKey, issuedAtMs: number): Promise<string> {
  await assertKeyInForce(tx, rootKey);
  const secret = randomBytes(32);
  const keyId = sha256Hex(secret).slice(0, fingerprintLength);
  await tx.query('INSERT INTO phone_key (key_id, secret, issued_at_ms) VALUES ($1, $2, $3)', [keyId, wrapText(wrappingSecretOf(rootKey), secret.toString('base64')), issuedAtMs]);
  return keyId;
}

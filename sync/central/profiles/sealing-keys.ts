import { generateKeyPairSync } from 'node:crypto';
import { fingerprintLength } from '../../protocol/enrolment-code.ts';
import { sealingKeySigningText, type SignedSealingKey } from '../../protocol/sealing-key.ts';
import { TransactionConflict, type Database, type Queryable } from '../database/database.ts';
import type { RootKey } from '../home/root-key.ts';
import type { RootKeys } from '../home/root-keys.ts';
import { openSealed } from '../open-sealed.ts';
import { assertKeyInForce } from '../root-rotation.ts';
import { sha256Hex } from '../sha256-hex.ts';
import { unwrapText, wrappingSecretOf, wrapText } from './wrapped-text.ts';

/**
 * The keys that tills seal personal fields to. They lie in the database, so that every process of the centre has them, wrapped by a key that is made from
 * the root key in force, so that neither the database nor a backup of it opens anything; a rotation of the root key wraps them anew (`wrapSealingKeysAnew`).
 * A key is never removed: tills seal offline to the one they know.
 */
export interface SealingKeys {
  /**
   * What tills are told to seal to, signed by the root key in force.
   * @throws ProblemError `root-key-away` where this process does not have it
   */
  current(db: Queryable): Promise<SignedSealingKey>;
  /** The text of a sealed blob. Undefined where it was sealed to no key of this centre, or was changed since. */
  open(db: Queryable, sealedTo: string, sealed: string): Promise<string | undefined>;
}

/** Any number that no other lock has */
const sealingLock = 731_760;

interface KeyRow {
  key_id: string;
  public_key: string;
  private_key: string;
  issued_at_ms: number;
}

export function createSealingKeys(rootKeys: RootKeys): SealingKeys {
  const opened = new Map<string, string>();
  return {
    async current(db) {
      const rows = await db.query<KeyRow>('SELECT key_id, public_key, issued_at_ms FROM sealing_key ORDER BY issued_at_ms DESC, key_id DESC LIMIT 1');
      const row = rows[0];
      if (row === undefined) throw new Error('the database has no sealing key');
      const key = { keyId: row.key_id, publicKey: row.public_key, issuedAtMs: row.issued_at_ms };
      return { ...key, signature: (await rootKeys.inForce(db)).sign(sealingKeySigningText(key)) };
    },
    async open(db, sealedTo, sealed) {
      const known = opened.get(sealedTo) ?? await readPrivateKey(db, rootKeys, sealedTo);
      if (known === undefined) return undefined;
      opened.set(sealedTo, known);
      try {
        return openSealed(known, sealed);
      } catch {
        return undefined;
      }
    },
  };
}

/** Makes the first key of this database; of several processes that start at once one does. */
export async function ensureSealingKey(db: Database, rootKey: RootKey, nowMs: number): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.query('SELECT pg_advisory_xact_lock($1::bigint)', [sealingLock]);
    const rows = await tx.query<{ key_id: string }>('SELECT key_id FROM sealing_key LIMIT 1');
    if (rows.length === 0) await insertKey(tx, rootKey, nowMs);
  }, 'READ COMMITTED', 'idempotent');
}

/** From now on tills are told another key, and take it with their next page of the feed. @returns its id */
export async function rotateSealingKey(db: Database, rootKey: RootKey, nowMs: number): Promise<string> {
  return await db.transaction(async (tx) => {
    await tx.query('SELECT pg_advisory_xact_lock($1::bigint)', [sealingLock]);
    const rows = await tx.query<{ latest: number | null }>('SELECT max(issued_at_ms) AS latest FROM sealing_key');
    // a clock that was set back must not make the new key the older one
    return await insertKey(tx, rootKey, Math.max(nowMs, (rows[0]?.latest ?? 0) + 1));
  }, 'READ COMMITTED', 'undone');
}

async function insertKey(tx: Queryable, rootKey: RootKey, issuedAtMs: number): Promise<string> {
  await assertKeyInForce(tx, rootKey);
  const pair = generateKeyPairSync('x25519');
  const der = pair.publicKey.export({ type: 'spki', format: 'der' });
  const keyId = sha256Hex(der).slice(0, fingerprintLength);
  const pem = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  await tx.query('INSERT INTO sealing_key (key_id, public_key, private_key, issued_at_ms) VALUES ($1, $2, $3, $4)', [
    keyId, der.toString('base64'), wrapText(wrappingSecretOf(rootKey), pem), issuedAtMs,
  ]);
  return keyId;
}

async function readPrivateKey(db: Queryable, rootKeys: RootKeys, keyId: string): Promise<string | undefined> {
  const rows = await db.query<{ wrapped: string; root_key_id: string | null }>(
    "SELECT private_key AS wrapped, (SELECT value FROM meta WHERE key = 'root-key') AS root_key_id FROM sealing_key WHERE key_id = $1", [keyId],
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  const rootKey = await rootKeys.inForce(db);
  if (row.root_key_id !== null && row.root_key_id !== rootKey.fingerprint) throw new TransactionConflict('the root key handed over at the same moment');
  return unwrapText(wrappingSecretOf(rootKey), row.wrapped);
}

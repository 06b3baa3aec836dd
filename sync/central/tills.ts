import type { Queryable } from './database/database.ts';
import { sha256Hex } from './sha256-hex.ts';

export interface Till {
  tillId: string;
  name: string;
  storeId: string;
  /** Ed25519, SPKI DER in base64 */
  publicKey: string;
  /** The key before it: what it signed is still taken until then */
  former?: { publicKey: string; untilMs: number };
}

/** Batches that were on their way when the till changed its key arrive within this time. */
export const formerKeyMs = 3_600_000;

/** A till as one of its calls shows it. */
export interface CallingTill extends Till {
  /** Digest of the token that it called with */
  tokenSha256: string;
  /** Undefined while its enrolment is good */
  revokedAtMs: number | undefined;
}

/** The till whose bearer token this is. Only the token's digest is stored. */
export async function findTillByToken(db: Queryable, token: string): Promise<CallingTill | undefined> {
  const tokenSha256 = sha256Hex(token);
  const rows = await db.query<{ till_id: string; name: string; store_id: string; public_key: string; revoked_at_ms: number | null; former_public_key: string | null; key_changed_at_ms: number | null }>(
    'SELECT till_id, name, store_id, public_key, revoked_at_ms, former_public_key, key_changed_at_ms FROM till WHERE token_hash = $1',
    [tokenSha256],
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  const { former_public_key: former, key_changed_at_ms: changedAtMs } = row;
  return {
    tillId: row.till_id, name: row.name, storeId: row.store_id, publicKey: row.public_key, tokenSha256, revokedAtMs: row.revoked_at_ms ?? undefined,
    ...(former === null || changedAtMs === null ? {} : { former: { publicKey: former, untilMs: changedAtMs + formerKeyMs } }),
  };
}

/** Stores a till with its new key and token. A till that enrols again loses its old token at this moment. */
export async function saveTill(db: Queryable, till: Till, token: string, nowMs: number): Promise<void> {
  await db.query(
    `INSERT INTO till (till_id, name, store_id, public_key, token_hash, enrolled_at_ms) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (till_id) DO UPDATE SET name = excluded.name, store_id = excluded.store_id, public_key = excluded.public_key,
       token_hash = excluded.token_hash, enrolled_at_ms = excluded.enrolled_at_ms, revoked_at_ms = NULL, former_public_key = NULL, key_changed_at_ms = NULL, key_change_asked_at_ms = NULL`,
    [till.tillId, till.name, till.storeId, till.publicKey, sha256Hex(token), nowMs],
  );
}

export interface TillOverview {
  tillId: string;
  tillName: string;
  storeId: string;
  enrolledAtMs: number;
  /** Its enrolment is revoked since then */
  revokedAtMs?: number;
  /** The journals that it pushed: what the centre has of each, and where the till says that it ends */
  journals: { journalId: string; seq: number; claimedSeq: number; lastPushMs: number; quarantinedOperations: number }[];
}

export async function listTills(db: Queryable): Promise<TillOverview[]> {
  const rows = await db.query<{ till_id: string; name: string; store_id: string; enrolled_at_ms: number; revoked_at_ms: number | null; journals: TillOverview['journals'] }>(
    `SELECT till_id, name, store_id, enrolled_at_ms, revoked_at_ms,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('journalId', j.journal_id, 'seq', j.seq, 'claimedSeq', j.claimed_seq, 'lastPushMs', j.last_push_ms,
            'quarantinedOperations', (SELECT count(*) FROM quarantined_operation q WHERE q.journal_id = j.journal_id)) ORDER BY j.journal_id), '[]'::jsonb)
          FROM journal j WHERE j.till_id = t.till_id) AS journals
     FROM till t ORDER BY till_id`,
  );
  return rows.map((row) => ({
    tillId: row.till_id, tillName: row.name, storeId: row.store_id, enrolledAtMs: row.enrolled_at_ms, ...(row.revoked_at_ms === null ? {} : { revokedAtMs: row.revoked_at_ms }), journals: row.journals,
  }));
}

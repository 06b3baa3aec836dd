import { randomBytes, randomUUID } from 'node:crypto';
import Type from 'typebox';
import { Id, Strict } from '../../../agent/domain/scalars.ts';
import type { BundleLibrary } from '../bundle-library.ts';
import type { Database, Queryable } from '../database/database.ts';
import { unreachable } from '../../../agent/domain/unreachable.ts';
import { ProblemError } from '../problem-error.ts';
import { sha256Hex } from '../sha256-hex.ts';
import { ShownName } from '../shown-name.ts';
import { openChannel, type WebChannel } from './web-channel.ts';

/** `web-shop` sells under its channel; `partner` sees cards and balances, and nothing of the people. */
export type ApiScope = 'web-shop' | 'partner';

export const ApiKeyRequest = Type.Union([
  Strict({ name: ShownName, scope: Type.Literal('partner') }),
  Strict({ name: ShownName, scope: Type.Literal('web-shop'), channelId: Type.String({ pattern: '^[A-Za-z0-9._-]{1,60}$', description: '1 to 60 characters of A–Z a–z 0–9 . _ -' }), storeId: Id }),
]);
export type ApiKeyRequest = Type.Static<typeof ApiKeyRequest>;

/** A key as a call shows it. */
export type ApiKey = { keyId: string; scope: 'partner' } | { keyId: string; scope: 'web-shop'; channel: WebChannel };

export interface ApiKeyOverview {
  keyId: string;
  name: string;
  scope: ApiScope;
  /** Of a web shop */
  channelId?: string;
  storeId?: string;
  madeAtMs: number;
  revokedAtMs?: number;
}

/**
 * Makes a key. Its text is answered once and never stored: only its digest is. Several keys may share a channel, so that one can be replaced by another.
 * @throws ProblemError `channel-differs`
 */
export async function makeApiKey(db: Database, library: BundleLibrary, request: ApiKeyRequest, nowMs: number): Promise<{ keyId: string; key: string }> {
  const keyId = randomUUID();
  const key = randomBytes(32).toString('base64url');
  await db.transaction(async (tx) => {
    const channel = request.scope === 'partner' ? undefined : await openChannel(tx, library, request, nowMs);
    await tx.query('INSERT INTO api_key (key_id, key_hash, name, scope, channel_id, made_at_ms) VALUES ($1, $2, $3, $4, $5, $6)', [
      keyId, sha256Hex(key), request.name, request.scope, channel?.channelId ?? null, nowMs,
    ]);
  });
  return { keyId, key };
}

/** Ends a key; again it changes nothing. @returns when it was revoked. @throws ProblemError `not-found` */
export async function revokeApiKey(db: Queryable, keyId: string, nowMs: number): Promise<number> {
  const rows = await db.query<{ revoked_at_ms: number }>('UPDATE api_key SET revoked_at_ms = coalesce(revoked_at_ms, $2) WHERE key_id = $1 RETURNING revoked_at_ms', [keyId, nowMs]);
  const row = rows[0];
  if (row === undefined) throw new ProblemError('not-found', `There is no API key ${keyId}.`);
  return row.revoked_at_ms;
}

interface ApiKeyRow {
  key_id: string;
  name: string;
  scope: ApiScope;
  channel_id: string | null;
  store_id: string | null;
  journal_id: string | null;
  made_at_ms: number;
  revoked_at_ms: number | null;
}

const keyRows = 'SELECT k.key_id, k.name, k.scope, k.channel_id, c.store_id, c.journal_id, k.made_at_ms, k.revoked_at_ms FROM api_key k LEFT JOIN web_channel c ON c.channel_id = k.channel_id';

/** The oldest first, revoked ones too. */
export async function listApiKeys(db: Queryable): Promise<ApiKeyOverview[]> {
  const rows = await db.query<ApiKeyRow>(`${keyRows} ORDER BY k.made_at_ms, k.key_id`);
  return rows.map((row) => ({
    keyId: row.key_id,
    name: row.name,
    scope: row.scope,
    ...(row.channel_id === null || row.store_id === null ? {} : { channelId: row.channel_id, storeId: row.store_id }),
    madeAtMs: row.made_at_ms,
    ...(row.revoked_at_ms === null ? {} : { revokedAtMs: row.revoked_at_ms }),
  }));
}

/** Whose key this is; undefined for none of ours. @throws ProblemError `key-revoked` */
export async function findApiKey(db: Queryable, key: string): Promise<ApiKey | undefined> {
  const rows = await db.query<ApiKeyRow>(`${keyRows} WHERE k.key_hash = $1`, [sha256Hex(key)]);
  const row = rows[0];
  if (row === undefined) return undefined;
  if (row.revoked_at_ms !== null) throw new ProblemError('key-revoked', 'This key was revoked. Ask the administrator of the programme for another one.');
  switch (row.scope) {
    case 'partner':
      return { keyId: row.key_id, scope: 'partner' };
    case 'web-shop': {
      const { channel_id: channelId, store_id: storeId, journal_id: journalId } = row;
      if (channelId === null || storeId === null || journalId === null) throw new Error(`the key ${row.key_id} of a web shop has lost its channel`);
      return { keyId: row.key_id, scope: 'web-shop', channel: { channelId, storeId, journalId } };
    }
    default:
      return unreachable(row.scope);
  }
}

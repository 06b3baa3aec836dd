import { createPublicKey, verify } from 'node:crypto';
import type { TillKeyAnswer, TillKeyRequest } from '../protocol/messages.ts';
import { tillKeyChangeText } from '../protocol/till-key-change.ts';
import type { Database, Queryable } from './database/database.ts';
import { assertPublicKey } from './enrolment.ts';
import { ProblemError } from './problem-error.ts';
import type { Till } from './tills.ts';

/**
 * The till's key hands over to another, which its old one signed. Again it changes nothing: the till that did not hear the answer asks again.
 * @throws ProblemError `till-key-refused`, `public-key-invalid`; nothing is changed then
 */
export async function changeTillKey(db: Database, { tillId }: Till, { from, to, signature }: TillKeyRequest, nowMs: number): Promise<TillKeyAnswer> {
  assertPublicKey(from, '/from');
  assertPublicKey(to, '/to');
  const key = createPublicKey({ key: Buffer.from(from, 'base64'), format: 'der', type: 'spki' });
  if (!verify(null, Buffer.from(tillKeyChangeText({ tillId, from, to }), 'utf8'), key, Buffer.from(signature, 'base64'))) {
    throw new ProblemError('till-key-refused', 'The change is not signed by the key that it replaces.', { path: '/signature' });
  }
  return await db.transaction(async (tx) => {
    const [till] = await tx.query<{ public_key: string; former_public_key: string | null }>('SELECT public_key, former_public_key FROM till WHERE till_id = $1 FOR UPDATE', [tillId]);
    if (till?.public_key === to && till.former_public_key === from) return { publicKey: to };
    if (till?.public_key !== from) throw new ProblemError('till-key-refused', `Till ${tillId} has another key.`, { path: '/from' });
    await tx.query('UPDATE till SET public_key = $2, former_public_key = public_key, key_changed_at_ms = $3, key_change_asked_at_ms = NULL WHERE till_id = $1', [tillId, to, nowMs]);
    await tx.query('INSERT INTO former_till_key (public_key, till_id, changed_at_ms) VALUES ($1, $2, $3) ON CONFLICT (public_key) DO NOTHING', [from, tillId, nowMs]);
    return { publicKey: to };
  }, 'READ COMMITTED', 'idempotent');
}

/** The till is told at its next contact, until it has another key. @throws ProblemError `not-found` */
export async function askForNewKey(db: Queryable, tillId: string, nowMs: number): Promise<{ tillId: string; askedAtMs: number }> {
  const rows = await db.query<{ asked: number }>('UPDATE till SET key_change_asked_at_ms = coalesce(key_change_asked_at_ms, $2) WHERE till_id = $1 RETURNING key_change_asked_at_ms AS asked', [tillId, nowMs]);
  const [row] = rows;
  if (row === undefined) throw new ProblemError('not-found', `There is no till ${tillId}.`);
  return { tillId, askedAtMs: row.asked };
}

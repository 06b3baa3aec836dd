import { createPublicKey, randomBytes, randomInt } from 'node:crypto';
import { formatEnrolmentCode, parseEnrolmentCode, secretAlphabet, secretLength } from '../protocol/enrolment-code.ts';
import type { EnrolAnswer } from '../protocol/messages.ts';
import type { Database, Queryable } from './database/database.ts';
import type { RootKey } from './home/root-key.ts';
import { ProblemError } from './problem-error.ts';
import { isRetired } from './root-rotation.ts';
import { sha256Hex } from './sha256-hex.ts';
import { saveTill } from './tills.ts';
import { isOfficeTillId } from './cards/office-cards.ts';
import { isChannelTillId } from './web/web-channel.ts';

export const enrolmentCodeLifeMs = 24 * 3_600_000;

export interface TillToEnrol {
  tillId: string;
  tillName: string;
  storeId: string;
}

/** A new one-time code for this till. Only its digest is stored. @throws ProblemError `bad-request` for the id of a web channel */
export async function makeEnrolmentCode(db: Queryable, rootKey: RootKey, till: TillToEnrol, nowMs: number): Promise<string> {
  if (isOfficeTillId(till.tillId)) throw new ProblemError('bad-request', 'Ids that begin with office: stand for the centre itself.', { path: '/tillId' });
  if (isChannelTillId(till.tillId)) throw new ProblemError('bad-request', 'Ids that begin with web: stand for web channels.', { path: '/tillId' });
  const secret = Array.from({ length: secretLength }, () => secretAlphabet[randomInt(secretAlphabet.length)]).join('');
  await db.query('INSERT INTO enrolment_code (code_hash, till_id, till_name, store_id, expires_at_ms) VALUES ($1, $2, $3, $4, $5)', [
    sha256Hex(secret), till.tillId, till.tillName, till.storeId, nowMs + enrolmentCodeLifeMs,
  ]);
  return formatEnrolmentCode(secret, rootKey.fingerprint);
}

/**
 * Turns a one-time code into an identity.
 * @throws ProblemError `enrolment-code-wrong`, `-retired`, `-used`, `-expired`, `public-key-invalid`
 */
export async function enrolTill(db: Database, rootKey: RootKey, request: { code: string; publicKey: string }, nowMs: number): Promise<EnrolAnswer> {
  const code = parseEnrolmentCode(request.code);
  if (code !== undefined && code.fingerprint !== rootKey.fingerprint && (await isRetired(db, code.fingerprint))) {
    throw new ProblemError('enrolment-code-retired', 'This code was made before the centre changed its root key. Ask for a new one.');
  }
  if (code === undefined || code.fingerprint !== rootKey.fingerprint) {
    throw new ProblemError('enrolment-code-wrong', 'This is no enrolment code of this centre.');
  }
  assertPublicKey(request.publicKey);
  return await db.transaction(async (tx) => {
    const till = await useCode(tx, code.secret, nowMs);
    const token = randomBytes(32).toString('base64url');
    await saveTill(tx, { tillId: till.tillId, name: till.tillName, storeId: till.storeId, publicKey: request.publicKey }, token, nowMs);
    return { ...till, token, rootPublicKey: rootKey.publicKey, keyId: rootKey.fingerprint };
  });
}

async function useCode(tx: Queryable, secret: string, nowMs: number): Promise<TillToEnrol> {
  const rows = await tx.query<{ till_id: string; till_name: string; store_id: string; expires_at_ms: number; used_at_ms: number | null }>(
    'SELECT till_id, till_name, store_id, expires_at_ms, used_at_ms FROM enrolment_code WHERE code_hash = $1 FOR UPDATE',
    [sha256Hex(secret)],
  );
  const row = rows[0];
  if (row === undefined) throw new ProblemError('enrolment-code-wrong', 'This is no enrolment code of this centre.');
  if (row.used_at_ms !== null) throw new ProblemError('enrolment-code-used', 'An enrolment code works once. Ask for a new one.');
  if (row.expires_at_ms <= nowMs) throw new ProblemError('enrolment-code-expired', 'An enrolment code works for 24 hours. Ask for a new one.');
  await tx.query('UPDATE enrolment_code SET used_at_ms = $2 WHERE code_hash = $1', [sha256Hex(secret), nowMs]);
  return { tillId: row.till_id, tillName: row.till_name, storeId: row.store_id };
}

/** @throws ProblemError `public-key-invalid` with this path */
export function assertPublicKey(publicKey: string, path = '/publicKey'): void {
  if (isEd25519(publicKey)) return;
  throw new ProblemError('public-key-invalid', `${path.slice(1)} must be an Ed25519 public key, SPKI DER in base64.`, { path });
}

function isEd25519(publicKey: string): boolean {
  try {
    const der = Buffer.from(publicKey, 'base64');
    // Node skips what is no base64, the database does not
    return der.toString('base64') === publicKey && createPublicKey({ key: der, format: 'der', type: 'spki' }).asymmetricKeyType === 'ed25519';
  } catch {
    return false;
  }
}

import { certificateText, encodeCertificate } from '../../agent/domain/returns/slip/certificate.ts';
import type { TrustAnswer } from '../protocol/messages.ts';
import type { TrustList } from '../protocol/trust-list.ts';
import type { Queryable } from './database/database.ts';
import type { RootKey } from './home/root-key.ts';
import { readRotations } from './root-rotation.ts';
import type { Till } from './tills.ts';

/** A till asks far more often; one that is away longer prints no codes until it has asked again. */
const certificateDays = 400;
const daySeconds = 86_400;

/** By what a till's slips are believed, and whose it shall believe. Sales of the till's whole enrolment are vouched for. */
export async function readTrust(db: Queryable, rootKey: RootKey, till: Till, nowMs: number): Promise<TrustAnswer> {
  const [enrolled] = await db.query<{ enrolled_at_ms: number }>('SELECT enrolled_at_ms FROM till WHERE till_id = $1', [till.tillId]);
  const revoked = await db.query<{ public_key: string }>('SELECT public_key FROM revoked_till_key ORDER BY public_key');
  const list: TrustList = {
    kind: 'trust-list', issuedAtMs: nowMs,
    formerRoots: (await readRotations(db)).map(({ from }) => from).filter((publicKey) => publicKey !== rootKey.publicKey),
    revokedKeys: revoked.map(({ public_key }) => public_key),
  };
  const text = JSON.stringify(list);
  return { certificate: certificateOf(rootKey, till, Math.floor((enrolled?.enrolled_at_ms ?? nowMs) / 1000), nowMs), list: { text, signature: rootKey.sign(text), keyId: rootKey.fingerprint } };
}

function certificateOf(rootKey: RootKey, { tillId, storeId, publicKey }: Till, fromSeconds: number, nowMs: number): string {
  // the key's own bytes are the last of its SPKI DER
  const raw = Uint8Array.from(Buffer.from(publicKey, 'base64').subarray(-32));
  const signed = encodeCertificate({ rootKeyId: rootKey.fingerprint, fromSeconds, untilSeconds: Math.floor(nowMs / 1000) + certificateDays * daySeconds, publicKey: raw, tillId, storeId });
  return Buffer.concat([signed, Buffer.from(rootKey.sign(certificateText(signed)), 'base64')]).toString('base64url');
}

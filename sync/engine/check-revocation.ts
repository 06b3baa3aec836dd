import { createHash, createPublicKey, verify } from 'node:crypto';
import { revocationSigningText, type SignedRevocation } from '../protocol/revocation.ts';

/** Whom a revocation must be about, and by whom. */
export interface Enrolment {
  tillId: string;
  token: string;
  /** Ed25519, SPKI DER in base64 */
  rootPublicKey: string;
}

/** Whether the centre itself has revoked this very enrolment: somebody in between must not be able to wipe a till. */
export function isRevocationOf({ tillId, token, rootPublicKey }: Enrolment, revocation: SignedRevocation): boolean {
  if (revocation.tillId !== tillId || revocation.tokenSha256 !== createHash('sha256').update(token, 'utf8').digest('hex')) return false;
  const key = createPublicKey({ key: Buffer.from(rootPublicKey, 'base64'), format: 'der', type: 'spki' });
  return verify(null, Buffer.from(revocationSigningText(revocation), 'utf8'), key, Buffer.from(revocation.signature, 'base64'));
}

import Type from 'typebox';
import { canonicalJson } from '../../agent/domain/canonical-json.ts';
import { Id, InstantMs, Sha256, Strict } from '../../agent/domain/scalars.ts';

/**
 * The centre's word that one enrolment of a till is over, signed by the root key. Every call with that enrolment's token is answered by it
 * (403 `till-revoked`). It names the token by its digest, so that it says nothing about a later enrolment of the same till.
 */
export const SignedRevocation = Strict({
  tillId: Id,
  tokenSha256: Sha256,
  revokedAtMs: InstantMs,
  /** Ed25519 by the root key over `revocationSigningText`, base64 */
  signature: Type.String({ maxLength: 200 }),
});
export type SignedRevocation = Type.Static<typeof SignedRevocation>;

export function revocationSigningText({ tillId, tokenSha256, revokedAtMs }: Omit<SignedRevocation, 'signature'>): string {
  return canonicalJson({ type: 'revocation', tillId, tokenSha256, revokedAtMs });
}

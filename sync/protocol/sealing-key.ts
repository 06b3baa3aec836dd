import Type from 'typebox';
import { canonicalJson } from '../../agent/domain/canonical-json.ts';
import { Id, InstantMs, Strict } from '../../agent/domain/scalars.ts';

/**
 * The key that tills seal personal fields to, as the root key says it is. A till takes one that is not older than its own: so a rotation reaches it with the
 * next page of the feed, and nobody who can answer in the centre's place can put a key of theirs there.
 */
export const SignedSealingKey = Strict({
  /** First 16 hexadecimal digits of SHA-256 over the SPKI DER */
  keyId: Id,
  /** X25519, SPKI DER in base64 */
  publicKey: Type.String({ minLength: 40, maxLength: 200 }),
  issuedAtMs: InstantMs,
  /** Ed25519 by the root key over `sealingKeySigningText`, base64 */
  signature: Type.String({ maxLength: 200 }),
});
export type SignedSealingKey = Type.Static<typeof SignedSealingKey>;

export function sealingKeySigningText({ keyId, publicKey, issuedAtMs }: Omit<SignedSealingKey, 'signature'>): string {
  return canonicalJson({ type: 'sealing-key', keyId, publicKey, issuedAtMs });
}

import Type from 'typebox';
import { canonicalJson } from '../../agent/domain/canonical-json.ts';
import { Id, InstantMs, Strict } from '../../agent/domain/scalars.ts';

/** The key of the hashes that tills find accounts by (`Account.phone`), as the root key says it is. It is a secret: only an enrolled till is told. */
export const SignedPhoneKey = Strict({
  /** First 16 hexadecimal digits of SHA-256 over the secret */
  keyId: Id,
  /** 32 bytes in base64 */
  secret: Type.String({ pattern: '^[A-Za-z0-9+/]{43}=$', description: '32 bytes in base64' }),
  issuedAtMs: InstantMs,
  /** Ed25519 by the root key over `phoneKeySigningText`, base64 */
  signature: Type.String({ maxLength: 200 }),
});
export type SignedPhoneKey = Type.Static<typeof SignedPhoneKey>;

export function phoneKeySigningText({ keyId, secret, issuedAtMs }: Omit<SignedPhoneKey, 'signature'>): string {
  return canonicalJson({ type: 'phone-key', keyId, secret, issuedAtMs });
}

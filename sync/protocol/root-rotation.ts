import Type from 'typebox';
import { canonicalJson } from '../../agent/domain/canonical-json.ts';
import { InstantMs, Strict } from '../../agent/domain/scalars.ts';

/** Ed25519, SPKI DER in base64 */
export const RootPublicKey = Type.String({ minLength: 40, maxLength: 200 });

/**
 * The root key hands over to another: one link of a chain. Whoever trusts `from` may trust `to` from then on, because `from` itself says so.
 * A till that was away follows the links from the key that it trusts.
 */
export const SignedRotation = Strict({
  from: RootPublicKey,
  to: RootPublicKey,
  rotatedAtMs: InstantMs,
  /** Ed25519 by `from` over `rotationSigningText`, base64 */
  signature: Type.String({ maxLength: 200 }),
});
export type SignedRotation = Type.Static<typeof SignedRotation>;

export function rotationSigningText({ from, to, rotatedAtMs }: Omit<SignedRotation, 'signature'>): string {
  return canonicalJson({ type: 'root-rotation', from, to, rotatedAtMs });
}

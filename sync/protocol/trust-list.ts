import Type from 'typebox';
import { InstantMs, Strict } from '../../agent/domain/scalars.ts';
import { RootPublicKey } from './root-rotation.ts';

/** Which keys a till believes on slips, besides the root key that signs this. Signed as the text that it travels as. */
export const TrustList = Strict({
  /** Tells it from all else that the root key signs */
  kind: Type.Literal('trust-list'),
  issuedAtMs: InstantMs,
  /** Root keys that handed over to the one in force, SPKI DER in base64: what they signed before stays believed */
  formerRoots: Type.Array(RootPublicKey),
  /** Keys of tills whose enrolment was revoked */
  revokedKeys: Type.Array(RootPublicKey),
});
export type TrustList = Type.Static<typeof TrustList>;

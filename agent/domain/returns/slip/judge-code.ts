import { certificateText } from './certificate.ts';
import type { SignedRead } from './signed-code.ts';

/** Keys that the centre's root key vouches for, as this till has heard of them last. */
export interface TrustedKeys {
  /** The root key of this id, SPKI DER in base64: the one in force, or one that handed over to it. Undefined where it is not known */
  root(rootKeyId: string): string | undefined;
  /** The enrolment that had this key was revoked */
  isRevoked(publicKey: Uint8Array): boolean;
  /** Ed25519; a public key is SPKI DER in base64, or 32 bytes */
  isSigned(publicKey: string | Uint8Array, text: string, signature: Uint8Array): boolean;
}

/**
 *   forged       a signature does not hold: somebody changed it, or made it up
 *   unknown-root signed under a root key that this till has not heard of
 *   out-of-term  the sale is from before or after the time for which the till was vouched for
 *   revoked      the enrolment of the selling till was revoked
 *   too-old      the programme takes codes for so many days only
 */
export type CodeDoubt = 'forged' | 'unknown-root' | 'out-of-term' | 'revoked' | 'too-old';

/** What of a code it is judged by, whatever it is for. */
export type JudgedCode = Pick<SignedRead<unknown>, 'certificate' | 'text' | 'signature'> & { readonly head: { readonly atSeconds: number } };

/** Undefined where the code may be believed as it stands. A doubt but `forged` leaves the way by the centre, or by a manager. */
export function doubtOf(read: JudgedCode, keys: TrustedKeys, nowSeconds: number, withinDays: number): CodeDoubt | undefined {
  const { certificate, head } = read;
  if (!keys.isSigned(certificate.publicKey, read.text, read.signature)) return 'forged';
  const root = keys.root(certificate.rootKeyId);
  if (root === undefined) return 'unknown-root';
  if (!keys.isSigned(root, certificateText(certificate.signed), certificate.signature)) return 'forged';
  if (head.atSeconds < certificate.fromSeconds || head.atSeconds > certificate.untilSeconds) return 'out-of-term';
  if (keys.isRevoked(certificate.publicKey)) return 'revoked';
  return nowSeconds - head.atSeconds > withinDays * 86_400 ? 'too-old' : undefined;
}

import { createHash, createPublicKey, verify } from 'node:crypto';
import { fingerprintLength } from '../protocol/enrolment-code.ts';
import { rotationSigningText, type SignedRotation } from '../protocol/root-rotation.ts';

/** The id of a root key (SPKI DER in base64): the same digits that an enrolment code carries. */
export function rootKeyId(publicKey: string): string {
  return createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex').slice(0, fingerprintLength);
}

/**
 * Where the chain of rotations leads from a key that is trusted.
 *
 * @returns the last key; the trusted one itself for an empty chain; undefined where any link does not begin at the key before it, is not signed by it, or leads to no Ed25519 key
 */
export function followRotations(trusted: string, rotations: readonly SignedRotation[]): string | undefined {
  let at = trusted;
  for (const rotation of rotations) {
    if (rotation.from !== at || !isSignedBy(at, rotation) || !isEd25519(rotation.to)) return undefined;
    at = rotation.to;
  }
  return at;
}

function isSignedBy(publicKey: string, rotation: SignedRotation): boolean {
  if (!isEd25519(publicKey)) return false;
  return verify(null, Buffer.from(rotationSigningText(rotation), 'utf8'), keyOf(publicKey), Buffer.from(rotation.signature, 'base64'));
}

function isEd25519(publicKey: string): boolean {
  try {
    return keyOf(publicKey).asymmetricKeyType === 'ed25519';
  } catch {
    return false;
  }
}

function keyOf(publicKey: string) {
  return createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
}

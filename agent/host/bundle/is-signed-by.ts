import { createPublicKey, verify } from 'node:crypto';

/** @param publicKey Ed25519, SPKI DER in base64. @param signature over the text's UTF-8 bytes, base64; one of a wrong length is simply wrong */
export function isSignedBy(publicKey: string, text: string, signature: string): boolean {
  const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
  return verify(null, Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'base64'));
}

import { createCipheriv, createPublicKey, diffieHellman, generateKeyPairSync, hkdfSync, randomBytes, type KeyObject } from 'node:crypto';
import type { SealedBlob } from '../../domain/operations/sealed-blob.ts';
import { sha256 } from './operation-hash.ts';

/**
 * Seals a text to the centre's X25519 key: a key of its own for each blob, HKDF-SHA-256 over the shared secret and both public keys, AES-256-GCM. The till keeps
 * nothing that opens it again.
 *
 * @param centrePublicKey SPKI DER in base64. Throws for one that is none.
 */
export function sealFor(centrePublicKey: string, text: string): SealedBlob {
  const centre = createPublicKey({ key: Buffer.from(centrePublicKey, 'base64'), format: 'der', type: 'spki' });
  const own = generateKeyPairSync('x25519');
  const ephemeral = rawPublicKey(own.publicKey);
  const key = Buffer.from(hkdfSync('sha256', diffieHellman({ privateKey: own.privateKey, publicKey: centre }), Buffer.concat([ephemeral, rawPublicKey(centre)]), 'loyalty-till sealed blob v1', 32));
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const ciphertext = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  const sealed = ['v1', ...[ephemeral, nonce, ciphertext].map((part) => part.toString('base64url'))].join('.');
  return { sha256: sha256(sealed), sealed };
}

/** The 32 bytes of an X25519 key: the end of its SPKI form. */
function rawPublicKey(key: KeyObject): Buffer {
  return key.export({ type: 'spki', format: 'der' }).subarray(-32);
}

import { createDecipheriv, createPrivateKey, createPublicKey, diffieHellman, hkdfSync, type KeyObject } from 'node:crypto';

/** The fixed beginning of an X25519 public key in SPKI form; its 32 bytes follow. */
const spkiPrefix = Buffer.from('302a300506032b656e032100', 'hex');

/**
 * What a till sealed to this key (ADR 0025).
 *
 * @param privateKeyPem X25519, PKCS #8
 * @throws where it was sealed to another key, or changed since
 */
export function openSealed(privateKeyPem: string, sealed: string): string {
  const [version, ...parts] = sealed.split('.');
  const [ephemeral, nonce, ciphertext] = parts.map((part) => Buffer.from(part, 'base64url'));
  if (version !== 'v1' || ephemeral?.length !== 32 || nonce?.length !== 12 || ciphertext === undefined || ciphertext.length < 16) throw new Error('this is no sealed blob');
  const privateKey = createPrivateKey(privateKeyPem);
  const secret = diffieHellman({ privateKey, publicKey: createPublicKey({ key: Buffer.concat([spkiPrefix, ephemeral]), format: 'der', type: 'spki' }) });
  const salt = Buffer.concat([ephemeral, rawPublicKey(createPublicKey(privateKey))]);
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(hkdfSync('sha256', secret, salt, 'loyalty-till sealed blob v1', 32)), nonce);
  decipher.setAuthTag(ciphertext.subarray(-16));
  return Buffer.concat([decipher.update(ciphertext.subarray(0, -16)), decipher.final()]).toString('utf8');
}

function rawPublicKey(key: KeyObject): Buffer {
  return key.export({ type: 'spki', format: 'der' }).subarray(-32);
}

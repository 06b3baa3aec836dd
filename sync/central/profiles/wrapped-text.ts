import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { RootKey } from '../home/root-key.ts';

const purpose = 'loyalty-till sealing keys v1';

/** What sealing keys are wrapped by while this root key is in force: 32 bytes. */
export function wrappingSecretOf(rootKey: Pick<RootKey, 'derive'>): Buffer {
  return rootKey.derive(purpose);
}

/** AES-256-GCM: `v1.<nonce>.<ciphertext and tag>` in base64url */
export function wrapText(secret: Buffer, text: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', secret, nonce);
  return ['v1', nonce.toString('base64url'), Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64url')].join('.');
}

/** Throws where it was wrapped by another secret, or was changed. */
export function unwrapText(secret: Buffer, wrapped: string): string {
  const [, nonce = '', ciphertext = ''] = wrapped.split('.');
  const bytes = Buffer.from(ciphertext, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', secret, Buffer.from(nonce, 'base64url'));
  decipher.setAuthTag(bytes.subarray(-16));
  return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString('utf8');
}

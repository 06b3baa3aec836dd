import { createPrivateKey, createPublicKey, generateKeyPairSync, hkdfSync, sign } from 'node:crypto';
import { fingerprintLength } from '../../protocol/enrolment-code.ts';
import { CentralStartError } from '../central-start-error.ts';
import { sha256Hex } from '../sha256-hex.ts';
import { readOrMakeSecret } from './secret-file.ts';

/** The key that tills trust from their enrolment on. */
export interface RootKey {
  /** SPKI DER in base64 */
  publicKey: string;
  /** First 16 hexadecimal digits of SHA-256 over the SPKI DER; also the key's id */
  fingerprint: string;
  /** Ed25519 signature over the text's UTF-8 bytes, base64 */
  sign(text: string): string;
  /** 32 secret bytes for one purpose, which only a holder of this key can make, and which say nothing about it */
  derive(purpose: string): Buffer;
}

/** Reads the root key, or makes it at the first start. */
export function readRootKey(path: string): RootKey {
  const pem = readOrMakeSecret(path, () => generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  const privateKey = parsePrivateKey(pem, path);
  const der = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  return {
    publicKey: der.toString('base64'),
    fingerprint: sha256Hex(der).slice(0, fingerprintLength),
    sign: (text) => sign(null, Buffer.from(text, 'utf8'), privateKey).toString('base64'),
    derive: (purpose) => Buffer.from(hkdfSync('sha256', privateKey.export({ type: 'pkcs8', format: 'der' }), '', purpose, 32)),
  };
}

function parsePrivateKey(pem: string, path: string) {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch (cause) {
    throw new CentralStartError('home-unusable', `${path} is not a private key`, { cause });
  }
  throw new CentralStartError('home-unusable', `${path} is not an Ed25519 key`);
}

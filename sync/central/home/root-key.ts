import { createPrivateKey, createPublicKey, generateKeyPairSync, hkdfSync, sign, verify, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
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
  /** Whether it made this signature (base64) over the text */
  isSigned(text: string, signature: string): boolean;
  /** 32 secret bytes for one purpose, which only a holder of this key can make, and which say nothing about it */
  derive(purpose: string): Buffer;
}

/** Reads the root key, or makes it at the first start. */
export function readRootKey(path: string): RootKey {
  return rootKeyOf(readOrMakeSecret(path, () => generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()), path);
}

/** Undefined where there is none. */
export function findRootKey(path: string): RootKey | undefined {
  if (!existsSync(path)) return undefined;
  try {
    return rootKeyOf(readFileSync(path, 'utf8'), path);
  } catch (error) {
    // another process has just moved it
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** @param publicKey SPKI DER in base64 */
export function fingerprintOf(publicKey: string): string {
  return sha256Hex(Buffer.from(publicKey, 'base64')).slice(0, fingerprintLength);
}

/** @param publicKey SPKI DER in base64 */
export function isSignedBy(publicKey: string, text: string, signature: string): boolean {
  return verify(null, Buffer.from(text, 'utf8'), createPublicKey({ key: Buffer.from(publicKey, 'base64'), type: 'spki', format: 'der' }), Buffer.from(signature, 'base64'));
}

function rootKeyOf(pem: string, path: string): RootKey {
  const privateKey = parsePrivateKey(pem, path);
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).toString('base64');
  return {
    publicKey,
    fingerprint: fingerprintOf(publicKey),
    sign: (text) => sign(null, Buffer.from(text, 'utf8'), privateKey).toString('base64'),
    isSigned: (text, signature) => isSignedBy(publicKey, text, signature),
    derive: (purpose) => Buffer.from(hkdfSync('sha256', privateKey.export({ type: 'pkcs8', format: 'der' }), '', purpose, 32)),
  };
}

function parsePrivateKey(pem: string, path: string): KeyObject {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch (cause) {
    throw new CentralStartError('home-unusable', `${path} is not a private key`, { cause });
  }
  throw new CentralStartError('home-unusable', `${path} is not an Ed25519 private key`);
}

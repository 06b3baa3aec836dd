import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { StartError } from '../start-error.ts';
import { readFileIfThere, writePrivateFile } from './private-file.ts';
import type { KeyObject } from 'node:crypto';

/** The till's Ed25519 key. It is made here, at the first start, and the private half never leaves the home folder. */
export interface TillKey {
  /** SPKI DER in base64 */
  readonly publicKeyDerBase64: string;
  /** Signature over the UTF-8 bytes of the text, base64 */
  sign(text: string): string;
}

/** A damaged file throws `StartError`: with another key the centre would refuse all that this till has to say. */
export function readTillKey(path: string): TillKey {
  const privateKey = privateKeyOf(path, readFileIfThere(path) ?? makeKey(path));
  const publicKey = createPublicKey(privateKey);
  return {
    publicKeyDerBase64: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    sign: (text) => sign(null, Buffer.from(text, 'utf8'), privateKey).toString('base64'),
  };
}

function privateKeyOf(path: string, pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch (error) {
    throw new StartError('home-unusable', `${path} is damaged: it holds no private key`, error);
  }
}

function makeKey(path: string): string {
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  writePrivateFile(path, pem);
  return pem;
}

import { createPrivateKey, createPublicKey, randomBytes, sign, type KeyObject } from 'node:crypto';
import { CliFailure } from '../cli-failure.ts';
import { readFileOfUser } from '../read-json-file.ts';

export interface QrOptions {
  /** PEM file */
  key: string;
  keyId: number;
  card: string;
  /** Now, if nothing is said */
  at?: number;
  /** Sixteen hexadecimal digits; random, if nothing is said */
  nonce?: string;
  json?: true;
}

/** `till qr make`: a code as the chain's application shows it, for tests and for whoever writes the application. */
export function runMakeQr(options: QrOptions): void {
  const key = privateKeyOf(options.key);
  const issuedAtSeconds = Math.floor((options.at ?? Date.now()) / 1_000);
  const nonce = options.nonce === undefined ? randomBytes(8) : Buffer.from(options.nonce, 'hex');
  const code = qrCode({ key, keyId: options.keyId, card: options.card, issuedAtSeconds, nonce });
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64');
  process.stdout.write(options.json === true ? `${JSON.stringify({ code, keyId: options.keyId, publicKey, issuedAtSeconds, nonce: nonce.toString('hex') })}\n` : `${code}\n`);
}

export interface QrParts {
  key: KeyObject;
  keyId: number;
  card: string;
  issuedAtSeconds: number;
  /** Eight bytes */
  nonce: Buffer;
}

/** docs/spec/dynamic-qr.md says the bytes. */
export function qrCode({ key, keyId, card, issuedAtSeconds, nonce }: QrParts): string {
  const head = Buffer.alloc(5);
  head.writeUInt8(keyId, 0);
  head.writeUInt32BE(issuedAtSeconds, 1);
  const digits = Buffer.from(card.length % 2 === 0 ? card : `${card}f`, 'hex');
  const signed = `LQR1.${Buffer.concat([head, nonce, Buffer.from([card.length]), digits]).toString('base64url')}`;
  return `${signed}.${sign(null, Buffer.from(signed, 'utf8'), key).toString('base64url')}`;
}

function privateKeyOf(path: string): KeyObject {
  const key = parsed(readFileOfUser('private key', path), path);
  if (key.asymmetricKeyType !== 'ed25519') throw new CliFailure('key-unusable', `${path} is no Ed25519 key: openssl genpkey -algorithm ed25519 makes one`, 2);
  return key;
}

function parsed(pem: Buffer, path: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch (error) {
    throw new CliFailure('key-unusable', `${path} holds no private key in PEM`, 2, { cause: error });
  }
}

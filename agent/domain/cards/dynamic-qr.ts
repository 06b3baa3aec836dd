import Type from 'typebox';
import { Strict } from '../scalars.ts';
import { decodeBase64Url } from './base64url.ts';

/** Whose codes count, and for how long (docs/spec/dynamic-qr.md). */
export const DynamicQrRules = Strict({
  /** Of the application's servers; a code names one by its id */
  keys: Type.Array(Strict({ keyId: Type.Integer({ minimum: 0, maximum: 255 }), /** Ed25519, SPKI in DER, base64 */ publicKey: Type.String({ pattern: '^MCowBQYDK2VwAyEA[A-Za-z0-9+/]{43}=$', description: 'an Ed25519 public key, SPKI in DER, in base64' }) }), { minItems: 1, maxItems: 16 }),
  /** A code is good for so long after it was made */
  validSeconds: Type.Integer({ minimum: 5, maximum: 3_600 }),
  /** So far may the clocks of phone and till be apart */
  clockToleranceSeconds: Type.Integer({ minimum: 0, maximum: 600 }),
});
export type DynamicQrRules = Type.Static<typeof DynamicQrRules>;

/** What tells one code from every other, as a sale records it. */
export const QrProof = Strict({ keyId: Type.Integer({ minimum: 0, maximum: 255 }), nonce: Type.String({ pattern: '^[0-9a-f]{16}$', description: '16 hexadecimal digits in small letters' }), issuedAtSeconds: Type.Integer({ minimum: 0, maximum: 4_294_967_295 }) });
export type QrProof = Type.Static<typeof QrProof>;

export interface DynamicQr extends QrProof {
  readonly cardNumber: string;
  /** The part that is signed, as text */
  readonly signed: string;
  /** base64url */
  readonly signature: string;
}

const prefix = 'LQR1.';
const fixedBytes = 14;
const filler = 15;

/** Whether a code means to be one; what follows may be damaged. */
export function isDynamicQr(code: string): boolean {
  return code.trim().startsWith(prefix);
}

/** Undefined for what is not written exactly so. The signature is the caller's to check. */
export function readDynamicQr(code: string): DynamicQr | undefined {
  const [, signed, body = '', signature = ''] = /^(LQR1\.([A-Za-z0-9_-]{20,60}))\.([A-Za-z0-9_-]{86})$/.exec(code.trim()) ?? [];
  const bytes = decodeBase64Url(body);
  if (signed === undefined || bytes === undefined || decodeBase64Url(signature) === undefined) return undefined;
  const cardNumber = readDigits(bytes);
  if (cardNumber === undefined) return undefined;
  const view = new DataView(bytes.buffer);
  return {
    keyId: view.getUint8(0),
    issuedAtSeconds: view.getUint32(1),
    nonce: Array.from(bytes.subarray(5, 13), (byte) => byte.toString(16).padStart(2, '0')).join(''),
    cardNumber, signed, signature,
  };
}

/** Two digits in a byte; an odd last one is filled up with 15. */
function readDigits(bytes: Uint8Array): string | undefined {
  const length = bytes[fixedBytes - 1] ?? 0;
  if (length < 6 || length > 20 || bytes.length !== fixedBytes + Math.ceil(length / 2)) return undefined;
  const nibbles = Array.from(bytes.subarray(fixedBytes)).flatMap((byte) => [byte >> 4, byte & filler]);
  const rest = nibbles.slice(length);
  if (nibbles.slice(0, length).some((nibble) => nibble > 9) || rest.some((nibble) => nibble !== filler)) return undefined;
  return nibbles.slice(0, length).join('');
}

/** When a code is good: from, until, in milliseconds of trusted time. */
export function validityOf({ validSeconds, clockToleranceSeconds }: DynamicQrRules, { issuedAtSeconds }: Pick<QrProof, 'issuedAtSeconds'>): { fromMs: number; untilMs: number } {
  return { fromMs: (issuedAtSeconds - clockToleranceSeconds) * 1_000, untilMs: (issuedAtSeconds + validSeconds + clockToleranceSeconds) * 1_000 };
}

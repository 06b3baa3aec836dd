import { createReader, createWriter, bytesOfHex, CodeMalformed, hexOf, type ByteReader } from './bytes.ts';
import { fromBase64url, toBase64url } from './base64url.ts';

/** What the centre's root key says of a till's key, so that other tills believe the slips that it signs. */
export interface TillCertificate {
  /** Id of the root key that signed it: 16 hexadecimal digits */
  readonly rootKeyId: string;
  /** Sales of this time are believed; seconds since 1970 */
  readonly fromSeconds: number;
  readonly untilSeconds: number;
  /** Ed25519, the 32 bytes themselves */
  readonly publicKey: Uint8Array;
  readonly tillId: string;
  readonly storeId: string;
}

export interface SignedCertificate extends TillCertificate {
  /** The bytes that were signed */
  readonly signed: Uint8Array;
  /** Ed25519 by the root key over `certificateText`, 64 bytes */
  readonly signature: Uint8Array;
}

const version = 1;
const rootKeyIdBytes = 8;
export const publicKeyBytes = 32;
export const signatureBytes = 64;

export function encodeCertificate({ rootKeyId, fromSeconds, untilSeconds, publicKey, tillId, storeId }: TillCertificate): Uint8Array {
  const writer = createWriter();
  writer.byte(version);
  writer.bytes(bytesOfHex(rootKeyId));
  writer.u32(fromSeconds);
  writer.u32(untilSeconds);
  writer.bytes(publicKey);
  writer.text(tillId);
  writer.text(storeId);
  return writer.done();
}

/** What the root key signs. The name keeps it from being anything else that this key signs. */
export function certificateText(encoded: Uint8Array): string {
  return `till-certificate:${toBase64url(encoded)}`;
}

/** Reads a certificate and its signature off a code. @throws CodeMalformed */
export function readCertificate(reader: ByteReader, code: Uint8Array): SignedCertificate {
  const start = reader.at();
  if (reader.byte() !== version) throw new CodeMalformed('the certificate is of a later version');
  const rootKeyId = hexOf(reader.bytes(rootKeyIdBytes));
  const [fromSeconds, untilSeconds, publicKey] = [reader.u32(), reader.u32(), reader.bytes(publicKeyBytes)];
  const [tillId, storeId] = [reader.text(), reader.text()];
  const signed = code.subarray(start, reader.at());
  return { rootKeyId, fromSeconds, untilSeconds, publicKey, tillId, storeId, signed, signature: reader.bytes(signatureBytes) };
}

/** A certificate as the centre hands it out: its bytes and then the signature, in base64url. Undefined for anything else. */
export function parseCertificate(text: string): SignedCertificate | undefined {
  try {
    const bytes = fromBase64url(text);
    const reader = createReader(bytes);
    const certificate = readCertificate(reader, bytes);
    reader.end();
    return certificate;
  } catch (error) {
    if (error instanceof CodeMalformed) return undefined;
    throw error;
  }
}

/**
 * What tills print on slips and sign, so that every till of the chain may believe it without the centre (docs/spec/return-code.md):
 *
 *   <prefix> base64url( version · form · certificate of the till, signed by the root · content · signature by the till )
 */
import { fromBase64url, toBase64url } from './base64url.ts';
import { CodeMalformed, createReader, type ByteReader } from './bytes.ts';
import { readCertificate, signatureBytes, type SignedCertificate } from './certificate.ts';

/** One kind of code. */
export interface CodeKind {
  /** How its text begins */
  readonly prefix: string;
  /** Stands before what is signed, so that a signature is good for nothing else that the till's key signs */
  readonly purpose: string;
}

const version = 1;

/** What signs, and what a digest is made with. */
export interface CodeTools {
  readonly certificate: SignedCertificate;
  /** Ed25519 by the key that the certificate names, over the UTF-8 bytes of the text: 64 bytes */
  sign(text: string): Uint8Array;
  sha256(bytes: Uint8Array): Uint8Array;
}

/** A code as far as all kinds are alike. */
export interface SignedRead<Content> {
  readonly certificate: SignedCertificate;
  /** What the till's key must have signed, and its signature */
  readonly text: string;
  readonly signature: Uint8Array;
  readonly content: Content;
}

export function signCode(kind: CodeKind, { certificate, sign }: Pick<CodeTools, 'certificate' | 'sign'>, form: number, content: Uint8Array): string {
  const unsigned = Uint8Array.from([version, form, ...certificate.signed, ...certificate.signature, ...content]);
  return kind.prefix + toBase64url(Uint8Array.from([...unsigned, ...sign(signedText(kind, unsigned))]));
}

/** What the till's key signs. */
export function signedText({ purpose }: CodeKind, unsigned: Uint8Array): string {
  return `${purpose}:${toBase64url(unsigned)}`;
}

/**
 * What a code says; whether it may be believed is another question (`judge-code.ts`). Undefined for what is no code of this kind and version.
 * `readContent` throws `CodeMalformed` for what it does not know.
 */
export function readSigned<Content>(kind: CodeKind, code: string, readContent: (reader: ByteReader, form: number) => Content): SignedRead<Content> | undefined {
  if (!code.startsWith(kind.prefix)) return undefined;
  try {
    return readBytes(kind, fromBase64url(code.slice(kind.prefix.length)), readContent);
  } catch (error) {
    if (error instanceof CodeMalformed) return undefined;
    throw error;
  }
}

function readBytes<Content>(kind: CodeKind, bytes: Uint8Array, readContent: (reader: ByteReader, form: number) => Content): SignedRead<Content> {
  const reader = createReader(bytes);
  if (reader.byte() !== version) throw new CodeMalformed('the code is of a later version');
  const form = reader.byte();
  const certificate = readCertificate(reader, bytes);
  const content = readContent(reader, form);
  const text = signedText(kind, bytes.subarray(0, reader.at()));
  const signature = reader.bytes(signatureBytes);
  reader.end();
  return { certificate, text, signature, content };
}

/**
 * The signed code on a slip (docs/spec/return-code.md):
 *
 *   LR1. base64url( version · form · certificate of the till, signed by the root · sale · signature by the till )
 */
import { fromBase64url, toBase64url } from './base64url.ts';
import { CodeMalformed, createReader, createWriter } from './bytes.ts';
import { readCertificate, signatureBytes, type SignedCertificate } from './certificate.ts';
import { digestBytes, readHead, readLines, readTotals, totalsOf, wholeContent, writeHead, writeTotals, type SlipHead, type SlipTotals } from './slip-content.ts';
import type { SlipSale } from './slip-sale.ts';

/** What a code may be long, in characters: a QR code of version 18 holds it. */
export const maxCodeLength = 700;
export const codePrefix = 'LR1.';
const version = 1;
const forms = { whole: 1, totals: 2 } as const;

export interface ReturnCode {
  readonly code: string;
  /** `totals`: the receipt is too long; without the centre a return of it needs a manager */
  readonly carries: 'whole' | 'totals';
}

/** What signs, and what a digest is made with. */
export interface CodeTools {
  readonly certificate: SignedCertificate;
  /** Ed25519 by the key that the certificate names, over the UTF-8 bytes of the text: 64 bytes */
  sign(text: string): Uint8Array;
  sha256(bytes: Uint8Array): Uint8Array;
}

export function makeReturnCode(sale: SlipSale, tools: CodeTools): ReturnCode {
  const whole = signed(tools, forms.whole, wholeContent(sale));
  if (whole.length <= maxCodeLength) return { code: whole, carries: 'whole' };
  const writer = createWriter();
  writeHead(writer, sale);
  writeTotals(writer, totalsOf(sale, digestOfSale(sale, tools)));
  return { code: signed(tools, forms.totals, writer.done()), carries: 'totals' };
}

/** By it the centre's word on a long receipt is held against the slip. */
export function digestOfSale(sale: SlipSale, tools: Pick<CodeTools, 'sha256'>): Uint8Array {
  return tools.sha256(wholeContent(sale)).subarray(0, digestBytes);
}

function signed(tools: CodeTools, form: number, content: Uint8Array): string {
  const { certificate } = tools;
  const unsigned = Uint8Array.from([version, form, ...certificate.signed, ...certificate.signature, ...content]);
  return codePrefix + toBase64url(Uint8Array.from([...unsigned, ...tools.sign(codeText(unsigned))]));
}

/** What the till's key signs. The name keeps it from being anything else that this key signs. */
export function codeText(unsigned: Uint8Array): string {
  return `return-code:${toBase64url(unsigned)}`;
}

export interface ReadCode {
  readonly certificate: SignedCertificate;
  /** What the till's key must have signed, and its signature */
  readonly text: string;
  readonly signature: Uint8Array;
  readonly head: SlipHead;
  readonly content: { readonly carries: 'whole'; readonly sale: SlipSale } | { readonly carries: 'totals'; readonly totals: SlipTotals };
}

/** What a code says; whether it may be believed is another question (`judge-code.ts`). Undefined for what is no return code of this version. */
export function readReturnCode(code: string): ReadCode | undefined {
  if (!code.startsWith(codePrefix)) return undefined;
  try {
    return readBytes(fromBase64url(code.slice(codePrefix.length)));
  } catch (error) {
    if (error instanceof CodeMalformed) return undefined;
    throw error;
  }
}

function readBytes(bytes: Uint8Array): ReadCode {
  const reader = createReader(bytes);
  if (reader.byte() !== version) throw new CodeMalformed('the code is of a later version');
  const form = reader.byte();
  const certificate = readCertificate(reader, bytes);
  const head = readHead(reader);
  const content = form === forms.whole ? { carries: 'whole' as const, sale: { ...head, ...readLines(reader, head.localDate) } } : form === forms.totals ? { carries: 'totals' as const, totals: readTotals(reader) } : undefined;
  if (content === undefined) throw new CodeMalformed('the form is not known');
  const text = codeText(bytes.subarray(0, reader.at()));
  const signature = reader.bytes(signatureBytes);
  reader.end();
  return { certificate, text, signature, head, content };
}

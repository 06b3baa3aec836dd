/** The signed code on a slip by which any till takes the goods back (docs/spec/return-code.md). */
import { CodeMalformed, createWriter } from './bytes.ts';
import { readSigned, signCode, type CodeKind, type CodeTools, type SignedRead } from './signed-code.ts';
import { digestBytes, readHead, readLines, readTotals, totalsOf, wholeContent, writeHead, writeTotals, type SlipHead, type SlipTotals } from './slip-content.ts';
import type { SlipSale } from './slip-sale.ts';

/** What a code may be long, in characters: a QR code of version 18 holds it. */
export const maxCodeLength = 700;
export const codePrefix = 'LR1.';
const kind: CodeKind = { prefix: codePrefix, purpose: 'return-code' };
const forms = { whole: 1, totals: 2 } as const;

export interface ReturnCode {
  readonly code: string;
  /** `totals`: the receipt is too long; without the centre a return of it needs a manager */
  readonly carries: 'whole' | 'totals';
}

export function makeReturnCode(sale: SlipSale, tools: CodeTools): ReturnCode {
  const whole = signCode(kind, tools, forms.whole, wholeContent(sale));
  if (whole.length <= maxCodeLength) return { code: whole, carries: 'whole' };
  const writer = createWriter();
  writeHead(writer, sale);
  writeTotals(writer, totalsOf(sale, digestOfSale(sale, tools)));
  return { code: signCode(kind, tools, forms.totals, writer.done()), carries: 'totals' };
}

/** By it the centre's word on a long receipt is held against the slip. */
export function digestOfSale(sale: SlipSale, tools: Pick<CodeTools, 'sha256'>): Uint8Array {
  return tools.sha256(wholeContent(sale)).subarray(0, digestBytes);
}

export interface ReadCode extends Omit<SignedRead<unknown>, 'content'> {
  readonly head: SlipHead;
  readonly content: { readonly carries: 'whole'; readonly sale: SlipSale } | { readonly carries: 'totals'; readonly totals: SlipTotals };
}

/** What a code says; whether it may be believed is another question (`judge-code.ts`). Undefined for what is no return code of this version. */
export function readReturnCode(code: string): ReadCode | undefined {
  const read = readSigned(kind, code, (reader, form): Pick<ReadCode, 'head' | 'content'> => {
    const head = readHead(reader);
    if (form === forms.whole) return { head, content: { carries: 'whole', sale: { ...head, ...readLines(reader, head.localDate) } } };
    if (form === forms.totals) return { head, content: { carries: 'totals', totals: readTotals(reader) } };
    throw new CodeMalformed('the form is not known');
  });
  return read === undefined ? undefined : { ...read, ...read.content };
}

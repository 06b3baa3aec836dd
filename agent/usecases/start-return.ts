import { askReturnable } from './ask-returnable.ts';
import { saleOfReceipt, type ReceiptCode } from './find-receipt.ts';
import { quoteBlind, type BlindCode, type BlindInput } from './blind-return.ts';
import { refuse } from './outcome.ts';
import { openReturn, quoteReturn, type QuoteReturnCode, type ReturnLineInput } from './quote-return.ts';
import { quoteBySlip, readSlip, type SlipCode } from './quote-by-slip.ts';
import type { Refusal } from './outcome.ts';
import type { ReturnOutcome } from './return-outcome.ts';
import type { Till } from './till.ts';

export interface StartReturnInput {
  readonly returnId: string;
  readonly baseRevision: number;
  /** One of these three names the sale */
  readonly saleId?: string;
  readonly receiptNumber?: string;
  /** The signed code on its slip */
  readonly code?: string;
  /** With a receipt number: the day of the sale */
  readonly date?: string;
  readonly lines?: readonly ReturnLineInput[];
  /** No sale is named */
  readonly blind?: Omit<BlindInput, 'returnId' | 'baseRevision'>;
}

export type StartReturnCode = QuoteReturnCode | ReceiptCode | SlipCode | BlindCode | 'bad-request';

/** PUT of a return at a till: finds the sale, asks the centre what is left of it where that is in reach, and quotes. */
export async function startReturn(till: Till, input: StartReturnInput): Promise<ReturnOutcome<StartReturnCode>> {
  const { saleId, receiptNumber, code } = input;
  if ([saleId, receiptNumber, code, input.blind].filter((name) => name !== undefined).length !== 1) {
    return { ...refuse('bad-request', 'Name the sale in one way: saleId, receiptNumber or code; or return blind.'), path: '/saleId' };
  }
  if (input.blind !== undefined) return quoteBlind(till, { returnId: input.returnId, baseRevision: input.baseRevision, ...input.blind });
  if (code !== undefined) {
    const slip = readSlip(till, code);
    return slip.ok ? await quoteOnce(till, input, slip.read.head.saleId, async (quote) => await quoteBySlip(till, { ...quote, bySlip: true }, slip)) : slip;
  }
  const found = receiptNumber === undefined ? { ok: true as const, saleId: saleId ?? '' } : saleOfReceipt(till, receiptNumber, input.date);
  if (!found.ok) return found;
  return await quoteOnce(till, input, found.saleId, async (quote) => quoteReturn(till, quote, { told: await askReturnable(till, found.saleId) }));
}

type Quote = Parameters<typeof quoteReturn>[1];

/** A repeat is answered as it was, whatever the centre says by now. */
async function quoteOnce<Code extends string>(
  till: Till,
  { returnId, baseRevision, lines }: StartReturnInput,
  saleId: string,
  make: (quote: Quote) => Promise<ReturnOutcome<Code>>,
): Promise<ReturnOutcome<Code | 'return-revised' | 'return-closed'> | Refusal<Code>> {
  const quote = { returnId, baseRevision, saleId, ...(lines === undefined ? {} : { lines }) };
  const opened = openReturn(till, quote);
  return 'ok' in opened ? opened : await make(quote);
}

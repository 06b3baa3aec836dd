import { askReturnable } from './ask-returnable.ts';
import { saleOfReceipt, type ReceiptCode } from './find-receipt.ts';
import { refuse } from './outcome.ts';
import { openReturn, quoteReturn, type QuoteReturnCode, type ReturnLineInput } from './quote-return.ts';
import type { Refusal } from './outcome.ts';
import type { ReturnOutcome } from './return-outcome.ts';
import type { Till } from './till.ts';

export interface StartReturnInput {
  readonly returnId: string;
  readonly baseRevision: number;
  /** One of these names the sale */
  readonly saleId?: string;
  readonly receiptNumber?: string;
  /** With a receipt number: the day of the sale */
  readonly date?: string;
  readonly lines?: readonly ReturnLineInput[];
}

export type StartReturnCode = QuoteReturnCode | ReceiptCode | 'bad-request';

/** PUT of a return at a till: finds the sale, asks the centre what is left of it where that is in reach, and quotes. */
export async function startReturn(till: Till, input: StartReturnInput): Promise<ReturnOutcome<StartReturnCode>> {
  const found = saleNamed(till, input);
  if (!found.ok) return found;
  const { returnId, baseRevision, lines } = input;
  const quote = { returnId, baseRevision, saleId: found.saleId, ...(lines === undefined ? {} : { lines }) };
  // A repeat is answered as it was, whatever the centre says by now.
  const opened = openReturn(till, quote);
  if ('ok' in opened) return opened;
  return quoteReturn(till, quote, await askReturnable(till, found.saleId));
}

function saleNamed(till: Till, { saleId, receiptNumber, date }: StartReturnInput): { ok: true; saleId: string } | Refusal<ReceiptCode | 'bad-request'> {
  if (saleId !== undefined && receiptNumber === undefined) return { ok: true, saleId };
  if (receiptNumber !== undefined && saleId === undefined) return saleOfReceipt(till, receiptNumber, date);
  return { ...refuse('bad-request', 'Name the sale in one way: saleId or receiptNumber.'), path: '/saleId' };
}

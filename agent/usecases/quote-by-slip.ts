import { doubtOf, type CodeDoubt } from '../domain/returns/slip/judge-code.ts';
import { digestOfSale, readReturnCode, type ReadCode } from '../domain/returns/slip/return-code.ts';
import { slipSaleOf } from '../domain/returns/slip/slip-sale.ts';
import { askReturnable } from './ask-returnable.ts';
import { notReady, refuse } from './outcome.ts';
import { quoteReturn, type QuoteReturnCode, type QuoteReturnInput } from './quote-return.ts';
import { soldAtThisTill } from './sold.ts';
import type { SaleCommitted } from '../domain/operations/operation.ts';
import type { Refusal } from './outcome.ts';
import type { ReturnOutcome } from './return-outcome.ts';
import type { Till } from './till.ts';

export type SlipCode = 'not-ready' | 'return-code-invalid' | 'return-needs-link';

/** Days for which a code is believed without the centre, where the programme says nothing */
const usualDays = 30;

export interface Slip {
  readonly ok: true;
  readonly read: ReadCode;
  /** Why it may not be believed without the centre */
  readonly doubt?: CodeDoubt;
}

/** What a scanned code says, and whether this till may believe it by itself. One that somebody changed is refused, with the centre and without. */
export function readSlip(till: Till, code: string): Slip | Refusal<SlipCode> {
  const compiled = till.activeBundle();
  if (compiled === undefined) return notReady();
  const { programmeId, returns } = compiled.bundle;
  const read = readReturnCode(code.trim());
  if (read === undefined) return refuse('return-code-invalid', 'This is no return code, or a part of it is missing. Scan it again.');
  const doubt = doubtOf(read, till.slips.keys, Math.floor(till.clock.now().atMs / 1000), returns.slip?.withinDays ?? usualDays);
  if (doubt === 'forged') return refuse('return-code-invalid', 'The signature of the code does not hold: it was changed, or it is not of this chain.');
  if (read.head.programmeId !== programmeId) return refuse('return-code-invalid', 'The code is of another programme.');
  return { ok: true, read, ...(doubt === undefined ? {} : { doubt }) };
}

/** The centre's word or the own journal go before the slip, which says nothing of what was returned since. */
export async function quoteBySlip(till: Till, quote: QuoteReturnInput, { read, doubt }: Slip): Promise<ReturnOutcome<SlipCode | QuoteReturnCode>> {
  const told = await askReturnable(till, quote.saleId);
  const sale = soldAtThisTill(till, quote.saleId).sale ?? told?.sale;
  if (sale !== undefined) return fits(till, read, sale) ? quoteReturn(till, quote, { told }) : refuse('return-code-invalid', 'The code does not fit the sale that it names.');
  if (doubt !== undefined) return refuse('return-needs-link', `Without the centre this code is not believed: ${wordsOf[doubt]}. Try again with the centre in reach, or have a manager return the goods without a receipt.`, { doubt });
  if (read.content.carries === 'totals') {
    const { digest: _digest, ...totals } = read.content.totals;
    return refuse('return-needs-link', 'The receipt was too long for its code. Try again with the centre in reach, or have a manager return the goods without a receipt.', { doubt: 'totals-only', ...totals });
  }
  return quoteReturn(till, quote, { slip: read.content.sale });
}

/** The account may have become another one since. */
function fits(till: Till, { content, head: { accountId } }: ReadCode, sale: SaleCommitted): boolean {
  if (content.carries === 'whole') return true;
  const { accountId: _account, ...anonymous } = slipSaleOf(sale);
  const digest = digestOfSale({ ...anonymous, ...(accountId === undefined ? {} : { accountId }) }, till.slips);
  return digest.every((byte, index) => byte === content.totals.digest[index]);
}

const wordsOf: Record<CodeDoubt, string> = {
  'forged': 'its signature does not hold',
  'unknown-root': 'it is signed under a key that this till has not heard of',
  'out-of-term': 'the selling till was not vouched for at that time',
  'revoked': 'the enrolment of the selling till was revoked',
  'too-old': 'it is older than the programme takes',
};

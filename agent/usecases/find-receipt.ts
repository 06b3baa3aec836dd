import { readOperation } from '../domain/operations/read-operation.ts';
import { refuse } from './outcome.ts';
import type { SaleCommitted } from '../domain/operations/operation.ts';
import type { Refusal } from './outcome.ts';
import type { Till } from './till.ts';

/** More than any person would choose from. */
const maxChoices = 20;

/** The finished sales of this till whose receipt has this number, the newest first; of one day, where it is named. */
export function salesOfReceipt(till: Till, receiptNumber: string, date?: string): SaleCommitted[] {
  const sales = till.journal.salesWithReceipt(receiptNumber, maxChoices).map((stored) => {
    const read = readOperation(stored);
    if (!read.ok || read.body.kind !== 'sale-committed') throw new Error(`operation ${stored.seq} is no sale that can be read`);
    return read.body.payload;
  });
  return date === undefined ? sales : sales.filter(({ time }) => time.localDate === date);
}

export type ReceiptCode = 'sale-unknown' | 'receipt-ambiguous';

/** The one sale that a receipt number names. Printers count anew after a while: where several have it, the refusal names them. */
export function saleOfReceipt(till: Till, receiptNumber: string, date?: string): { ok: true; saleId: string } | Refusal<ReceiptCode> {
  const [sale, ...others] = salesOfReceipt(till, receiptNumber, date);
  if (sale === undefined) return refuse('sale-unknown', 'This till has printed no receipt of this number. Scan the code on the slip, or ask at the till that sold the goods.');
  if (others.length === 0) return { ok: true, saleId: sale.saleId };
  const choices = [sale, ...others].map(({ saleId, time, result }) => ({ saleId, date: time.localDate, minuteOfDay: time.minuteOfDay, payableMinor: result.payableMinor }));
  return refuse('receipt-ambiguous', 'Several sales of this till have this receipt number. Say which by its date or its saleId.', { choices });
}

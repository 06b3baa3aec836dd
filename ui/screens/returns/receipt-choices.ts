import type { ApiFailure } from '../../client/api-failure.ts';
import { isRecord } from '../../client/send-json.ts';

export interface ReceiptChoice {
  saleId: string;
  /** "2026-11-22" */
  date: string;
  /** "14:05" */
  clock: string;
  payableMinor: number;
}

/** The sales that share a receipt's number, as the refusal names them. */
export function receiptChoices(failure: ApiFailure | undefined): ReceiptChoice[] {
  if (failure?.kind !== 'problem' || failure.problem.code !== 'receipt-ambiguous') return [];
  const { choices } = failure.problem as typeof failure.problem & { choices?: unknown };
  if (!Array.isArray(choices)) return [];
  return choices.filter(isRecord).flatMap(({ saleId, date, minuteOfDay, payableMinor }) =>
    typeof saleId === 'string' && typeof date === 'string' && typeof minuteOfDay === 'number' && typeof payableMinor === 'number' ? [{ saleId, date, clock: clockOf(minuteOfDay), payableMinor }] : []);
}

function clockOf(minuteOfDay: number): string {
  return [Math.floor(minuteOfDay / 60), minuteOfDay % 60].map((part) => String(part).padStart(2, '0')).join(':');
}

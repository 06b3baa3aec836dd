import type { ReturnRecord } from '../../../agent/ports/returns.ts';
import type { SaleRecord } from '../../../agent/ports/sales.ts';
import type { ReturnOutcome } from '../../../agent/usecases/return-outcome.ts';
import type { SaleOutcome } from '../../../agent/usecases/sale-outcome.ts';

/** The sale of an answer that must be one. */
export function saleOf(outcome: SaleOutcome<string>): SaleRecord {
  if (!outcome.ok) throw new Error(`${outcome.code}: ${outcome.detail}`);
  return outcome.sale;
}

export function returnOf(outcome: ReturnOutcome<string>): ReturnRecord {
  if (!outcome.ok) throw new Error(`${outcome.code}: ${outcome.detail}`);
  return outcome.return;
}

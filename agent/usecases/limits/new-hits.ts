import { noteHits, type Doer } from './limit-watch.ts';
import type { CompiledBundle } from '../../domain/bundle/compiled.ts';
import type { SaleRecord } from '../../ports/sales.ts';
import type { Till } from '../till.ts';

/** Journals the limits that a revision went beyond and the one before it, with the same card, did not. */
export function noteNewHits(till: Till, compiled: CompiledBundle, { sale, before }: { sale: SaleRecord; before: SaleRecord | undefined }, doer: Doer): void {
  const { limitHits = [], saleId, customer, customerCode, customerProblem } = sale;
  const isNews = before?.customerCode !== customerCode || before?.customerProblem !== customerProblem;
  const known = new Set(isNews ? [] : (before?.limitHits ?? []).map(({ limitId }) => limitId));
  noteHits(till, compiled, limitHits.filter(({ limitId }) => !known.has(limitId)), doer, { saleId, ...(customer === undefined ? {} : { accountId: customer.state.accountId }) });
}

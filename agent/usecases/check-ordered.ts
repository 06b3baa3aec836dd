import type { SaleRecord } from '../ports/sales.ts';
import type { LineInput } from './basket-input.ts';
import { digestOf } from './digest.ts';
import type { Refusal } from './outcome.ts';

/**
 * An order that was priced elsewhere is taken over from till software, which is trusted like the receipts that it prints. A page may carry such lines along
 * while a cashier edits the sale; it may not bring any: a person at a browser must not name discounts.
 */
export function refuseOrdered(lines: readonly LineInput[], before: SaleRecord | undefined): Refusal<'bad-request'> | undefined {
  const known = new Map(before?.basket.lines.map(({ lineId, sku, ordered }) => [lineId, digestOf({ sku, ordered: ordered ?? null })]));
  const index = lines.findIndex(({ lineId = '', sku, ordered }) => ordered !== undefined && known.get(lineId) !== digestOf({ sku, ordered }));
  if (index < 0) return undefined;
  return { ok: false, code: 'bad-request', detail: 'Only till software may take over an order; the page may keep what the sale has.', path: `/lines/${index}/ordered` };
}

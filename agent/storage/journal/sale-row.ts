import type { Cover } from '../../domain/redemption/cover.ts';
import type { SaleRecord } from '../../ports/sales.ts';

/** As releases wrote it that knew nothing but holds. */
interface HoldAlone {
  hold?: NonNullable<Cover['hold']> & { sinceRevision: number };
}

/** The record of a row. Only this code writes these rows, so their shape needs no check. */
export function readSaleRow(text: string): SaleRecord {
  const { hold, ...record } = JSON.parse(text) as SaleRecord & HoldAlone;
  if (hold === undefined) return record;
  const { sinceRevision, ...held } = hold;
  return { ...record, cover: { points: held.points, sinceRevision, hold: held } };
}

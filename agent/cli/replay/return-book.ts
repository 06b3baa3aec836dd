import type { PlannedSale } from './planned-event.ts';

/** What of every planned sale has not been returned yet, found by customer and good as the input's cancellations name them. */
export interface ReturnBook {
  sold(sale: PlannedSale, customer: string | undefined): void;
  /** Takes the quantity from the customer's latest sale that has enough of the good left. */
  take(customer: string, sku: string, quantityMilli: number): { saleId: string; lines: { lineId: string; quantityMilli: number }[] } | undefined;
  /** Takes all that is left of the sale; false where nothing is. */
  returnWhole(saleId: string): boolean;
}

interface OpenLine {
  lineId: string;
  sku: string;
  leftMilli: number;
}

export function createReturnBook(): ReturnBook {
  const open = new Map<string, OpenLine[]>();
  /** By customer and good, oldest sale first */
  const salesOfGood = new Map<string, Set<string>>();
  const keyOf = (customer: string, sku: string): string => `${customer} ${sku}`;

  return {
    sold(sale, customer) {
      open.set(sale.saleId, sale.lines.map(({ lineId, sku, quantityMilli }) => ({ lineId, sku, leftMilli: quantityMilli })));
      if (customer === undefined) return;
      for (const { sku } of sale.lines) {
        const key = keyOf(customer, sku);
        salesOfGood.set(key, (salesOfGood.get(key) ?? new Set()).add(sale.saleId));
      }
    },
    take(customer, sku, quantityMilli) {
      for (const saleId of [...(salesOfGood.get(keyOf(customer, sku)) ?? [])].toReversed()) {
        const lines = open.get(saleId)?.filter((line) => line.sku === sku && line.leftMilli > 0) ?? [];
        if (lines.reduce((sum, line) => sum + line.leftMilli, 0) >= quantityMilli) return { saleId, lines: takeFrom(lines, quantityMilli) };
      }
      return undefined;
    },
    returnWhole(saleId) {
      const left = open.get(saleId)?.filter((line) => line.leftMilli > 0) ?? [];
      for (const line of left) line.leftMilli = 0;
      return left.length > 0;
    },
  };
}

/** The lines together must have enough. */
function takeFrom(lines: readonly OpenLine[], quantityMilli: number): { lineId: string; quantityMilli: number }[] {
  const taken: { lineId: string; quantityMilli: number }[] = [];
  let missingMilli = quantityMilli;
  for (const line of lines) {
    const part = Math.min(line.leftMilli, missingMilli);
    if (part === 0) continue;
    line.leftMilli -= part;
    missingMilli -= part;
    taken.push({ lineId: line.lineId, quantityMilli: part });
  }
  return taken;
}

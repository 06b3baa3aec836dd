import type { Basket } from '../domain/basket/basket.ts';

/** A basket line as a client gives it. */
export interface LineInput {
  readonly lineId?: string;
  readonly sku: string;
  readonly quantityMilli: number;
  readonly unitPriceMinor: number;
}

/** Fills in the line ids that the client left out: a line's place, counted from 1. */
export function basketOf(lines: readonly LineInput[]): Basket {
  return {
    lines: lines.map((line, index) => ({
      lineId: line.lineId ?? String(index + 1),
      sku: line.sku,
      quantityMilli: line.quantityMilli,
      unitPriceMinor: line.unitPriceMinor,
    })),
  };
}

/** One receipt of the input: a sale, or what a customer brought back. Quantities are positive in both. */
export interface InputReceipt {
  number: string;
  kind: 'sale' | 'cancellation';
  /** Who it was, in the input's own words; absent for a customer that nobody knows */
  customer?: string;
  lines: InputLine[];
}

export interface InputLine {
  sku: string;
  quantityMilli: number;
  unitPriceMinor: number;
}

/** Why lines of the input were left out. They are counted and reported, never dropped in silence. */
export interface SkippedLines {
  /** Postage, fees, manual corrections, discounts, vouchers: no goods that a till sells */
  notGoods: number;
  quantityNotPositive: number;
  priceNotPositive: number;
  /** A price with digits below the minor unit */
  priceTooFine: number;
}

export interface ReplayInput {
  receipts: InputReceipt[];
  skippedLines: SkippedLines;
  /** Receipts of which no line was left, or that have more lines than a basket may */
  skippedReceipts: number;
  /** Name of a good by sku, where the input has one */
  names: ReadonlyMap<string, string>;
}

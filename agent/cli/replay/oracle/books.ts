/** One side's books, as plain SQL over its tables and its view `audit_ledger` tells them. */
export interface Books {
  operations: BookedOperation[];
  /** One row per posting */
  entries: BookedEntry[];
}

export interface BookedOperation {
  opId: string;
  journalId: string;
  seq: number;
  kind: string;
  hash: string;
  /** SHA-256 of the payload's text */
  payloadSha256: string;
  /** Of sales and returns */
  saleId: string | null;
  returnId: string | null;
}

export interface BookedEntry {
  opId: string;
  account: string;
  bucket: string;
  points: number;
}

/** What a finished sale says in a till's journal. */
export interface JournalledSale {
  saleId: string;
  /** Null for an anonymous sale */
  accountId: string | null;
  discountMinor: number;
  pointsEarned: number;
  pointsSpent: number;
  /** By `linesText` */
  lines: string;
}

/** Lines of a basket as one text, so that two baskets are compared with ===. */
export function linesText(lines: readonly { sku: string; quantityMilli: number; unitPriceMinor: number }[]): string {
  return lines.map(({ sku, quantityMilli, unitPriceMinor }) => `${sku} ${quantityMilli} ${unitPriceMinor}`).join(', ');
}

export interface TillBooks extends Books {
  /** For people: "till 2" */
  name: string;
  sales: JournalledSale[];
  /** Sum of `available` by account */
  available: ReadonlyMap<string, number>;
  /** Sum of `pending` by account */
  pending: ReadonlyMap<string, number>;
}

export interface CentralBooks extends Books {
  /** By op id, what is not applied: waiting, parked */
  notApplied: ReadonlyMap<string, string>;
  /** Sum of `available` in the ledger, by account */
  available: ReadonlyMap<string, number>;
  /** Sum of `pending` in the ledger, by account */
  pending: ReadonlyMap<string, number>;
  /** What the account's row says */
  projected: ReadonlyMap<string, number>;
  findings: { defect: string[]; drift: string[]; goodwill: string[]; fork: string[] };
  /** Holds that nobody has settled or let go, in words, by account */
  activeHolds: ReadonlyMap<string, string>;
}

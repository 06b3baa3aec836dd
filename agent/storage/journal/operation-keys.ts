/** What an operation is found by, besides its ids: taken from its payload into columns, which no hash covers. null: it says nothing of that. */
export interface OperationKeys {
  accountId: string | null;
  saleId: string | null;
  receiptNumber: string | null;
  /** JSON text of what it used up */
  counts: string | null;
}

interface Keyed {
  accountId?: unknown;
  saleId?: unknown;
  receipt?: { number?: unknown };
  counts?: unknown;
}

export function keysOf(payload: object): OperationKeys {
  const { accountId, saleId, receipt, counts } = payload as Keyed;
  return { accountId: textOf(accountId), saleId: textOf(saleId), receiptNumber: textOf(receipt?.number), counts: counts === undefined ? null : JSON.stringify(counts) };
}

/** Half a character cannot be stored, and would read back as another text. */
function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value.toWellFormed() : null;
}

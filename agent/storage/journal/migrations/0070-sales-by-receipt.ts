import type { Migration } from '../migrate.ts';

/** Adds an index by which a return finds its sale when only the number on the receipt is known. A release before this reads the file as it is. */
export const salesByReceipt: Migration = {
  version: 70,
  minReaderVersion: 10,
  sql: `
CREATE INDEX operation_by_receipt ON operation (payload ->> '$.receipt.number', seq) WHERE kind = 'sale-committed';
`,
};

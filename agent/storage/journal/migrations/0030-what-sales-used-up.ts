import type { Migration } from '../migrate.ts';

/** Adds an index that holds what sales used up (coupons, budgets), so that a start after a long outage need not read every unsent operation for it. A release before this reads the file as it is. */
export const whatSalesUsedUp: Migration = {
  version: 30,
  minReaderVersion: 10,
  sql: `
CREATE INDEX operation_by_counts ON operation (seq, payload ->> '$.counts') WHERE payload ->> '$.counts' IS NOT NULL;
`,
};

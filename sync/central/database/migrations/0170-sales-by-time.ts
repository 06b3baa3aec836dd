import type { Migration } from '../migrate.ts';

/** Frozen. Whose receipts came from many tills in one day: read from the index alone. */
export const salesByTimeMigration: Migration = {
  id: 170,
  name: 'sales-by-time',
  statements: [
    "CREATE INDEX operation_sale_time ON operation (at_ms, account_id, journal_id) WHERE kind = 'sale-committed' AND account_id IS NOT NULL",
  ],
};

import type { Migration } from '../migrate.ts';

/**
 * The indexes in which every sale has a row take in only what is marked, so that a commit writes none of their pages; operations are marked some hundreds at a time (`operation-index.ts`).
 * A release before this reads the file as it is: its columns are filled in every row. It writes rows that are marked by their default. It looks without an index, so that its look-ups take longer.
 */
export const indexesBehindTheCommit: Migration = {
  version: 130,
  minReaderVersion: 10,
  sql: `
-- 0: not in the indexes yet. A row takes as many bytes with either, so that marking it changes one byte of one page.
ALTER TABLE operation ADD COLUMN is_indexed INTEGER NOT NULL DEFAULT 1;
INSERT INTO meta (key, value) SELECT 'indexedSeq', coalesce(max(seq), 0) FROM operation;

DROP INDEX operation_by_account;
DROP INDEX operation_by_sale;
DROP INDEX operation_by_receipt;
CREATE INDEX operation_by_account ON operation (account_id, seq, at_ms) WHERE is_indexed = 1 AND account_id IS NOT NULL;
CREATE INDEX operation_by_sale ON operation (sale_id, seq) WHERE is_indexed = 1 AND sale_id IS NOT NULL;
CREATE INDEX operation_by_receipt ON operation (receipt_number, seq) WHERE is_indexed = 1 AND receipt_number IS NOT NULL;
`,
};

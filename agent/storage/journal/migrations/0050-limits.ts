import type { Migration } from '../migrate.ts';

/** Adds indexes for limits against fraud: what happened to a customer lately, and which limits were hit. A release before this reads the file as it is. */
export const limits: Migration = {
  version: 50,
  minReaderVersion: 10,
  sql: `
CREATE INDEX operation_by_account_time ON operation (account_id, at_ms) WHERE account_id IS NOT NULL;
CREATE INDEX operation_limit_hit ON operation (at_ms) WHERE kind = 'limit-hit';
`,
};

import type { Migration } from '../migrate.ts';

/** Frozen. What is known of allowances: which were live in a backup that this database was restored to, so that their tills may have been given more since (ADR 0065); and which are over, to be forgotten. */
export const allowanceRecordsMigration: Migration = {
  id: 190,
  name: 'allowance-records',
  statements: [
    'ALTER TABLE allowance ADD COLUMN is_of_backup BOOLEAN NOT NULL DEFAULT FALSE',
    'CREATE INDEX allowance_ended ON allowance (ended_at_ms) WHERE ended_at_ms IS NOT NULL',
  ],
};

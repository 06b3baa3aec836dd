import type { Migration } from '../migrate.ts';

/** Frozen. Allowances that were live in a backup which this database was restored to: their tills may have been given more since (ADR 0065). */
export const allowancesOfABackupMigration: Migration = {
  id: 190,
  name: 'allowances-of-a-backup',
  statements: ['ALTER TABLE allowance ADD COLUMN is_of_backup BOOLEAN NOT NULL DEFAULT FALSE'],
};

import type { Migration } from '../migrate.ts';

/** Frozen. An account that another one was merged into may have two allowances of one journal: all but one of them are recalled. */
export const mergedAllowancesMigration: Migration = {
  id: 81,
  name: 'merged-allowances',
  statements: [
    'DROP INDEX allowance_live',
    "CREATE INDEX allowance_live ON allowance (account_id, journal_id) WHERE state IN ('granted', 'recalled')",
    "CREATE UNIQUE INDEX allowance_granted ON allowance (account_id, journal_id) WHERE state = 'granted'",
  ],
};

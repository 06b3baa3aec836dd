import type { Migration } from '../migrate.ts';

/** Frozen. When the till last called, whatever it asked for; written at most once a minute. */
export const tillContactMigration: Migration = {
  id: 51,
  name: 'till-contact',
  statements: ['ALTER TABLE till ADD COLUMN last_contact_ms BIGINT'],
};

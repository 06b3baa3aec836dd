import type { Migration } from '../migrate.ts';

/** Set while the till's present enrolment is revoked. */
export const revocationMigration: Migration = {
  id: 30,
  name: 'revocation',
  statements: ['ALTER TABLE till ADD COLUMN revoked_at_ms BIGINT'],
};

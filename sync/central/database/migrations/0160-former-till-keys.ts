import type { Migration } from '../migrate.ts';

/** Frozen. Every key that a till had before its present one: revoking its enrolment revokes them all, and the row of the till knows but the last. */
export const formerTillKeysMigration: Migration = {
  id: 160,
  name: 'former-till-keys',
  statements: [
    `CREATE TABLE former_till_key (
      public_key TEXT PRIMARY KEY,
      till_id TEXT NOT NULL,
      changed_at_ms BIGINT NOT NULL
    )`,
    'INSERT INTO former_till_key (public_key, till_id, changed_at_ms) SELECT former_public_key, till_id, coalesce(key_changed_at_ms, 0) FROM till WHERE former_public_key IS NOT NULL ON CONFLICT DO NOTHING',
    'CREATE INDEX former_till_key_of ON former_till_key (till_id)',
  ],
};

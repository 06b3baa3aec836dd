import type { Migration } from '../migrate.ts';

/** Frozen. The chain of root keys, each link signed by the key before it (a key hands over once); and the keys of tills that were changed. */
export const keyRotationMigration: Migration = {
  id: 50,
  name: 'key-rotation',
  statements: [
    `CREATE TABLE root_rotation (
      from_key_id TEXT PRIMARY KEY,
      to_key_id TEXT NOT NULL UNIQUE,
      from_public_key TEXT NOT NULL,
      to_public_key TEXT NOT NULL,
      rotated_at_ms BIGINT NOT NULL,
      signature TEXT NOT NULL
    )`,
    // the key before the present one, whose batches are still taken for a while; and since when the centre wants another
    `ALTER TABLE till
      ADD COLUMN former_public_key TEXT,
      ADD COLUMN key_changed_at_ms BIGINT,
      ADD COLUMN key_change_asked_at_ms BIGINT`,
  ],
};

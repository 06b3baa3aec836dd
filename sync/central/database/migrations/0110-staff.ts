import type { Migration } from '../migrate.ts';

/** Frozen. Who may sign in at which stores' tills, and the signed list of each store as it was last made. */
export const staffMigration: Migration = {
  id: 110,
  name: 'staff',
  statements: [
    `CREATE TABLE staff_member (
      user_id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      role TEXT NOT NULL,
      badge TEXT UNIQUE,
      pin JSONB,
      cards JSONB NOT NULL,
      store_ids JSONB NOT NULL,
      active BOOLEAN NOT NULL,
      changed_at_ms BIGINT NOT NULL
    )`,
    `CREATE TABLE staff_list (
      store_id TEXT PRIMARY KEY,
      serial BIGINT NOT NULL,
      members_hash TEXT NOT NULL,
      text TEXT NOT NULL,
      hash TEXT NOT NULL,
      signature TEXT NOT NULL,
      key_id TEXT NOT NULL
    )`,
  ],
};

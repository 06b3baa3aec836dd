import type { Migration } from '../migrate.ts';

/** Frozen. Personal fields as the till sealed them, beside the operation that names their digest. Deleting a row erases the person and leaves the chain whole. */
export const sealedBlobMigration: Migration = {
  id: 90,
  name: 'sealed-blobs',
  statements: [
    `CREATE TABLE sealed_blob (
      journal_id TEXT NOT NULL,
      seq BIGINT NOT NULL,
      sha256 TEXT NOT NULL,
      sealed TEXT NOT NULL,
      received_at_ms BIGINT NOT NULL,
      PRIMARY KEY (journal_id, seq, sha256),
      FOREIGN KEY (journal_id, seq) REFERENCES operation
    )`,
  ],
};

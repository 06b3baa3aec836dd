import type { Migration } from '../migrate.ts';

/** Frozen. Which sale used a code of the chain's application first, or keeps it for itself: each is good for one. */
export const qrUsesMigration: Migration = {
  id: 150,
  name: 'qr-uses',
  statements: [
    `CREATE TABLE qr_use (
      key_id INTEGER NOT NULL,
      nonce TEXT NOT NULL,
      sale_id TEXT NOT NULL,
      till_id TEXT NOT NULL,
      at_ms BIGINT NOT NULL,
      PRIMARY KEY (key_id, nonce)
    )`,
    'ALTER TABLE finding DROP CONSTRAINT finding_kind_check',
    "ALTER TABLE finding ADD CONSTRAINT finding_kind_check CHECK (kind IN ('defect', 'drift', 'goodwill', 'fork', 'beyond-caps', 'qr-replayed'))",
  ],
};

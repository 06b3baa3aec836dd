import type { Migration } from '../migrate.ts';

/**
 * Frozen. Payloads of a push of many operations lie packed beside their rows (ADR 0067): one block for some of them that follow one another, a line each, compressed with zstd.
 * An operation without a payload of its own has it in the block of its journal that begins last at or before it.
 */
export const packedPayloadsMigration: Migration = {
  id: 192,
  name: 'packed-payloads',
  statements: [
    `CREATE TABLE payload_block (
      journal_id TEXT NOT NULL,
      from_seq BIGINT NOT NULL,
      packed BYTEA NOT NULL,
      PRIMARY KEY (journal_id, from_seq)
    )`,
    // it is compressed already
    'ALTER TABLE payload_block ALTER COLUMN packed SET STORAGE EXTERNAL',
    'ALTER TABLE operation ALTER COLUMN payload DROP NOT NULL',
  ],
};

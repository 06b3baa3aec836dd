import type { Migration } from '../migrate.ts';

/**
 * Frozen. What a push writes most of (ADR 0036).
 * Payloads: PostgreSQL's own compression takes longer than everything else of an insert together; LZ4 where the server has it, else none, and then in the row.
 * A sale's row names its operation before that is written: both are written in one transaction, and a deferred check of each would be made under the feed's lock.
 */
export const writeSpeedMigration: Migration = {
  id: 70,
  name: 'write-speed',
  statements: [
    `DO $$ BEGIN
      ALTER TABLE operation ALTER COLUMN payload SET COMPRESSION lz4;
    EXCEPTION WHEN feature_not_supported THEN
      ALTER TABLE operation ALTER COLUMN payload SET STORAGE EXTERNAL;
      ALTER TABLE operation SET (toast_tuple_target = 8160);
    END $$`,
    'ALTER TABLE sale DROP CONSTRAINT sale_journal_id_seq_fkey',
    // the block list is made anew at changes, of few among a million
    "CREATE INDEX card_blocked ON card (number) WHERE state = 'blocked'",
  ],
};

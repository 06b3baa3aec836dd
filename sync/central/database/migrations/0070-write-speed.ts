import type { Migration } from '../migrate.ts';

/**
 * Frozen. What a push writes most of (ADR 0036).
 * Payloads: PostgreSQL's own compression takes longer than everything else of an insert together; LZ4 where the server has it, else none, and then in the row.
 * References that every push proves by locking the row that they name: checking each row of a batch again took a tenth of its time.
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
    'ALTER TABLE operation DROP CONSTRAINT operation_journal_id_fkey',
    'ALTER TABLE ledger_entry DROP CONSTRAINT ledger_entry_account_id_fkey',
    // every hold asks for its till's journals
    'CREATE INDEX journal_till ON journal (till_id)',
    // the block list is made anew at changes, of few among a million
    "CREATE INDEX card_blocked ON card (number) WHERE state = 'blocked'",
  ],
};

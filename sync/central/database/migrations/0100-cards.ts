import type { Migration } from '../migrate.ts';

/** Frozen. What was done to cards, from which their state is folded, and the numbers that tills may give to virtual ones. */
export const cardMigration: Migration = {
  id: 100,
  name: 'cards',
  statements: [
    // `card` shows the fold's result, and whole what of it tills are told; a card base that was imported has the state alone
    'ALTER TABLE card ADD COLUMN never_activated BOOLEAN, ADD COLUMN replaced_by TEXT, ADD COLUMN blocks JSONB',
    "CREATE INDEX card_refused ON card (number) WHERE state IN ('blocked', 'replaced')",

    // How a card stood before the first operation on it; account_id is null where there was none
    'CREATE TABLE card_opening (number TEXT PRIMARY KEY, account_id TEXT, card JSONB)',
    // order_ms: trusted time, or when it came where the clock was suspect. refused: it counts for no fold, whatever comes
    `CREATE TABLE card_operation (
      op_id TEXT PRIMARY KEY,
      journal_id TEXT NOT NULL,
      seq BIGINT NOT NULL,
      till_id TEXT NOT NULL,
      card_number TEXT NOT NULL,
      new_card_number TEXT,
      order_ms BIGINT NOT NULL,
      body JSONB NOT NULL,
      refused BOOLEAN NOT NULL,
      revised_position BIGINT
    )`,
    'CREATE INDEX card_operation_card ON card_operation (card_number)',
    'CREATE INDEX card_operation_new_card ON card_operation (new_card_number) WHERE new_card_number IS NOT NULL',
    'CREATE INDEX card_operation_revised ON card_operation (till_id, revised_position) WHERE revised_position IS NOT NULL',

    // Where the last verdict on a card was changed: most tills need not look for theirs
    'ALTER TABLE feed_head ADD COLUMN revised_position BIGINT NOT NULL DEFAULT 0',

    // Serials of a scheme that tills may take; next_serial rises and never goes back
    `CREATE TABLE number_range (
      range_id TEXT PRIMARY KEY,
      scheme_id TEXT NOT NULL,
      store_number BIGINT NOT NULL,
      store_id TEXT,
      from_serial BIGINT NOT NULL CHECK (from_serial >= 0),
      to_serial BIGINT NOT NULL,
      next_serial BIGINT NOT NULL,
      defined_at_ms BIGINT NOT NULL,
      CHECK (to_serial >= from_serial AND next_serial BETWEEN from_serial AND to_serial + 1)
    )`,
    `CREATE TABLE number_pool (
      pool_id TEXT PRIMARY KEY,
      range_id TEXT NOT NULL REFERENCES number_range,
      till_id TEXT NOT NULL REFERENCES till,
      journal_id TEXT NOT NULL,
      from_serial BIGINT NOT NULL,
      to_serial BIGINT NOT NULL,
      numbers JSONB NOT NULL,
      leased_at_ms BIGINT NOT NULL
    )`,
    'CREATE INDEX number_pool_journal ON number_pool (journal_id)',

    // The last sales and returns of an account, as tills show them
    "ALTER TABLE account ADD COLUMN last_operations JSONB NOT NULL DEFAULT '[]'",
    // The centre's own journal for what its office does to cards
    'CREATE TABLE office_journal (only_row BOOLEAN PRIMARY KEY DEFAULT TRUE CHECK (only_row), journal_id TEXT NOT NULL)',
  ],
};

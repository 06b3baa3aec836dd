import type { Migration } from '../migrate.ts';

/** Frozen. Times are milliseconds since the epoch, points and positions BIGINT. */
export const initialMigration: Migration = {
  id: 10,
  name: 'initial',
  statements: [
    'CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL)',

    // One row. Whoever changes accounts locks it last and keeps it to the commit: so positions are given in commit order, without gaps.
    'CREATE TABLE feed_head (only_row BOOLEAN PRIMARY KEY DEFAULT TRUE CHECK (only_row), position BIGINT NOT NULL)',
    'INSERT INTO feed_head (position) VALUES (0)',

    `CREATE TABLE till (
      till_id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      store_id TEXT NOT NULL,
      public_key TEXT NOT NULL,
      token_hash TEXT NOT NULL UNIQUE,
      enrolled_at_ms BIGINT NOT NULL
    )`,
    `CREATE TABLE enrolment_code (
      code_hash TEXT PRIMARY KEY,
      till_id TEXT NOT NULL,
      till_name TEXT NOT NULL,
      store_id TEXT NOT NULL,
      expires_at_ms BIGINT NOT NULL,
      used_at_ms BIGINT
    )`,

    // body is the very text that was signed
    `CREATE TABLE bundle (
      serial BIGINT PRIMARY KEY,
      hash TEXT NOT NULL UNIQUE,
      body TEXT NOT NULL,
      signature TEXT NOT NULL,
      key_id TEXT NOT NULL,
      published_at_ms BIGINT NOT NULL
    )`,

    // available_points and held_points are projections of ledger_entry, changed in the same transaction
    `CREATE TABLE account (
      account_id TEXT PRIMARY KEY,
      programme_id TEXT NOT NULL,
      tier TEXT NOT NULL,
      given_name TEXT,
      birthday TEXT,
      favourite_category_id TEXT,
      favourite_until TEXT,
      available_points BIGINT NOT NULL,
      held_points BIGINT NOT NULL CHECK (held_points >= 0),
      changed_position BIGINT NOT NULL UNIQUE
    )`,
    'CREATE TABLE card (number TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES account, state TEXT NOT NULL)',
    'CREATE INDEX card_account ON card (account_id)',

    // A row that was never active is a tombstone: a hold that was let go before its request arrived
    `CREATE TABLE hold (
      hold_id TEXT PRIMARY KEY,
      sale_id TEXT NOT NULL,
      account_id TEXT NOT NULL REFERENCES account,
      points BIGINT NOT NULL CHECK (points >= 0),
      state TEXT NOT NULL CHECK (state IN ('active', 'settled', 'released', 'expired')),
      expires_at_ms BIGINT NOT NULL,
      created_at_ms BIGINT NOT NULL,
      ended_at_ms BIGINT
    )`,
    "CREATE INDEX hold_active_account ON hold (account_id) WHERE state = 'active'",
    "CREATE INDEX hold_active_expiry ON hold (expires_at_ms) WHERE state = 'active'",

    // seq and hash: the last operation that the centre has. claimed_*: where the till says that its journal ends
    `CREATE TABLE journal (
      journal_id TEXT PRIMARY KEY,
      till_id TEXT NOT NULL REFERENCES till,
      seq BIGINT NOT NULL,
      hash TEXT NOT NULL,
      claimed_seq BIGINT NOT NULL,
      claimed_hash TEXT NOT NULL,
      last_push_ms BIGINT NOT NULL
    )`,
    // feed_position: the change of the account that carries this operation's effect
    `CREATE TABLE operation (
      journal_id TEXT NOT NULL REFERENCES journal,
      seq BIGINT NOT NULL,
      op_id TEXT NOT NULL UNIQUE,
      kind TEXT NOT NULL,
      schema INTEGER NOT NULL,
      at_ms BIGINT NOT NULL,
      wall_ms BIGINT NOT NULL,
      clock TEXT NOT NULL,
      payload TEXT NOT NULL,
      prev TEXT NOT NULL,
      hash TEXT NOT NULL,
      received_at_ms BIGINT NOT NULL,
      verdict TEXT NOT NULL CHECK (verdict IN ('applied', 'waiting', 'parked')),
      reason TEXT,
      account_id TEXT,
      sale_id TEXT,
      feed_position BIGINT,
      PRIMARY KEY (journal_id, seq)
    )`,
    'CREATE INDEX operation_feed ON operation (journal_id, feed_position) WHERE feed_position IS NOT NULL',
    'CREATE INDEX operation_sale ON operation (sale_id) WHERE sale_id IS NOT NULL',
    "CREATE INDEX operation_unsettled ON operation (verdict) WHERE verdict <> 'applied'",

    // The branches of a journal that is not one chain: kept whole, never applied
    `CREATE TABLE quarantined_operation (
      journal_id TEXT NOT NULL,
      hash TEXT NOT NULL,
      seq BIGINT NOT NULL,
      op_id TEXT NOT NULL,
      kind TEXT NOT NULL,
      schema INTEGER NOT NULL,
      at_ms BIGINT NOT NULL,
      wall_ms BIGINT NOT NULL,
      clock TEXT NOT NULL,
      payload TEXT NOT NULL,
      prev TEXT NOT NULL,
      received_at_ms BIGINT NOT NULL,
      PRIMARY KEY (journal_id, hash)
    )`,

    // One row per sale that anybody named; journal_id is null until the sale itself has arrived. It is what a sale and its returns lock
    `CREATE TABLE sale (
      sale_id TEXT PRIMARY KEY,
      journal_id TEXT,
      seq BIGINT,
      FOREIGN KEY (journal_id, seq) REFERENCES operation
    )`,

    `CREATE TABLE ledger_entry (
      entry_id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      account_id TEXT NOT NULL REFERENCES account,
      programme_id TEXT NOT NULL,
      bucket TEXT NOT NULL CHECK (bucket IN ('available', 'held', 'earned', 'spent', 'opening', 'goodwill')),
      amount_minor BIGINT NOT NULL CHECK (amount_minor <> 0),
      op_id TEXT NOT NULL,
      at_ms BIGINT NOT NULL,
      UNIQUE (op_id, account_id, bucket)
    )`,
    'CREATE INDEX ledger_entry_account ON ledger_entry (account_id, entry_id)',

    `CREATE TABLE finding (
      finding_id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      kind TEXT NOT NULL CHECK (kind IN ('defect', 'drift', 'goodwill', 'fork')),
      journal_id TEXT NOT NULL,
      seq BIGINT NOT NULL,
      op_id TEXT NOT NULL,
      account_id TEXT,
      detail JSONB NOT NULL,
      at_ms BIGINT NOT NULL
    )`,
    'CREATE INDEX finding_kind ON finding (kind, finding_id)',

    `CREATE VIEW audit_ledger AS
      SELECT account_id AS account, programme_id AS programme, bucket, amount_minor, op_id FROM ledger_entry`,
  ],
};

import type { Migration } from '../migrate.ts';

/**
 * Frozen: a change of the format is a new migration.
 * Closed vocabularies have no CHECK where a later release may add a word, because SQLite can only drop a CHECK by rebuilding the table.
 */
export const initial: Migration = {
  version: 10,
  minReaderVersion: 10,
  sql: `
CREATE TABLE schema_version (
  lock INTEGER PRIMARY KEY CHECK (lock = 1),
  schema_version INTEGER NOT NULL,
  min_reader_version INTEGER NOT NULL
) STRICT;

-- One row per journal id in this file; seq runs on over all of them, and the last is current.
CREATE TABLE journal (
  journal_id TEXT NOT NULL PRIMARY KEY,
  from_seq INTEGER NOT NULL UNIQUE CHECK (from_seq >= 1),
  opened_at_ms INTEGER NOT NULL,
  prior_journal_id TEXT,
  prior_seq INTEGER,
  prior_hash TEXT CHECK (length(prior_hash) = 64),
  CHECK ((prior_journal_id IS NULL) = (prior_seq IS NULL) AND (prior_seq IS NULL) = (prior_hash IS NULL))
) STRICT;

CREATE TABLE operation (
  seq INTEGER PRIMARY KEY,
  op_id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  schema INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  wall_ms INTEGER NOT NULL,
  -- Not IN: for a list of three SQLite fills a table in memory at every insert.
  clock TEXT NOT NULL CHECK (clock = 'synced' OR clock = 'estimated' OR clock = 'suspect'),
  payload TEXT NOT NULL,
  prev TEXT NOT NULL CHECK (length(prev) = 64),
  hash TEXT NOT NULL CHECK (length(hash) = 64),
  account_id TEXT GENERATED ALWAYS AS (payload ->> '$.accountId') VIRTUAL,
  sale_id TEXT GENERATED ALWAYS AS (payload ->> '$.saleId') VIRTUAL
) STRICT;
CREATE INDEX operation_by_account ON operation (account_id, seq) WHERE account_id IS NOT NULL;
CREATE INDEX operation_by_sale ON operation (sale_id, seq) WHERE sale_id IS NOT NULL;

-- REPLACE deletes without asking the trigger below. ROLLBACK, because a trigger that may only abort its statement would cost every commit a statement journal.
CREATE TRIGGER operation_is_new BEFORE INSERT ON operation
WHEN EXISTS (SELECT 1 FROM operation WHERE seq = NEW.seq) OR EXISTS (SELECT 1 FROM operation WHERE op_id = NEW.op_id)
BEGIN SELECT RAISE(ROLLBACK, 'operations are never changed'); END;
CREATE TRIGGER operation_is_final BEFORE UPDATE ON operation
BEGIN SELECT RAISE(ABORT, 'operations are never changed'); END;
CREATE TRIGGER operation_is_kept BEFORE DELETE ON operation
BEGIN SELECT RAISE(ABORT, 'operations are never deleted'); END;
CREATE TRIGGER journal_is_new BEFORE INSERT ON journal
WHEN EXISTS (SELECT 1 FROM journal WHERE journal_id = NEW.journal_id OR from_seq >= NEW.from_seq)
BEGIN SELECT RAISE(ABORT, 'journals are never changed'); END;
CREATE TRIGGER journal_is_final BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'journals are never changed'); END;
CREATE TRIGGER journal_is_kept BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'journals are never deleted'); END;

CREATE VIEW audit_ledger (account, programme, bucket, amount_minor, op_id) AS
SELECT operation.account_id, operation.payload ->> '$.programmeId', effect.value ->> '$.bucket', effect.value ->> '$.points', operation.op_id
FROM operation, json_each(operation.payload, '$.effects') AS effect
WHERE operation.account_id IS NOT NULL;

-- Only what is not settled with a sink: waiting, parked, quarantined.
CREATE TABLE delivery (
  sink TEXT NOT NULL,
  seq INTEGER NOT NULL REFERENCES operation (seq),
  state TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  next_at_ms INTEGER,
  remote_id TEXT,
  reason TEXT NOT NULL,
  PRIMARY KEY (sink, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE sink_position (
  sink TEXT NOT NULL PRIMARY KEY,
  epoch TEXT NOT NULL,
  seq INTEGER NOT NULL,
  hash TEXT NOT NULL CHECK (length(hash) = 64)
) STRICT, WITHOUT ROWID;

CREATE TABLE sale (
  sale_id TEXT NOT NULL PRIMARY KEY,
  revision INTEGER NOT NULL,
  state TEXT NOT NULL,
  updated_at_ms INTEGER NOT NULL,
  record TEXT NOT NULL
) STRICT;
CREATE INDEX sale_by_state ON sale (state, updated_at_ms);

CREATE TABLE sale_return (
  return_id TEXT NOT NULL PRIMARY KEY,
  sale_id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  state TEXT NOT NULL,
  updated_at_ms INTEGER NOT NULL,
  record TEXT NOT NULL
) STRICT;

CREATE TABLE idempotency (
  client TEXT NOT NULL,
  key TEXT NOT NULL,
  request_hash TEXT NOT NULL,
  status INTEGER NOT NULL,
  answer TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (client, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE bundle (
  serial INTEGER PRIMARY KEY,
  hash TEXT NOT NULL,
  text TEXT NOT NULL,
  signature TEXT NOT NULL,
  key_id TEXT NOT NULL,
  activated_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE meta (
  key TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`,
};

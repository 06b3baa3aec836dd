import type Database from 'better-sqlite3';
import type { CacheView } from '../../ports/customer-cache.ts';

/** A cache of another format is thrown away and taken anew, so it needs no migrations. */
export const cacheFormat = 5;

export const cacheTables = `
CREATE TABLE meta (
  lock INTEGER PRIMARY KEY CHECK (lock = 1),
  format INTEGER NOT NULL,
  epoch TEXT NOT NULL,
  cursor INTEGER NOT NULL,
  through_journal TEXT NOT NULL,
  through_seq INTEGER NOT NULL,
  as_of_ms INTEGER NOT NULL,
  accounts INTEGER NOT NULL
) STRICT;
CREATE TABLE account (account_row INTEGER PRIMARY KEY, account_id TEXT NOT NULL, doc TEXT NOT NULL) STRICT;
CREATE TABLE arrived_card (number TEXT NOT NULL, account_row INTEGER NOT NULL) STRICT;
CREATE TABLE arrived_phone (hash TEXT NOT NULL, account_row INTEGER NOT NULL) STRICT;
CREATE TABLE budget (promotion_id TEXT NOT NULL PRIMARY KEY, left_minor INTEGER NOT NULL) STRICT, WITHOUT ROWID;
-- The end of an allowance; 0 where it was recalled
CREATE TABLE allowance (
  account_id TEXT NOT NULL,
  allowance_id TEXT NOT NULL,
  journal_id TEXT NOT NULL,
  due_at_ms INTEGER NOT NULL,
  PRIMARY KEY (account_id, allowance_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE used_coupon (code TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;
`;

/**
 * Built after the rows: sorting once is several times cheaper than a million inserts into a tree.
 * `card` is its own index, so that a lookup goes down two trees and not three.
 */
export const cacheIndexes = `
CREATE UNIQUE INDEX account_by_id ON account (account_id);
CREATE TABLE card (number TEXT NOT NULL PRIMARY KEY, account_row INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO card (number, account_row) SELECT number, account_row FROM arrived_card ORDER BY number;
DROP TABLE arrived_card;
CREATE TABLE phone (hash TEXT NOT NULL, account_row INTEGER NOT NULL, PRIMARY KEY (hash, account_row)) STRICT, WITHOUT ROWID;
INSERT INTO phone (hash, account_row) SELECT hash, account_row FROM arrived_phone ORDER BY hash, account_row;
DROP TABLE arrived_phone;
CREATE INDEX phone_by_account ON phone (account_row);
CREATE INDEX card_by_account ON card (account_row);
CREATE INDEX allowance_by_end ON allowance (journal_id, due_at_ms);
`;

interface MetaRow {
  format: number;
  epoch: string;
  cursor: number;
  journalId: string;
  seq: number;
  asOfMs: number;
  accounts: number;
}

/** The view that the file shows; undefined where it is of another format. */
export function readView(db: Database.Database, generation: number): CacheView | undefined {
  const row = db.prepare<[], MetaRow>(`
    SELECT format, epoch, cursor, through_journal AS journalId, through_seq AS seq, as_of_ms AS asOfMs, accounts FROM meta
  `).get();
  if (row?.format !== cacheFormat) return undefined;
  const { epoch, cursor, journalId, seq, asOfMs, accounts } = row;
  return { generation, epoch, cursor, through: { journalId, seq }, asOfMs, accounts };
}

/** A prepared write of the view. The caller holds the transaction. */
export function createViewWriter(db: Database.Database): (view: Omit<CacheView, 'generation'>) => void {
  const write = db.prepare<[number, string, number, string, number, number, number]>(`
    INSERT INTO meta (lock, format, epoch, cursor, through_journal, through_seq, as_of_ms, accounts) VALUES (1, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (lock) DO UPDATE SET format = excluded.format, epoch = excluded.epoch, cursor = excluded.cursor,
      through_journal = excluded.through_journal, through_seq = excluded.through_seq, as_of_ms = excluded.as_of_ms, accounts = excluded.accounts
  `);
  return ({ epoch, cursor, through, asOfMs, accounts }) => {
    write.run(cacheFormat, epoch, cursor, through.journalId, through.seq, asOfMs, accounts);
  };
}

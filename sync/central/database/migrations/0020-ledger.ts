import type { Migration } from '../migrate.ts';

/** Frozen. Pending points, lots with a last day, and what prices ask for: purchases, limits, coupons, budgets. Days are YYYY-MM-DD and sort as bytes. */
export const ledgerMigration: Migration = {
  id: 20,
  name: 'ledger',
  statements: [
    'ALTER TABLE ledger_entry DROP CONSTRAINT ledger_entry_bucket_check',
    `ALTER TABLE ledger_entry ADD CONSTRAINT ledger_entry_bucket_check
      CHECK (bucket IN ('available', 'pending', 'held', 'leased', 'earned', 'spent', 'expired', 'opening', 'goodwill'))`,

    // pending_points is a projection of ledger_entry, like available_points. usage, offers and segments are as in the Account that tills get
    `ALTER TABLE account
      ADD COLUMN pending_points BIGINT NOT NULL DEFAULT 0 CHECK (pending_points >= 0),
      ADD COLUMN joined_on TEXT,
      ADD COLUMN segments JSONB NOT NULL DEFAULT '[]',
      ADD COLUMN offers JSONB NOT NULL DEFAULT '[]',
      ADD COLUMN usage JSONB NOT NULL DEFAULT '[]',
      ADD COLUMN purchases BIGINT NOT NULL DEFAULT 0,
      ADD COLUMN first_purchase_on TEXT COLLATE "C",
      ADD COLUMN last_purchase_on TEXT COLLATE "C"`,
    `UPDATE account SET purchases = done.purchases, first_purchase_on = done.first_on, last_purchase_on = done.last_on
     FROM (
       SELECT account_id, count(*) AS purchases, min(payload::jsonb #>> '{time,localDate}') AS first_on, max(payload::jsonb #>> '{time,localDate}') AS last_on
       FROM operation WHERE kind = 'sale-committed' AND account_id IS NOT NULL GROUP BY account_id
     ) AS done
     WHERE account.account_id = done.account_id`,
    'CREATE INDEX account_birthday ON account (birthday) WHERE birthday IS NOT NULL',

    // Points with the same days are one lot. ready: can be spent; only lots with a last day have any. A lot without points has no row
    `CREATE TABLE points_lot (
      account_id TEXT NOT NULL REFERENCES account,
      lot_id TEXT NOT NULL,
      available_on TEXT COLLATE "C",
      expires_on TEXT COLLATE "C",
      pending BIGINT NOT NULL CHECK (pending >= 0),
      ready BIGINT NOT NULL CHECK (ready >= 0),
      PRIMARY KEY (account_id, lot_id),
      CHECK (pending + ready > 0),
      CHECK (pending = 0 OR available_on IS NOT NULL),
      CHECK (ready = 0 OR expires_on IS NOT NULL)
    )`,
    'CREATE INDEX points_lot_pending ON points_lot (available_on) WHERE pending > 0',
    'CREATE INDEX points_lot_ready ON points_lot (expires_on) WHERE ready > 0',

    `CREATE TABLE used_coupon (
      code TEXT PRIMARY KEY,
      sale_id TEXT NOT NULL,
      journal_id TEXT NOT NULL,
      used_at_ms BIGINT NOT NULL,
      changed_position BIGINT NOT NULL
    )`,
    'CREATE INDEX used_coupon_position ON used_coupon (changed_position)',
    // spent_minor may exceed the limit: tills that were offline gave what they believed to be left
    `CREATE TABLE promotion_budget (
      promotion_id TEXT PRIMARY KEY,
      limit_minor BIGINT NOT NULL CHECK (limit_minor >= 0),
      spent_minor BIGINT NOT NULL DEFAULT 0,
      changed_position BIGINT NOT NULL
    )`,

    `CREATE TABLE import_file (
      sha256 TEXT PRIMARY KEY,
      rows BIGINT NOT NULL,
      imported BIGINT NOT NULL,
      rejected BIGINT NOT NULL,
      imported_at_ms BIGINT NOT NULL
    )`,
  ],
};

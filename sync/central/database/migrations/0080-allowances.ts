import type { Migration } from '../migrate.ts';

/** Frozen. Points that are set aside for tills, which journal another one replaced, and what of printed receipts' spending is honoured or waits for a decision. */
export const allowanceMigration: Migration = {
  id: 80,
  name: 'allowances',
  statements: [
    // a projection of ledger_entry, like held_points
    'ALTER TABLE account ADD COLUMN leased_points BIGINT NOT NULL DEFAULT 0 CHECK (leased_points >= 0)',
    'ALTER TABLE journal ADD COLUMN replaced_by TEXT',
    'CREATE INDEX journal_till ON journal (till_id)',

    // points: what is left, 0 once it has ended. grants: how often points were added, which makes the postings' ids
    `CREATE TABLE allowance (
      allowance_id TEXT PRIMARY KEY,
      account_id TEXT NOT NULL REFERENCES account,
      till_id TEXT NOT NULL REFERENCES till,
      store_id TEXT NOT NULL,
      journal_id TEXT NOT NULL REFERENCES journal,
      granted_points BIGINT NOT NULL CHECK (granted_points > 0),
      grants BIGINT NOT NULL,
      points BIGINT NOT NULL CHECK (points >= 0),
      state TEXT NOT NULL CHECK (state IN ('granted', 'recalled', 'returned', 'void')),
      cause TEXT,
      granted_at_ms BIGINT NOT NULL,
      expires_at_ms BIGINT NOT NULL,
      reuse_at_ms BIGINT NOT NULL,
      recalled_at_ms BIGINT,
      ended_at_ms BIGINT,
      CHECK ((state IN ('returned', 'void')) = (ended_at_ms IS NOT NULL)),
      CHECK (ended_at_ms IS NULL OR points = 0)
    )`,
    "CREATE UNIQUE INDEX allowance_live ON allowance (account_id, journal_id) WHERE state IN ('granted', 'recalled')",
    "CREATE INDEX allowance_live_journal ON allowance (journal_id) WHERE state IN ('granted', 'recalled')",
    "CREATE INDEX allowance_live_reuse ON allowance (reuse_at_ms) WHERE state IN ('granted', 'recalled')",
    "CREATE INDEX allowance_granted_end ON allowance (expires_at_ms) WHERE state = 'granted'",
    "CREATE INDEX allowance_recalled ON allowance (account_id, recalled_at_ms) WHERE recalled_at_ms IS NOT NULL",
    // visits are counted from it
    "CREATE INDEX operation_visit ON operation (account_id, at_ms) WHERE kind = 'sale-committed' AND account_id IS NOT NULL",

    // What a branch that was never applied says that it spent
    `ALTER TABLE quarantined_operation
      ADD COLUMN spent_points BIGINT NOT NULL DEFAULT 0,
      ADD COLUMN allowance_points BIGINT NOT NULL DEFAULT 0`,

    // Spending that goodwill paid, counted against the programme's caps
    'CREATE TABLE honoured_points (day TEXT NOT NULL, till_id TEXT NOT NULL, points BIGINT NOT NULL, PRIMARY KEY (day, till_id))',
    // Spending that is booked to nobody until somebody decides
    `CREATE TABLE parked_spending (
      op_id TEXT PRIMARY KEY,
      journal_id TEXT NOT NULL,
      seq BIGINT NOT NULL,
      account_id TEXT NOT NULL REFERENCES account,
      till_id TEXT NOT NULL,
      sale_id TEXT NOT NULL,
      day TEXT NOT NULL,
      points BIGINT NOT NULL CHECK (points > 0),
      reason TEXT NOT NULL CHECK (reason IN ('beyond-caps', 'defect')),
      why TEXT NOT NULL,
      parked_at_ms BIGINT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'rejected')),
      resolved_at_ms BIGINT
    )`,
    "CREATE INDEX parked_spending_open ON parked_spending (parked_at_ms, op_id) WHERE state = 'open'",
    'ALTER TABLE finding DROP CONSTRAINT finding_kind_check',
    "ALTER TABLE finding ADD CONSTRAINT finding_kind_check CHECK (kind IN ('defect', 'drift', 'goodwill', 'fork', 'beyond-caps'))",
  ],
};

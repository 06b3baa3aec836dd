import type { Migration } from '../migrate.ts';

/**
 * Frozen. Messages to customers, written in the transaction that causes them. `notification_id` is made of what it is about, so that the same is never written
 * twice, and receivers know a repetition by it. No person stands in it: name, telephone and language are read when it is sent.
 *
 *   due ──► sent      due: next_at_ms says when; leased_until_ms: a process is at it
 *    └────► dropped   nobody to tell, no consent, refused for good, or too late
 */
export const notificationsMigration: Migration = {
  id: 65,
  name: 'notifications',
  statements: [
    `CREATE TABLE notification (
      notification_id TEXT PRIMARY KEY,
      account_id TEXT NOT NULL REFERENCES account,
      kind TEXT NOT NULL CHECK (kind IN ('accrual', 'balance', 'favourite-lapses', 'points-expire', 'birthday')),
      facts JSONB NOT NULL,
      state TEXT NOT NULL DEFAULT 'due' CHECK (state IN ('due', 'sent', 'dropped')),
      reason TEXT,
      attempts INTEGER NOT NULL DEFAULT 0,
      next_at_ms BIGINT NOT NULL,
      too_late_at_ms BIGINT NOT NULL,
      lease TEXT,
      leased_until_ms BIGINT,
      written_at_ms BIGINT NOT NULL,
      ended_at_ms BIGINT
    )`,
    "CREATE INDEX notification_due ON notification (next_at_ms) WHERE state = 'due'",
    "CREATE INDEX notification_ended ON notification (ended_at_ms) WHERE state <> 'due'",
    'CREATE INDEX notification_account ON notification (account_id)',
  ],
};

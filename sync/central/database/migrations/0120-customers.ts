import type { Migration } from '../migrate.ts';

/** Frozen. What customers do at tills: choose a favourite category, show that a telephone is theirs, are found by it; points that managers give and take. */
export const customersMigration: Migration = {
  id: 120,
  name: 'customers',
  statements: [
    'ALTER TABLE ledger_entry DROP CONSTRAINT ledger_entry_bucket_check',
    `ALTER TABLE ledger_entry ADD CONSTRAINT ledger_entry_bucket_check
      CHECK (bucket IN ('available', 'pending', 'held', 'leased', 'earned', 'adjusted', 'spent', 'expired', 'opening', 'goodwill'))`,
    'ALTER TABLE notification DROP CONSTRAINT notification_kind_check',
    `ALTER TABLE notification ADD CONSTRAINT notification_kind_check
      CHECK (kind IN ('accrual', 'balance', 'favourite-lapses', 'favourite-renewed', 'points-expire', 'birthday', 'code'))`,
    'ALTER TABLE profile_change DROP CONSTRAINT profile_change_kind_check',
    `ALTER TABLE profile_change ADD CONSTRAINT profile_change_kind_check
      CHECK (kind IN ('registered', 'changed', 'by-office', 'merged', 'erased', 'phone-confirmed'))`,

    "ALTER TABLE account ADD COLUMN registered_with JSONB NOT NULL DEFAULT '[]'",
    'ALTER TABLE account ADD COLUMN favourite_choices JSONB',
    // Of the person's telephone, made with the latest key as soon as a profile is not hashed
    'ALTER TABLE account ADD COLUMN phone_hash TEXT',
    'ALTER TABLE account ADD COLUMN phone_verified BOOLEAN NOT NULL DEFAULT FALSE',
    'ALTER TABLE profile ADD COLUMN phone_hashed BOOLEAN NOT NULL DEFAULT FALSE',
    'CREATE INDEX profile_unhashed ON profile (account_id) WHERE NOT phone_hashed',
    // wrapped as `sealing_key.private_key` is
    'CREATE TABLE phone_key (key_id TEXT PRIMARY KEY, secret TEXT NOT NULL, issued_at_ms BIGINT NOT NULL)',

    // Every choice that arrived. Of a month those that were made first win, as many as the programme allows
    `CREATE TABLE favourite_choice (
      op_id TEXT PRIMARY KEY,
      account_id TEXT NOT NULL REFERENCES account,
      category_id TEXT NOT NULL,
      from_day TEXT NOT NULL,
      until_day TEXT NOT NULL,
      at_ms BIGINT NOT NULL,
      journal_id TEXT NOT NULL,
      seq BIGINT NOT NULL,
      wins BOOLEAN NOT NULL
    )`,
    'CREATE INDEX favourite_choice_account ON favourite_choice (account_id)',
    // whose favourite has a last day, for the round that renews or drops
    'CREATE INDEX account_favourite_until ON account (favourite_until) WHERE favourite_until IS NOT NULL',

    // Given and taken alike, by manager and day of the store
    'CREATE TABLE adjusted_points (day TEXT NOT NULL, user_id TEXT NOT NULL, points BIGINT NOT NULL, PRIMARY KEY (day, user_id))',

    // A code that was sent. It is not stored: it is made of the id by a key that comes from the root key
    `CREATE TABLE verification (
      verification_id TEXT PRIMARY KEY,
      account_id TEXT NOT NULL REFERENCES account,
      phone TEXT NOT NULL,
      till_id TEXT NOT NULL,
      code_digits INTEGER NOT NULL,
      tries INTEGER NOT NULL DEFAULT 0,
      sent_at_ms BIGINT NOT NULL,
      expires_at_ms BIGINT NOT NULL,
      confirmed_at_ms BIGINT
    )`,
    'CREATE INDEX verification_phone ON verification (phone, sent_at_ms)',
    'CREATE INDEX verification_till ON verification (till_id, sent_at_ms)',
    'CREATE INDEX verification_account ON verification (account_id)',
    // Who has shown that which number is theirs: a till's word is not enough
    'CREATE TABLE phone_proof (account_id TEXT NOT NULL REFERENCES account, phone TEXT NOT NULL, at_ms BIGINT NOT NULL, PRIMARY KEY (account_id, phone))',
  ],
};

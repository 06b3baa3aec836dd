import type { Migration } from '../migrate.ts';

/**
 * Frozen. Persons apart from accounts, so that a person can be erased and the ledger stays whole; the keys that tills seal to; accounts that are one.
 * `profile.body` and `stamps` are a `FoldedProfile`; phone, language and messages_allowed are copies for indexes.
 */
export const profilesMigration: Migration = {
  id: 60,
  name: 'profiles',
  statements: [
    // private_key: PKCS #8, wrapped by a key that is made from the root key. The latest is what tills seal to; older ones open what is on its way
    `CREATE TABLE sealing_key (
      key_id TEXT PRIMARY KEY,
      public_key TEXT NOT NULL,
      private_key TEXT NOT NULL,
      issued_at_ms BIGINT NOT NULL
    )`,
    // what sealing keys were wrapped by under the old root key, wrapped by the new one
    "ALTER TABLE root_rotation ADD COLUMN handed_over TEXT NOT NULL DEFAULT ''",
    `CREATE TABLE profile (
      account_id TEXT PRIMARY KEY REFERENCES account,
      body JSONB NOT NULL,
      stamps JSONB NOT NULL,
      phone TEXT,
      phone_verified BOOLEAN NOT NULL,
      messages_allowed BOOLEAN NOT NULL,
      phone_checked BOOLEAN NOT NULL,
      changed_at_ms BIGINT NOT NULL
    )`,
    'CREATE INDEX profile_phone ON profile (phone, account_id) WHERE phone IS NOT NULL',
    // whose phone was not yet compared with the others
    'CREATE INDEX profile_unchecked ON profile (account_id) WHERE NOT phone_checked',
    'CREATE INDEX profile_messages ON profile (account_id) WHERE messages_allowed',
    // Who changed which fields where; never their values, so that it outlives the person
    `CREATE TABLE profile_change (
      change_id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      account_id TEXT NOT NULL REFERENCES account,
      kind TEXT NOT NULL CHECK (kind IN ('registered', 'changed', 'by-office', 'merged', 'erased')),
      fields JSONB NOT NULL,
      op_id TEXT,
      store_id TEXT,
      till_id TEXT,
      user_id TEXT,
      at_ms BIGINT NOT NULL,
      received_at_ms BIGINT NOT NULL
    )`,
    'CREATE INDEX profile_change_account ON profile_change (account_id, change_id)',
    // What a till took before this moment and sends after it is not kept
    'CREATE TABLE profile_erasure (account_id TEXT PRIMARY KEY REFERENCES account, erased_at_ms BIGINT NOT NULL)',
    'ALTER TABLE sealed_blob ADD COLUMN account_id TEXT',
    'CREATE INDEX sealed_blob_account ON sealed_blob (account_id) WHERE account_id IS NOT NULL',

    // Set for ever on an account that is another one now; always the account that is left, never one that was merged itself
    'ALTER TABLE account ADD COLUMN merged_into TEXT REFERENCES account',
    'CREATE INDEX account_merged_into ON account (merged_into) WHERE merged_into IS NOT NULL',
    `CREATE TABLE account_merge (
      merged_id TEXT PRIMARY KEY REFERENCES account,
      survivor_id TEXT NOT NULL REFERENCES account,
      cause TEXT NOT NULL CHECK (cause IN ('verified-phone', 'accepted')),
      at_ms BIGINT NOT NULL
    )`,
    // account_id < other_id. It names no phone: that is the person's
    `CREATE TABLE merge_proposal (
      proposal_id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      account_id TEXT NOT NULL REFERENCES account,
      other_id TEXT NOT NULL REFERENCES account,
      state TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'rejected', 'settled')),
      proposed_at_ms BIGINT NOT NULL,
      ended_at_ms BIGINT,
      UNIQUE (account_id, other_id),
      CHECK (account_id < other_id)
    )`,
  ],
};

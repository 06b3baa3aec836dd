import type { Migration } from '../migrate.ts';

/** Frozen. API keys, and what web shops do at the centre. A journal belongs to a till, or is written by the centre for a web channel: so `journal.till_id` may name either. */
export const webMigration: Migration = {
  id: 40,
  name: 'web',
  statements: [
    'ALTER TABLE journal DROP CONSTRAINT journal_till_id_fkey',
    'CREATE TABLE web_channel (channel_id TEXT PRIMARY KEY, store_id TEXT NOT NULL, journal_id TEXT NOT NULL UNIQUE REFERENCES journal)',
    `CREATE TABLE api_key (
      key_id TEXT PRIMARY KEY,
      key_hash TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      scope TEXT NOT NULL CHECK (scope IN ('web-shop', 'partner')),
      channel_id TEXT REFERENCES web_channel,
      made_at_ms BIGINT NOT NULL,
      revoked_at_ms BIGINT,
      CHECK ((scope = 'web-shop') = (channel_id IS NOT NULL))
    )`,

    // record: the sale's or return's newest revision as JSON
    `CREATE TABLE web_sale (
      sale_id TEXT PRIMARY KEY,
      channel_id TEXT NOT NULL REFERENCES web_channel,
      revision BIGINT NOT NULL,
      state TEXT NOT NULL,
      record TEXT NOT NULL,
      updated_at_ms BIGINT NOT NULL
    )`,
    'CREATE INDEX web_sale_updated ON web_sale (updated_at_ms)',
    `CREATE TABLE web_return (
      return_id TEXT PRIMARY KEY,
      channel_id TEXT NOT NULL REFERENCES web_channel,
      revision BIGINT NOT NULL,
      state TEXT NOT NULL,
      record TEXT NOT NULL,
      updated_at_ms BIGINT NOT NULL
    )`,
    'CREATE INDEX web_return_updated ON web_return (updated_at_ms)',
    // Answers by Idempotency-Key
    `CREATE TABLE web_answer (
      channel_id TEXT NOT NULL REFERENCES web_channel,
      key TEXT NOT NULL,
      request_hash TEXT NOT NULL,
      status INTEGER NOT NULL,
      answer TEXT NOT NULL,
      at_ms BIGINT NOT NULL,
      PRIMARY KEY (channel_id, key)
    )`,
    'CREATE INDEX web_answer_time ON web_answer (at_ms)',

    // since: the first day of the period that the event's limit counts in
    `CREATE TABLE accrued_event (
      channel_id TEXT NOT NULL REFERENCES web_channel,
      event_id TEXT NOT NULL,
      request_hash TEXT NOT NULL,
      kind TEXT NOT NULL,
      account_id TEXT NOT NULL REFERENCES account,
      since TEXT NOT NULL,
      answer TEXT NOT NULL,
      at_ms BIGINT NOT NULL,
      PRIMARY KEY (channel_id, event_id)
    )`,
    'CREATE INDEX accrued_event_limit ON accrued_event (account_id, kind, since)',
  ],
};

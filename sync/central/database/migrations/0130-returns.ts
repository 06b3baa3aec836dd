import type { Migration } from '../migrate.ts';

/** Frozen. What of a return was taken, where tills that knew nothing of one another took the same goods back, or cut the same lines otherwise. */
export const returnsMigration: Migration = {
  id: 130,
  name: 'returns',
  statements: [
    // result: the part of the stated return that the sale had left. at_risk_minor: money given back beyond what was sold
    `CREATE TABLE taken_return (
      op_id TEXT PRIMARY KEY,
      result JSONB NOT NULL,
      at_risk_minor BIGINT NOT NULL,
      at_ms BIGINT NOT NULL
    )`,
    // SPKI DER in base64. A till that is enrolled again has another key: slips of the one that was revoked stay in doubt for ever
    `CREATE TABLE revoked_till_key (
      public_key TEXT PRIMARY KEY,
      till_id TEXT NOT NULL,
      revoked_at_ms BIGINT NOT NULL
    )`,
  ],
};

import type { Migration } from '../migrate.ts';

/** Frozen. Codes for points that were refused to a card which a web shop named, for an hour: so many, and nobody goes on trying. */
export const claimRefusalsMigration: Migration = {
  id: 181,
  name: 'claim-refusals',
  statements: [
    `CREATE TABLE claim_refusal (
      card_number TEXT NOT NULL,
      at_ms BIGINT NOT NULL
    )`,
    'CREATE INDEX claim_refusal_card ON claim_refusal (card_number, at_ms)',
  ],
};

import type { Migration } from '../migrate.ts';

/** Frozen. Sales whose verdict changed after their till was told of it, by their place in the feed; which codes of the application a till asked for before it sold; and coupons that the sale which had used them gave back. */
export const revisedSalesMigration: Migration = {
  id: 182,
  name: 'revised-sales',
  statements: [
    'ALTER TABLE qr_use ADD COLUMN is_asked BOOLEAN NOT NULL DEFAULT FALSE',
    'ALTER TABLE used_coupon ADD COLUMN is_free BOOLEAN NOT NULL DEFAULT FALSE',
    `CREATE TABLE revised_sale (
      op_id TEXT PRIMARY KEY REFERENCES operation (op_id),
      till_id TEXT NOT NULL,
      revised_position BIGINT NOT NULL
    )`,
    'CREATE INDEX revised_sale_position ON revised_sale (till_id, revised_position)',
  ],
};

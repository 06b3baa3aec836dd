import type { Migration } from '../migrate.ts';

/** Frozen. Which sale took over an order of a web shop first: each is good for one. */
export const orderUsesMigration: Migration = {
  id: 200,
  name: 'order-uses',
  statements: [
    `CREATE TABLE order_use (
      channel_id TEXT NOT NULL,
      order_id TEXT NOT NULL,
      sale_id TEXT NOT NULL,
      till_id TEXT NOT NULL,
      at_ms BIGINT NOT NULL,
      is_asked BOOLEAN NOT NULL DEFAULT FALSE,
      PRIMARY KEY (channel_id, order_id)
    )`,
    'ALTER TABLE finding DROP CONSTRAINT finding_kind_check',
    "ALTER TABLE finding ADD CONSTRAINT finding_kind_check CHECK (kind IN ('defect', 'drift', 'goodwill', 'fork', 'beyond-caps', 'qr-replayed', 'order-repeated'))",
  ],
};

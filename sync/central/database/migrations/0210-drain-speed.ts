import type { Migration } from '../migrate.ts';

/**
 * Frozen. What a queue that drains pays for each sale and nobody needs so (ADR 0071).
 * Sales of the last days are looked for by a few bytes for each 128 pages of the table, which fills up in the order of time, not by an entry for each sale.
 * Which of many accounts were merged is asked of an index that has nothing but those; and whether postings have their accounts once for each account.
 */
export const drainSpeedMigration: Migration = {
  id: 210,
  name: 'drain-speed',
  statements: [
    'DROP INDEX operation_sale_time',
    'CREATE INDEX operation_time ON operation USING brin (at_ms)',
    'CREATE INDEX account_merged ON account (account_id) INCLUDE (merged_into) WHERE merged_into IS NOT NULL',
    `CREATE OR REPLACE FUNCTION assert_postings_have_accounts() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan TO off SET enable_hashjoin TO off SET enable_mergejoin TO off AS $$
    BEGIN
      IF EXISTS (SELECT 1 FROM (SELECT DISTINCT account_id FROM written) w WHERE NOT EXISTS (SELECT 1 FROM account a WHERE a.account_id = w.account_id)) THEN
        RAISE foreign_key_violation USING MESSAGE = 'a posting names an account that there is not';
      END IF;
      RETURN NULL;
    END $$`,
  ],
};

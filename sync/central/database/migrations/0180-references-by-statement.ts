import type { Migration } from '../migrate.ts';

/** A function's plan is made once a connection, perhaps while there are no accounts yet: it must find them by their index when there are a million. */
const byIndex = 'SET enable_seqscan TO off SET enable_hashjoin TO off SET enable_mergejoin TO off';

/**
 * Frozen. What every push writes most of is checked once a statement instead of once a row (ADR 0055): a posting without an account and an operation without a
 * journal are refused as before, whoever writes them, at a fifth of the cost. Accounts and journals are never deleted.
 */
export const referencesByStatementMigration: Migration = {
  id: 180,
  name: 'references-by-statement',
  statements: [
    `CREATE FUNCTION assert_postings_have_accounts() RETURNS trigger LANGUAGE plpgsql ${byIndex} AS $$
    BEGIN
      IF EXISTS (SELECT 1 FROM written w WHERE NOT EXISTS (SELECT 1 FROM account a WHERE a.account_id = w.account_id)) THEN
        RAISE foreign_key_violation USING MESSAGE = 'a posting names an account that there is not';
      END IF;
      RETURN NULL;
    END $$`,
    `CREATE FUNCTION assert_operations_have_journals() RETURNS trigger LANGUAGE plpgsql ${byIndex} AS $$
    BEGIN
      IF EXISTS (SELECT 1 FROM (SELECT DISTINCT journal_id FROM written) w WHERE NOT EXISTS (SELECT 1 FROM journal j WHERE j.journal_id = w.journal_id)) THEN
        RAISE foreign_key_violation USING MESSAGE = 'an operation names a journal that there is not';
      END IF;
      RETURN NULL;
    END $$`,
    'ALTER TABLE ledger_entry DROP CONSTRAINT ledger_entry_account_id_fkey',
    'ALTER TABLE operation DROP CONSTRAINT operation_journal_id_fkey',
    ...['INSERT', 'UPDATE'].flatMap((event) => [
      `CREATE TRIGGER ledger_entry_account_${event.toLowerCase()} AFTER ${event} ON ledger_entry REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION assert_postings_have_accounts()`,
      `CREATE TRIGGER operation_journal_${event.toLowerCase()} AFTER ${event} ON operation REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION assert_operations_have_journals()`,
    ]),
    `CREATE FUNCTION refuse_deletion() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF EXISTS (SELECT 1 FROM gone) THEN RAISE foreign_key_violation USING MESSAGE = 'rows of ' || TG_TABLE_NAME || ' are never deleted: the ledger names them'; END IF;
      RETURN NULL;
    END $$`,
    ...['account', 'journal'].map((table) => `CREATE TRIGGER ${table}_is_kept AFTER DELETE ON ${table} REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION refuse_deletion()`),
  ],
};

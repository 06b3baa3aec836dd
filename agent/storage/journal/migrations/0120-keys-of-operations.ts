import type { Migration } from '../migrate.ts';

/**
 * What operations are found by becomes columns that the writer fills: as generated columns and indexes over JSON they cost every commit several readings of its payload.
 * A release before this reads the file as it is, and writes rows without these columns: the trigger fills them. `verify` compares them with the payload.
 */
export const keysOfOperations: Migration = {
  version: 120,
  minReaderVersion: 10,
  sql: `
DROP VIEW audit_ledger;
DROP INDEX operation_by_account;
DROP INDEX operation_by_account_time;
DROP INDEX operation_by_sale;
DROP INDEX operation_by_receipt;
DROP INDEX operation_by_counts;
ALTER TABLE operation DROP COLUMN account_id;
ALTER TABLE operation DROP COLUMN sale_id;

-- '' stands only where the writer knew nothing of these columns.
ALTER TABLE operation ADD COLUMN account_id TEXT DEFAULT '';
ALTER TABLE operation ADD COLUMN sale_id TEXT;
ALTER TABLE operation ADD COLUMN receipt_number TEXT;
ALTER TABLE operation ADD COLUMN counts TEXT;

DROP TRIGGER operation_is_final;
UPDATE operation SET account_id = payload ->> '$.accountId', sale_id = payload ->> '$.saleId', receipt_number = payload ->> '$.receipt.number', counts = payload ->> '$.counts';
CREATE TRIGGER operation_is_final BEFORE UPDATE OF seq, op_id, kind, schema, at_ms, wall_ms, clock, payload, prev, hash ON operation
BEGIN SELECT RAISE(ABORT, 'operations are never changed'); END;
CREATE TRIGGER operation_gets_keys AFTER INSERT ON operation WHEN NEW.account_id = ''
BEGIN
  UPDATE operation SET account_id = payload ->> '$.accountId', sale_id = payload ->> '$.saleId', receipt_number = payload ->> '$.receipt.number', counts = payload ->> '$.counts'
  WHERE seq = NEW.seq;
END;

-- at_ms stands in it for what happened to a customer lately, which had an index of its own.
CREATE INDEX operation_by_account ON operation (account_id, seq, at_ms) WHERE account_id IS NOT NULL;
CREATE INDEX operation_by_sale ON operation (sale_id, seq) WHERE sale_id IS NOT NULL;
CREATE INDEX operation_by_receipt ON operation (receipt_number, seq) WHERE kind = 'sale-committed';
CREATE INDEX operation_by_counts ON operation (seq, counts) WHERE counts IS NOT NULL;

CREATE VIEW audit_ledger (account, programme, bucket, amount_minor, op_id) AS
SELECT operation.account_id, operation.payload ->> '$.programmeId', effect.value ->> '$.bucket', effect.value ->> '$.points', operation.op_id
FROM operation, json_each(operation.payload, '$.effects') AS effect
WHERE operation.account_id IS NOT NULL;
`,
};

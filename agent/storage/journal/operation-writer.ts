import type Database from 'better-sqlite3';
import type { StoredOperation } from '../../domain/operations/operation.ts';

/** A prepared insert of one operation. The caller holds the transaction. */
export function createOperationWriter(db: Database.Database): (operation: StoredOperation) => void {
  const insert = db.prepare<[number, string, string, number, number, number, string, string, string, string]>(
    'INSERT INTO operation (seq, op_id, kind, schema, at_ms, wall_ms, clock, payload, prev, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  return (operation) => {
    const { seq, opId, kind, schema, atMs, wallMs, clock, payload, prev, hash } = operation;
    insert.run(seq, opId, kind, schema, atMs, wallMs, clock, payload, prev, hash);
  };
}

import type Database from 'better-sqlite3';
import type { StoredOperation } from '../../domain/operations/operation.ts';
import { keysOf, type OperationKeys } from './operation-keys.ts';

/** An operation with the UTF-8 bytes of its payload: hash and row take the same ones, so that a text of some kilobytes is encoded once; and with what it is found by. */
export interface EncodedOperation {
  operation: StoredOperation;
  payloadUtf8: Buffer;
  keys: OperationKeys;
}

/** Throws `SyntaxError` where the payload is no JSON. */
export function encoded(operation: StoredOperation): EncodedOperation {
  return { operation, payloadUtf8: Buffer.from(operation.payload), keys: keysOf(JSON.parse(operation.payload) as object) };
}

type Key = string | null;

/** A prepared insert of one operation, which comes into the indexes at once or behind the commit (`operation-index.ts`). The caller holds the transaction. */
export function createOperationWriter(db: Database.Database, when: 'indexed-now' | 'indexed-later' = 'indexed-now'): (encoded: EncodedOperation) => void {
  // A CAST from BLOB to TEXT takes the bytes as they are.
  const insert = db.prepare<[number, string, string, number, number, number, string, Buffer, string, string, Key, Key, Key, Key, 0 | 1]>(
    `INSERT INTO operation (seq, op_id, kind, schema, at_ms, wall_ms, clock, payload, prev, hash, account_id, sale_id, receipt_number, counts, is_indexed)
     VALUES (?, ?, ?, ?, ?, ?, ?, CAST(? AS TEXT), ?, ?, ?, ?, ?, ?, ?)`,
  );
  const isIndexed = when === 'indexed-now' ? 1 : 0;
  return ({ operation, payloadUtf8, keys }) => {
    const { seq, opId, kind, schema, atMs, wallMs, clock, prev, hash } = operation;
    insert.run(seq, opId, kind, schema, atMs, wallMs, clock, payloadUtf8, prev, hash, keys.accountId, keys.saleId, keys.receiptNumber, keys.counts, isIndexed);
  };
}

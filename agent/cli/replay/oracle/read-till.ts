import Database from 'better-sqlite3';
import type { BookedEntry, BookedOperation, TillBooks } from './books.ts';

const operationsSql = `
  SELECT op_id AS opId,
    (SELECT journal_id FROM journal WHERE from_seq <= operation.seq ORDER BY from_seq DESC LIMIT 1) AS journalId,
    seq, kind, hash, payload ->> '$.saleId' AS saleId, payload ->> '$.returnId' AS returnId
  FROM operation ORDER BY seq`;
const entriesSql = 'SELECT op_id AS opId, account, bucket, amount_minor AS points FROM audit_ledger';
const availableSql = "SELECT account, sum(amount_minor) AS points FROM audit_ledger WHERE bucket = 'available' GROUP BY account";

/** Reads a till's books from its `journal.db`. The agent must have stopped. */
export function readTillBooks(name: string, path: string): TillBooks {
  const db = new Database(path, { readonly: true, fileMustExist: true });
  try {
    const available = db.prepare<[], { account: string; points: number }>(availableSql).all();
    return {
      name,
      operations: db.prepare<[], BookedOperation>(operationsSql).all(),
      entries: db.prepare<[], BookedEntry>(entriesSql).all(),
      available: new Map(available.map((row) => [row.account, row.points])),
    };
  } finally {
    db.close();
  }
}

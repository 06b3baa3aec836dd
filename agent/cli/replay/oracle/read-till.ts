import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';
import type { BookedEntry, BookedOperation, JournalledSale, TillBooks } from './books.ts';

const operationsSql = `
  SELECT op_id AS opId,
    (SELECT journal_id FROM journal WHERE from_seq <= operation.seq ORDER BY from_seq DESC LIMIT 1) AS journalId,
    seq, kind, hash, sha256(payload) AS payloadSha256, payload ->> '$.saleId' AS saleId, payload ->> '$.returnId' AS returnId
  FROM operation ORDER BY seq`;
/** The lines as `linesText` writes them. */
const salesSql = `
  SELECT payload ->> '$.saleId' AS saleId, payload ->> '$.accountId' AS accountId, payload ->> '$.result.discountMinor' AS discountMinor,
    payload ->> '$.result.pointsEarned' AS pointsEarned, payload ->> '$.result.pointsSpent' AS pointsSpent,
    (SELECT group_concat(concat_ws(' ', line.value ->> '$.sku', line.value ->> '$.quantityMilli', line.value ->> '$.unitPriceMinor'), ', ' ORDER BY line.key)
      FROM json_each(payload, '$.basket.lines') AS line) AS lines
  FROM operation WHERE kind = 'sale-committed' ORDER BY seq`;
const entriesSql = 'SELECT op_id AS opId, account, bucket, amount_minor AS points FROM audit_ledger';
const bucketSql = 'SELECT account, sum(amount_minor) AS points FROM audit_ledger WHERE bucket = ? GROUP BY account';

/** Reads a till's books from its `journal.db`. The agent must have stopped. */
export function readTillBooks(name: string, path: string): TillBooks {
  const db = new Database(path, { readonly: true, fileMustExist: true });
  try {
    db.function('sha256', (text) => createHash('sha256').update(String(text)).digest('hex'));
    const bucket = db.prepare<[string], { account: string; points: number }>(bucketSql);
    const sumOf = (ofBucket: string): Map<string, number> => new Map(bucket.all(ofBucket).map(({ account, points }) => [account, points]));
    return {
      name,
      operations: db.prepare<[], BookedOperation>(operationsSql).all(),
      sales: db.prepare<[], JournalledSale>(salesSql).all(),
      entries: db.prepare<[], BookedEntry>(entriesSql).all(),
      available: sumOf('available'),
      pending: sumOf('pending'),
    };
  } finally {
    db.close();
  }
}

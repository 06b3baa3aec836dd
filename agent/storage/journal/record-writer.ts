import type Database from 'better-sqlite3';
import type { ReturnRecord } from '../../ports/returns.ts';
import type { SaleRecord } from '../../ports/sales.ts';

/** Writes a sale's or a return's row on one of the two connections; the next revision replaces the row. */
export interface RecordWriter {
  sale(record: SaleRecord): void;
  return(record: ReturnRecord): void;
}

export function createRecordWriter(db: Database.Database): RecordWriter {
  const sale = db.prepare<[string, number, string, number, string]>(`
    INSERT INTO sale (sale_id, revision, state, updated_at_ms, record) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (sale_id) DO UPDATE SET revision = excluded.revision, state = excluded.state, updated_at_ms = excluded.updated_at_ms, record = excluded.record
  `);
  const saleReturn = db.prepare<[string, string, number, string, number, string]>(`
    INSERT INTO sale_return (return_id, sale_id, revision, state, updated_at_ms, record) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (return_id) DO UPDATE SET
      sale_id = excluded.sale_id, revision = excluded.revision, state = excluded.state, updated_at_ms = excluded.updated_at_ms, record = excluded.record
  `);
  return {
    sale: (record) => {
      sale.run(record.saleId, record.revision, record.state, record.updatedAtMs, JSON.stringify(record));
    },
    return: (record) => {
      saleReturn.run(record.returnId, record.saleId, record.revision, record.state, record.updatedAtMs, JSON.stringify(record));
    },
  };
}

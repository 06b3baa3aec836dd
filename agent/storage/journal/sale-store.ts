import type Database from 'better-sqlite3';
import type { Returns, ReturnRecord } from '../../ports/returns.ts';
import type { SaleRecord, Sales } from '../../ports/sales.ts';
import { guarded } from './journal-fault.ts';
import { createRecordWriter } from './record-writer.ts';

/** Open and finished sales, saved on the connection for drafts. */
export function createSaleStore(drafts: Database.Database): Sales {
  const writer = createRecordWriter(drafts);
  const find = drafts.prepare<[string], string>('SELECT record FROM sale WHERE sale_id = ?').pluck();
  const newest = drafts.prepare<[string, number], { updatedAtMs: number; record: string }>(
    'SELECT updated_at_ms AS updatedAtMs, record FROM sale WHERE state = ? ORDER BY updated_at_ms DESC LIMIT ?',
  );
  return {
    find: (saleId) => parsed(guarded(() => find.get(saleId))) as SaleRecord | undefined,
    list: (states, limit) => {
      // One ordered read per state and a merge: a few held sales are found at once among a million committed ones.
      const rows = guarded(() => [...new Set(states)].flatMap((state) => newest.all(state, limit)));
      return rows.sort((a, b) => b.updatedAtMs - a.updatedAtMs).slice(0, limit).map((row) => JSON.parse(row.record) as SaleRecord);
    },
    save: (record) => guarded(() => writer.sale(record)),
  };
}

/** Quoted and finished returns, saved on the connection for drafts. */
export function createReturnStore(drafts: Database.Database): Returns {
  const writer = createRecordWriter(drafts);
  const find = drafts.prepare<[string], string>('SELECT record FROM sale_return WHERE return_id = ?').pluck();
  return {
    find: (returnId) => parsed(guarded(() => find.get(returnId))) as ReturnRecord | undefined,
    save: (record) => guarded(() => writer.return(record)),
  };
}

/** Only this code writes these rows, so their shape needs no check. */
function parsed(text: string | undefined): unknown {
  return text === undefined ? undefined : JSON.parse(text);
}

import type Database from 'better-sqlite3';
import type { Returns, ReturnRecord } from '../../ports/returns.ts';
import type { Sales } from '../../ports/sales.ts';
import { guarded } from './journal-fault.ts';
import type { LogDoubt } from './log-doubt.ts';
import { createRecordWriter } from './record-writer.ts';
import { readSaleRow } from './sale-row.ts';
import { createUnkeptSales } from './unkept-sales.ts';

export interface SaleStore {
  sales: Sales;
  /** The journal has just written this sale's row itself. */
  written(saleId: string): void;
}

/** Open and finished sales, saved on the connection for drafts; while the disk takes none, in memory (ADR 0022). */
export function createSaleStore(drafts: Database.Database, doubt: LogDoubt): SaleStore {
  const writer = createRecordWriter(drafts);
  const find = drafts.prepare<[string], string>('SELECT record FROM sale WHERE sale_id = ?').pluck();
  const newest = drafts.prepare<[string, number], string>('SELECT record FROM sale WHERE state = ? ORDER BY updated_at_ms DESC LIMIT ?').pluck();
  const stored = (saleId: string) => {
    const text = guarded(() => find.get(saleId));
    return text === undefined ? undefined : readSaleRow(text);
  };
  const unkept = createUnkeptSales({ stored, save: (record) => doubt.noted(() => writer.sale(record)) });
  return {
    sales: {
      find: (saleId) => unkept.get(saleId) ?? stored(saleId),
      list: (states, limit) => {
        // One ordered read per state and a merge: a few held sales are found at once among a million committed ones.
        const rows = guarded(() => [...new Set(states)].flatMap((state) => newest.all(state, limit)));
        const kept = rows.map(readSaleRow).filter(({ saleId }) => unkept.get(saleId) === undefined);
        return [...kept, ...unkept.all().filter(({ state }) => states.includes(state))].sort((a, b) => b.updatedAtMs - a.updatedAtMs).slice(0, limit);
      },
      save: (record) => unkept.save(record),
      isKept: (saleId) => unkept.get(saleId) === undefined,
    },
    written: (saleId) => unkept.written(saleId),
  };
}

/** Quoted and finished returns, saved on the connection for drafts. */
export function createReturnStore(drafts: Database.Database, doubt: LogDoubt): Returns {
  const writer = createRecordWriter(drafts);
  const find = drafts.prepare<[string], string>('SELECT record FROM sale_return WHERE return_id = ?').pluck();
  return {
    find: (returnId) => parsed(guarded(() => find.get(returnId))) as ReturnRecord | undefined,
    save: (record) => doubt.noted(() => writer.return(record)),
  };
}

/** Only this code writes these rows, so their shape needs no check. */
function parsed(text: string | undefined): unknown {
  return text === undefined ? undefined : JSON.parse(text);
}

import type Database from 'better-sqlite3';
import { guarded } from './journal-fault.ts';

/** After a restart nobody knows whether the receipt of a held sale was printed: each becomes `in-doubt` (DESIGN §5). Returns how many did. */
export function markHeldSalesInDoubt(db: Database.Database, atMs: number): number {
  const mark = db.prepare<[number, number]>(`
    UPDATE sale SET state = 'in-doubt', updated_at_ms = ?, record = json_set(record, '$.state', 'in-doubt', '$.updatedAtMs', ?) WHERE state = 'held'
  `);
  return guarded(() => mark.run(atMs, atMs).changes);
}

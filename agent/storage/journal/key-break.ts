import type Database from 'better-sqlite3';
import { keysOf, type OperationKeys } from './operation-keys.ts';
import { untilDamage } from './salvage-range.ts';
import type { ChainBreak } from './walk-chain.ts';

/** The first operation up to `lastSeq` that would be looked for in the wrong place; undefined where there is none, or the file is from before there were such columns. Where it cannot be read the walk of the chain says so. */
export function keyBreak(db: Database.Database, lastSeq: number): ChainBreak | undefined {
  if (db.prepare(`SELECT 1 FROM pragma_table_info('operation') WHERE name = 'receipt_number'`).get() === undefined) return undefined;
  const rows = db.prepare<[number], OperationKeys & { seq: number; payload: unknown }>(
    'SELECT seq, payload, account_id AS accountId, sale_id AS saleId, receipt_number AS receiptNumber, counts FROM operation WHERE seq <= ? ORDER BY seq',
  );
  for (const { seq, payload, ...stored } of untilDamage(rows.iterate(lastSeq))) {
    const said = keysSaidBy(payload);
    const changed = said === undefined ? undefined : (['accountId', 'saleId', 'receiptNumber', 'counts'] as const).find((key) => said[key] !== stored[key]);
    if (changed !== undefined) return { seq, reason: 'payload-changed', detail: `operation ${seq} is filed under another ${changed} than its payload says` };
  }
  return undefined;
}

function keysSaidBy(payload: unknown): OperationKeys | undefined {
  try {
    return keysOf(JSON.parse(String(payload)) as object);
  } catch {
    // Damage, on which the walk stops.
    return undefined;
  }
}

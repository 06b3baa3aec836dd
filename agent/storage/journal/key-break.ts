import type Database from 'better-sqlite3';
import { indexedKey } from './operation-index.ts';
import { keysOf, type OperationKeys } from './operation-keys.ts';
import { untilDamage } from './salvage-range.ts';
import type { ChainBreak } from './walk-chain.ts';

/** The first operation up to `lastSeq` that would be looked for in the wrong place; undefined where there is none, or the file is from before there were such columns. Where it cannot be read the walk of the chain says so. */
export function keyBreak(db: Database.Database, lastSeq: number): ChainBreak | undefined {
  const columns = db.prepare<[], string>(`SELECT name FROM pragma_table_info('operation')`).pluck().all();
  if (!columns.includes('receipt_number')) return undefined;
  const broken = [misfiled(db, lastSeq), columns.includes('is_indexed') ? unmarked(db, lastSeq) : undefined].filter((one) => one !== undefined);
  return broken.toSorted((a, b) => a.seq - b.seq)[0];
}

/** It would be looked for in no index, and is not in the tail that is read without one. */
function unmarked(db: Database.Database, lastSeq: number): ChainBreak | undefined {
  const rows = db.prepare<[number], number>(
    `SELECT seq FROM operation WHERE seq <= ? AND is_indexed IS NOT 1 AND (is_indexed IS NOT 0 OR seq <= coalesce((SELECT CAST(value AS INTEGER) FROM meta WHERE key = '${indexedKey}'), ${Number.MAX_SAFE_INTEGER})) ORDER BY seq LIMIT 1`,
  ).pluck();
  for (const seq of untilDamage(rows.iterate(lastSeq))) return { seq, reason: 'payload-changed', detail: `operation ${seq} is marked as not indexed, and lies before the end of the indexes` };
  return undefined;
}

function misfiled(db: Database.Database, lastSeq: number): ChainBreak | undefined {
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

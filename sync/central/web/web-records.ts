import type { ReturnRecord } from '../../../agent/ports/returns.ts';
import type { SaleRecord } from '../../../agent/ports/sales.ts';
import { TransactionConflict, type Queryable } from '../database/database.ts';
import { ProblemError } from '../problem-error.ts';

/** Sales and returns of web channels: both keep their newest revision as one JSON text. */
interface RecordTable<Stored> {
  readonly table: 'web_sale' | 'web_return';
  readonly id: 'sale_id' | 'return_id';
  readonly idOf: (stored: Stored) => string;
}

export const webSales: RecordTable<SaleRecord> = { table: 'web_sale', id: 'sale_id', idOf: ({ saleId }) => saleId };
export const webReturns: RecordTable<ReturnRecord> = { table: 'web_return', id: 'return_id', idOf: ({ returnId }) => returnId };

interface Versioned {
  revision: number;
  state: string;
  updatedAtMs: number;
}

/**
 * The newest revision; undefined where the channel has none. `lock` keeps it locked to the end of the transaction, for one that is to be revised.
 * @throws ProblemError `id-taken` where it is to be revised and another channel has this id
 */
export async function readRecord<Stored extends Versioned>(db: Queryable, { table, id }: RecordTable<Stored>, channelId: string, recordId: string, lock: 'lock' | 'look'): Promise<Stored | undefined> {
  const rows = await db.query<{ channel_id: string; record: string }>(`SELECT channel_id, record FROM ${table} WHERE ${id} = $1${lock === 'lock' ? ' FOR UPDATE' : ''}`, [recordId]);
  const row = rows[0];
  if (row === undefined || (lock === 'look' && row.channel_id !== channelId)) return undefined;
  if (row.channel_id !== channelId) throw new ProblemError('id-taken', `The id ${recordId} belongs to somebody else. Choose another one, a UUID for instance.`);
  // only this file writes it
  return JSON.parse(row.record) as Stored;
}

/** Newest first. */
export async function listSales(db: Queryable, channelId: string, states: readonly string[], limit: number): Promise<SaleRecord[]> {
  const rows = await db.query<{ record: string }>(
    'SELECT record FROM web_sale WHERE channel_id = $1 AND state = ANY($2) ORDER BY updated_at_ms DESC, sale_id DESC LIMIT $3', [channelId, states, limit],
  );
  return rows.map(({ record }) => JSON.parse(record) as SaleRecord);
}

/**
 * Writes the next revision on top of the one that this transaction has read and locked.
 * @throws TransactionConflict where another one opened it meanwhile: run again, this one will see it
 */
export async function writeRecord<Stored extends Versioned>(tx: Queryable, { table, id, idOf }: RecordTable<Stored>, channelId: string, before: Stored | undefined, after: Stored): Promise<void> {
  const { revision, state, updatedAtMs } = after;
  const values = [idOf(after), channelId, revision, state, JSON.stringify(after), updatedAtMs];
  const written = before === undefined
    ? await tx.query(`INSERT INTO ${table} (${id}, channel_id, revision, state, record, updated_at_ms) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (${id}) DO NOTHING RETURNING ${id}`, values)
    : await tx.query(
      `UPDATE ${table} SET revision = $3, state = $4, record = $5, updated_at_ms = $6 WHERE ${id} = $1 AND channel_id = $2 AND revision = $7 AND state = $8 RETURNING ${id}`,
      [...values, before.revision, before.state],
    );
  if (written.length === 0) throw new TransactionConflict(`${idOf(after)} was revised at the same moment`);
}

import { readOperation } from '../../../agent/domain/operations/read-operation.ts';
import type { OperationBody, QuotedReturn, ReturnCommitted, SaleCommitted, StoredOperation } from '../../../agent/domain/operations/operation.ts';
import type { PointsClaimed } from '../../../agent/domain/operations/points-claimed.ts';
import { columns } from '../database/columns.ts';
import { recordset, type Queryable } from '../database/database.ts';
import { accountsNamedBy, readRedirects, redirected } from '../merging/redirects.ts';
import { withPayloads } from '../payload-blocks.ts';
import type { BatchItem, Outcome } from './batch-item.ts';

/** One sale as the centre knows it, locked: itself, once it has arrived, what was returned of it, and what waits for it. */
export interface SaleRecord {
  saleId: string;
  sale?: SaleCommitted;
  /** The operation that brought it before this batch */
  saleOpId?: string;
  /** The journal that brought it */
  saleJournalId?: string;
  /** Returns that were taken, oldest first; of one that tills made twice, only what was left of the sale */
  returns: ReturnCommitted[];
  /** Every return that arrived and could be read, as its till stated it */
  stated: ReturnCommitted[];
  /** Somebody booked the sale on another account than the one that it named */
  relinkedFrom?: string;
  /** Returns and claims that arrived before their sale */
  waiting: BatchItem[];
  /** The claim that was credited: of a sale without a customer the first to arrive */
  claim?: PointsClaimed;
  /** Points that were booked for the sale and that no return has undone: of a sale with a defect they are not what it states */
  booked: BookedPoints;
  /** The fresh operation of this batch that brought the sale */
  arrivedWith?: BatchItem;
  /** The operation that its new row names already */
  storedWith?: { journalId: string; seq: number };
}

export interface BookedPoints {
  earned: number;
  /** Of those earned: booked as pending */
  pending: number;
  spent: number;
}

/** A sale of this batch, and the operation that brings it; none where that cannot be booked. */
export interface ArrivingSale {
  saleId: string;
  broughtBy?: { journalId: string; seq: number };
}

/**
 * Locks the rows of these sales in the order of their ids and reads what belongs to them. A sale that nobody named before gets its row at once with the
 * operation that brings it, and needs no second look.
 */
export async function openSales(tx: Queryable, arriving: readonly ArrivingSale[], returnedIds: readonly string[]): Promise<Map<string, SaleRecord>> {
  const wanted = new Map<string, ArrivingSale>(returnedIds.map((saleId) => [saleId, { saleId }]));
  // of two that bring the same sale the first is booked
  for (const sale of arriving.toReversed()) if (sale.broughtBy !== undefined || !wanted.has(sale.saleId)) wanted.set(sale.saleId, sale);
  const ids = [...wanted.keys()].sort();
  const records = new Map<string, SaleRecord>(ids.map((saleId) => [saleId, emptyRecord(saleId)]));
  if (ids.length === 0) return records;
  const added = await tx.query<{ sale_id: string }>(
    `INSERT INTO sale (sale_id, journal_id, seq) SELECT "saleId", "journalId", seq FROM ${saleColumns.from(1)} AS r
     ON CONFLICT (sale_id) DO NOTHING RETURNING sale_id`,
    saleColumns.values(ids.map((saleId) => ({ saleId, ...wanted.get(saleId)?.broughtBy }))),
  );
  const known = new Set(ids);
  for (const { sale_id } of added) {
    known.delete(sale_id);
    const record = records.get(sale_id);
    const broughtBy = wanted.get(sale_id)?.broughtBy;
    if (record !== undefined && broughtBy !== undefined) record.storedWith = broughtBy;
  }
  if (known.size > 0) {
    await tx.query('SELECT sale_id FROM sale WHERE sale_id = ANY($1) ORDER BY sale_id FOR UPDATE', [[...known]]);
    await readKnown(tx, records, [...known]);
  }
  return records;
}

const saleColumns = columns({ saleId: 'text', journalId: 'text', seq: 'bigint' });

function emptyRecord(saleId: string): SaleRecord {
  return { saleId, returns: [], stated: [], waiting: [], booked: { earned: 0, pending: 0, spent: 0 } };
}

/** A sale as the centre knows it at this moment, without a lock. */
export async function readSale(tx: Queryable, saleId: string): Promise<SaleRecord> {
  const record = emptyRecord(saleId);
  await readKnown(tx, new Map([[saleId, record]]), [saleId]);
  return record;
}

async function readKnown(tx: Queryable, records: ReadonlyMap<string, SaleRecord>, ids: readonly string[]): Promise<void> {
  const rows = await tx.query<StoredRow>(
    `SELECT o.journal_id AS "journalId", j.till_id, o.seq, o.op_id, o.at_ms, o.clock, o.received_at_ms, o.kind, o.schema, o.payload, o.verdict, o.reason, t.result AS taken
     FROM operation o JOIN journal j ON j.journal_id = o.journal_id LEFT JOIN taken_return t ON t.op_id = o.op_id
     WHERE o.sale_id = ANY($1)
       AND (o.kind IN ('return-committed', 'points-claimed') OR (o.kind = 'operation-resolved' AND o.verdict = 'applied') OR EXISTS (SELECT 1 FROM sale s WHERE s.sale_id = o.sale_id AND s.journal_id = o.journal_id AND s.seq = o.seq))
     ORDER BY o.received_at_ms, o.journal_id, o.seq`,
    [ids],
  );
  const stored = (await withPayloads(tx, rows)).map((row) => ({ row, body: bodyOf(row) }));
  const redirects = await readRedirects(tx, stored.flatMap(({ body }) => accountsNamedBy(body)));
  for (const { row, body } of stored) addStored(records, row, redirected(body, redirects));
  for (const { body } of stored) if (body.kind === 'operation-resolved') addRepair(records, redirected(body, redirects));
  if (rows.length > 0) await readBooked(tx, records, ids);
}

async function readBooked(tx: Queryable, records: ReadonlyMap<string, SaleRecord>, saleIds: readonly string[]): Promise<void> {
  const rows = await tx.query<BookedPoints & { sale_id: string }>(
    `SELECT o.sale_id, coalesce(-sum(l.amount_minor) FILTER (WHERE l.bucket = 'earned'), 0)::bigint AS earned,
       coalesce(sum(l.amount_minor) FILTER (WHERE l.bucket = 'pending'), 0)::bigint AS pending,
       coalesce(sum(l.amount_minor) FILTER (WHERE l.bucket = 'spent'), 0)::bigint AS spent
     FROM operation o JOIN ledger_entry l ON l.op_id IN (o.op_id, 'accept:' || o.op_id)
     WHERE o.sale_id = ANY($1) GROUP BY o.sale_id`,
    [saleIds],
  );
  for (const { sale_id, ...booked } of rows) {
    const record = records.get(sale_id);
    if (record !== undefined) record.booked = booked;
  }
}

interface StoredRow {
  journalId: string;
  till_id: string;
  seq: number;
  op_id: string;
  at_ms: number;
  clock: StoredOperation['clock'];
  received_at_ms: number;
  kind: string;
  schema: number;
  payload: string | null;
  verdict: Outcome['verdict'];
  reason: string | null;
  /** What of it was taken, where that is not what it states */
  taken: QuotedReturn | null;
}

function bodyOf(row: StoredRow & { payload: string }): OperationBody {
  const read = readOperation(row);
  if (!read.ok) throw new Error(`operation ${row.op_id} was taken and is no longer readable: ${read.invalid.detail}`);
  return read.body;
}

function addStored(records: ReadonlyMap<string, SaleRecord>, row: StoredRow, body: OperationBody): void {
  if (body.kind === 'sale-committed') {
    const record = records.get(body.payload.saleId);
    if (record !== undefined) Object.assign(record, { sale: body.payload, saleOpId: row.op_id, saleJournalId: row.journalId });
  } else if (body.kind === 'return-committed' || body.kind === 'points-claimed') {
    const record = records.get(body.payload.saleId);
    if (row.verdict === 'waiting') {
      const outcome: Outcome = { verdict: 'waiting', ...(row.reason === null ? {} : { reason: row.reason }) };
      record?.waiting.push({
        journalId: row.journalId, tillId: row.till_id, seq: row.seq, opId: row.op_id, atMs: row.at_ms, clock: row.clock, receivedAtMs: row.received_at_ms, body, outcome,
      });
      return;
    }
    if (body.kind === 'points-claimed') {
      // one that was closed by hand keeps why it was not credited
      if (record !== undefined && row.verdict === 'applied' && row.reason === null) record.claim = body.payload;
      return;
    }
    record?.stated.push(body.payload);
    if (row.taken !== null) record?.returns.push({ ...body.payload, result: row.taken });
    else if (!notTaken.has(row.reason)) record?.returns.push(body.payload);
  }
}

/** A sale that was booked on another account is that one's; one that was voided is nobody's. */
function addRepair(records: ReadonlyMap<string, SaleRecord>, body: OperationBody): void {
  if (body.kind !== 'operation-resolved' || body.payload.saleId === undefined) return;
  const record = records.get(body.payload.saleId);
  if (record?.sale?.accountId === undefined || record.saleOpId !== body.payload.opId) return;
  const { accountId: named, ...anonymous } = record.sale;
  if (body.payload.repair === 'void') record.sale = anonymous;
  if (body.payload.repair !== 'relink' || body.payload.accountId === undefined) return;
  record.relinkedFrom = named;
  record.sale = { ...anonymous, accountId: body.payload.accountId };
}

/** A return that its sale cannot have had, that came before, or that was voided while it waited takes nothing of what is left to return. */
const notTaken: ReadonlySet<string | null> = new Set(['return-repeated', 'return-exceeds-sale', 'return-invalid', 'sale-unknown']);

/** Names, for the sales that this batch brought, the operation that did, where their rows do not yet; and none where it was not booked after all. */
export async function writeSales(tx: Queryable, records: ReadonlyMap<string, SaleRecord>): Promise<void> {
  const changed = [...records.values()].flatMap(({ saleId, arrivedWith, storedWith }) => {
    if (arrivedWith?.journalId === storedWith?.journalId && arrivedWith?.seq === storedWith?.seq) return [];
    return [{ saleId, journalId: arrivedWith?.journalId ?? null, seq: arrivedWith?.seq ?? null }];
  });
  if (changed.length === 0) return;
  await tx.query(
    `UPDATE sale SET journal_id = r."journalId", seq = r.seq
     FROM json_to_recordset($1::json) AS r("saleId" text, "journalId" text, seq bigint)
     WHERE sale.sale_id = r."saleId"`,
    recordset(changed),
  );
}

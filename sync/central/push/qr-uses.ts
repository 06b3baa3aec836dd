import type { QrProof } from '../../../agent/domain/cards/dynamic-qr.ts';
import type { SaleCommitted, StoredOperation } from '../../../agent/domain/operations/operation.ts';
import { readOperation } from '../../../agent/domain/operations/read-operation.ts';
import { recordset, type Queryable } from '../database/database.ts';
import { nextRevision } from '../feed-head.ts';
import { withPayloads } from '../payload-blocks.ts';
import type { BatchItem, Outcome } from './batch-item.ts';
import { report, type BatchState } from './batch-state.ts';

/** The sale that used a code first. */
export interface QrUse {
  readonly saleId: string;
  readonly tillId: string;
}

/** Its operation, where it has arrived in an earlier push. */
interface ArrivedUse {
  readonly opId: string;
  readonly journalId: string;
  readonly seq: number;
  readonly orderMs: number;
  readonly accountId: string | null;
  readonly pointsSpent: number;
  /** A till asked for the code while it was in reach: then it is that sale's for good */
  readonly isAskedFor: boolean;
}

type Code = Pick<QrProof, 'keyId' | 'nonce'>;
type KnownUse = QrUse & { readonly arrived?: ArrivedUse };
/** Codes by `keyOf` */
export type QrUses = Map<string, KnownUse>;

/** A sale that had a code until an earlier one with it arrived. */
export interface OvertakenUse {
  readonly code: Code;
  readonly by: QrUse;
  readonly overtaken: QrUse & { readonly arrived: ArrivedUse };
}

/** Notes the codes of these sales, in the order of the codes, and reads who used each of them first. */
export async function openQrUses(tx: Queryable, items: readonly BatchItem[], nowMs: number): Promise<QrUses> {
  const uses = new Map<string, Code & QrUse>();
  for (const { body } of items) {
    const qr = body?.kind === 'sale-committed' ? body.payload.customer?.qr : undefined;
    if (body?.kind !== 'sale-committed' || qr === undefined || uses.has(keyOf(qr))) continue;
    uses.set(keyOf(qr), { keyId: qr.keyId, nonce: qr.nonce, saleId: body.payload.saleId, tillId: body.payload.tillId });
  }
  return uses.size === 0 ? new Map() : await noteUses(tx, [...uses].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, use]) => ({ ...use, isAsked: false })), nowMs);
}

/** A sale's code: `isAsked` by a till before it sold */
type NotedUse = Code & QrUse & { readonly isAsked: boolean };

/** A code is the sale's that names it first. @returns whose each of them is; of those that were somebody's before, the row is locked */
export async function noteUses(tx: Queryable, uses: readonly NotedUse[], nowMs: number): Promise<QrUses> {
  const noted = await tx.query<CodeRow>(
    `INSERT INTO qr_use (key_id, nonce, sale_id, till_id, at_ms, is_asked)
     SELECT "keyId", nonce, "saleId", "tillId", $2::bigint, "isAsked" FROM json_to_recordset($1::json) AS r("keyId" integer, nonce text, "saleId" text, "tillId" text, "isAsked" boolean) ON CONFLICT DO NOTHING RETURNING key_id, nonce`,
    [...recordset(uses), nowMs],
  );
  const own = new Set(noted.map(({ key_id: keyId, nonce }) => keyOf({ keyId, nonce })));
  const known = new Map<string, KnownUse>(uses.filter((use) => own.has(keyOf(use))).map((use) => [keyOf(use), { saleId: use.saleId, tillId: use.tillId }]));
  const others = uses.filter((use) => !own.has(keyOf(use)));
  if (others.length > 0) for (const [key, use] of await usedBefore(tx, others)) known.set(key, use);
  return known;
}

interface CodeRow {
  key_id: number;
  nonce: string;
}

/** Two statements: what stands in the row counts once nobody else writes it. */
async function usedBefore(tx: Queryable, codes: readonly Code[]): Promise<[string, KnownUse][]> {
  const wanted = recordset(codes.map(({ keyId, nonce }) => ({ keyId, nonce })));
  const theirs = 'JOIN json_to_recordset($1::json) AS r("keyId" integer, nonce text) ON u.key_id = r."keyId" AND u.nonce = r.nonce';
  await tx.query(`SELECT u.key_id FROM qr_use u ${theirs} ORDER BY u.key_id, u.nonce FOR UPDATE OF u`, wanted);
  const rows = await tx.query<CodeRow & UseRow>(
    `SELECT u.key_id, u.nonce, u.sale_id, u.till_id, u.is_asked, o.op_id, o.journal_id AS "journalId", o.seq, o.at_ms AS sold_at_ms, o.clock, o.received_at_ms, o.account_id, o.schema, o.payload
     FROM qr_use u ${theirs} LEFT JOIN sale s ON s.sale_id = u.sale_id LEFT JOIN operation o ON o.journal_id = s.journal_id AND o.seq = s.seq`,
    wanted,
  );
  const arrived = new Map((await withPayloads(tx, rows.filter(hasArrived))).map((row) => [row.sale_id, arrivedUse(row)]));
  return rows.map(({ key_id: keyId, nonce, sale_id: saleId, till_id: tillId }) => {
    const sold = arrived.get(saleId);
    return [keyOf({ keyId, nonce }), { saleId, tillId, ...(sold === undefined ? {} : { arrived: sold }) }];
  });
}

interface UseRow {
  sale_id: string;
  till_id: string;
  is_asked: boolean;
  op_id: string | null;
}

/** The operation of its sale is here. */
interface ArrivedRow extends UseRow {
  op_id: string;
  journalId: string;
  seq: number;
  sold_at_ms: number;
  clock: StoredOperation['clock'];
  received_at_ms: number;
  account_id: string | null;
  schema: number;
  payload: string | null;
}

function hasArrived<Row extends UseRow>(row: Row): row is Row & ArrivedRow {
  return row.op_id !== null;
}

function arrivedUse({ op_id: opId, journalId, seq, sold_at_ms: atMs, clock, received_at_ms: receivedAtMs, account_id: accountId, is_asked: isAskedFor, schema, payload }: ArrivedRow & { payload: string }): ArrivedUse {
  const read = readOperation({ kind: 'sale-committed', schema, payload });
  const pointsSpent = read.ok && read.body.kind === 'sale-committed' ? read.body.payload.result.pointsSpent : 0;
  return { opId, journalId, seq, orderMs: orderMs({ atMs, clock, receivedAtMs }), accountId, pointsSpent, isAskedFor };
}

/**
 * A copy of a code at a till that was apart: both receipts are booked as they stand, and the later of the two sales is parked, in whichever order they arrive
 * (the order of cards: time, journal, seq; a suspect clock counts when it arrives).
 */
export function judgeQr(state: BatchState, item: BatchItem, sale: SaleCommitted, booked: Outcome): Outcome {
  const qr = sale.customer?.qr;
  const first = qr === undefined ? undefined : state.qrUses.get(keyOf(qr));
  if (qr === undefined || first === undefined || first.saleId === sale.saleId) return booked;
  const { keyId, nonce } = qr;
  const { arrived } = first;
  if (arrived !== undefined && !arrived.isAskedFor && isBefore(item, arrived)) {
    const by = { saleId: sale.saleId, tillId: sale.tillId };
    state.qrUses.set(keyOf(qr), by);
    state.overtakenUses.push({ code: { keyId, nonce }, by, overtaken: { ...first, arrived } });
    state.findings.push({
      kind: 'qr-replayed', journalId: arrived.journalId, seq: arrived.seq, opId: arrived.opId, ...(arrived.accountId === null ? {} : { accountId: arrived.accountId }),
      detail: { saleId: first.saleId, tillId: first.tillId, keyId, nonce, usedBySale: by.saleId, usedAtTill: by.tillId, pointsSpent: arrived.pointsSpent },
    });
    return booked;
  }
  report(state, item, 'qr-replayed', sale.accountId, { saleId: sale.saleId, tillId: sale.tillId, keyId, nonce, usedBySale: first.saleId, usedAtTill: first.tillId, pointsSpent: sale.result.pointsSpent });
  return booked.verdict === 'applied' ? { ...booked, verdict: 'parked', reason: 'qr-replayed' } : booked;
}

/** Gives codes to the earlier sales, and parks the later ones, whose tills are told from the position that this takes in the feed. One that was parked or repaired for another reason stays as it is. */
export async function reviseQrUses(tx: Queryable, overtaken: readonly OvertakenUse[]): Promise<void> {
  if (overtaken.length === 0) return;
  await tx.query(
    `UPDATE qr_use SET sale_id = r."saleId", till_id = r."tillId" FROM json_to_recordset($1::json) AS r("keyId" integer, nonce text, "saleId" text, "tillId" text)
     WHERE key_id = r."keyId" AND qr_use.nonce = r.nonce`,
    recordset(overtaken.map(({ code, by }) => ({ ...code, ...by }))),
  );
  const parked = await tx.query<{ op_id: string }>(
    `UPDATE operation SET verdict = 'parked', reason = 'qr-replayed' WHERE op_id = ANY($1) AND verdict = 'applied' AND reason IS NULL AND resolved_by IS NULL RETURNING op_id`,
    [overtaken.map(({ overtaken: { arrived } }) => arrived.opId)],
  );
  if (parked.length === 0) return;
  await tx.query(
    `INSERT INTO revised_sale (op_id, till_id, revised_position) SELECT o.op_id, j.till_id, $2::bigint FROM operation o JOIN journal j ON j.journal_id = o.journal_id WHERE o.op_id = ANY($1)
     ON CONFLICT (op_id) DO UPDATE SET revised_position = excluded.revised_position`,
    [parked.map(({ op_id }) => op_id), await nextRevision(tx)],
  );
}

function isBefore({ atMs, clock, receivedAtMs, journalId, seq }: BatchItem, other: ArrivedUse): boolean {
  const ms = orderMs({ atMs, clock, receivedAtMs });
  if (ms !== other.orderMs) return ms < other.orderMs;
  return journalId === other.journalId ? seq < other.seq : journalId < other.journalId;
}

function orderMs({ atMs, clock, receivedAtMs }: Pick<BatchItem, 'atMs' | 'clock' | 'receivedAtMs'>): number {
  return clock === 'suspect' ? receivedAtMs : atMs;
}

export function keyOf({ keyId, nonce }: Code): string {
  return `${keyId} ${nonce}`;
}

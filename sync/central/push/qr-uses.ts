import type { QrProof } from '../../../agent/domain/cards/dynamic-qr.ts';
import type { SaleCommitted } from '../../../agent/domain/operations/operation.ts';
import { recordset, type Queryable } from '../database/database.ts';
import type { BatchItem, Outcome } from './batch-item.ts';
import { report, type BatchState } from './batch-state.ts';

/** The sale that used a code first. */
export interface QrUse {
  readonly saleId: string;
  readonly tillId: string;
}

type Code = Pick<QrProof, 'keyId' | 'nonce'>;
/** Codes by `keyOf` */
export type QrUses = ReadonlyMap<string, QrUse>;

/** Notes the codes of these sales, in the order of the codes, and reads who used each of them first. */
export async function openQrUses(tx: Queryable, items: readonly BatchItem[], nowMs: number): Promise<QrUses> {
  const uses = new Map<string, Code & QrUse>();
  for (const { body } of items) {
    const qr = body?.kind === 'sale-committed' ? body.payload.customer?.qr : undefined;
    if (body?.kind !== 'sale-committed' || qr === undefined || uses.has(keyOf(qr))) continue;
    uses.set(keyOf(qr), { keyId: qr.keyId, nonce: qr.nonce, saleId: body.payload.saleId, tillId: body.payload.tillId });
  }
  return uses.size === 0 ? new Map() : await noteUses(tx, [...uses].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, use]) => use), nowMs);
}

/** A code is the sale's that names it first. @returns whose each of them is */
export async function noteUses(tx: Queryable, uses: readonly (Code & QrUse)[], nowMs: number): Promise<QrUses> {
  await tx.query(
    `INSERT INTO qr_use (key_id, nonce, sale_id, till_id, at_ms)
     SELECT "keyId", nonce, "saleId", "tillId", $2::bigint FROM json_to_recordset($1::json) AS r("keyId" integer, nonce text, "saleId" text, "tillId" text) ON CONFLICT DO NOTHING`,
    [...recordset(uses), nowMs],
  );
  const rows = await tx.query<{ key_id: number; nonce: string; sale_id: string; till_id: string }>(
    `SELECT u.key_id, u.nonce, u.sale_id, u.till_id FROM qr_use u JOIN json_to_recordset($1::json) AS r("keyId" integer, nonce text) ON u.key_id = r."keyId" AND u.nonce = r.nonce`,
    recordset(uses),
  );
  return new Map(rows.map((row) => [keyOf({ keyId: row.key_id, nonce: row.nonce }), { saleId: row.sale_id, tillId: row.till_id }]));
}

/** A copy of a code at a till that was apart: the receipt is booked as it stands, and somebody looks at it. */
export function judgeQr(state: BatchState, item: BatchItem, sale: SaleCommitted, booked: Outcome): Outcome {
  const qr = sale.customer?.qr;
  const first = qr === undefined ? undefined : state.qrUses.get(keyOf(qr));
  if (qr === undefined || first === undefined || first.saleId === sale.saleId) return booked;
  report(state, item, 'qr-replayed', sale.accountId, { saleId: sale.saleId, tillId: sale.tillId, keyId: qr.keyId, nonce: qr.nonce, usedBySale: first.saleId, usedAtTill: first.tillId, pointsSpent: sale.result.pointsSpent });
  return booked.verdict === 'applied' ? { ...booked, verdict: 'parked', reason: 'qr-replayed' } : booked;
}

export function keyOf({ keyId, nonce }: Code): string {
  return `${keyId} ${nonce}`;
}

import type { ProgrammeState } from '../../../agent/domain/pricing/programme-state.ts';
import type { SaleCounts } from '../../../agent/domain/operations/sale-counts.ts';
import type { SaleCommitted } from '../../../agent/domain/operations/operation.ts';
import { leftOfBudget } from '../budgets.ts';
import { recordset, type Queryable } from '../database/database.ts';
import type { BatchItem } from './batch-item.ts';

/** Coupons that can be used once and budgets, as one batch finds and leaves them. */
export interface ProgrammeBooks {
  /** Sale by coupon, those of this batch included */
  readonly usedBy: Map<string, string>;
  /** What is left of every budget */
  readonly leftMinor: Map<string, number>;
  readonly newCoupons: { code: string; saleId: string; journalId: string }[];
  readonly givenMinor: Map<string, number>;
  /** Sales that were cancelled: the coupons that they used can be used again */
  readonly cancelledSales: string[];
}

/** Locks the coupons that these sales used (in the order of their codes; after the sales, before the accounts) and reads what is known of them. */
export async function openProgramme(tx: Queryable, sales: readonly SaleCommitted[]): Promise<ProgrammeBooks> {
  const codes = [...new Set(sales.flatMap(({ result }) => (result.coupons ?? []).map(({ code }) => code)))].sort();
  const books: ProgrammeBooks = { usedBy: new Map(), leftMinor: new Map(), newCoupons: [], givenMinor: new Map(), cancelledSales: [] };
  if (codes.length > 0) {
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended(code, $2::bigint)) FROM unnest($1::text[]) WITH ORDINALITY AS c (code, place) ORDER BY place', [codes, couponLock]);
    const used = await tx.query<{ code: string; sale_id: string }>('SELECT code, sale_id FROM used_coupon WHERE code = ANY($1) AND NOT is_free', [codes]);
    for (const { code, sale_id } of used) books.usedBy.set(code, sale_id);
  }
  const budgets = await tx.query<{ promotion_id: string; left: number }>(`SELECT promotion_id, ${leftOfBudget} AS left FROM promotion_budget`);
  for (const { promotion_id, left } of budgets) books.leftMinor.set(promotion_id, left);
  return books;
}

/** Any number that no other lock has */
const couponLock = 731_730;

/** The programme's state as the centre would have told it for this sale. What the till withheld by the programme's rule stays withheld: that is no drift. */
export function programmeFor({ usedBy, leftMinor }: ProgrammeBooks, { basket, programme }: SaleCommitted): ProgrammeState {
  const usedCoupons = (basket.coupons ?? []).filter((code) => usedBy.has(code));
  const budgets = [...leftMinor].map(([promotionId, left]) => ({ promotionId, leftMinor: left }));
  return { ...(budgets.length === 0 ? {} : { budgets }), ...(usedCoupons.length === 0 ? {} : { usedCoupons }), ...(programme?.withheld === undefined ? {} : { withheld: programme.withheld }) };
}

/** Counts what a sale used up. A coupon belongs to the sale that arrived first. */
export function countInProgramme(books: ProgrammeBooks, item: BatchItem, saleId: string, { coupons = [], budgets = [] }: SaleCounts): void {
  for (const code of coupons) {
    if (books.usedBy.has(code)) continue;
    books.usedBy.set(code, saleId);
    books.newCoupons.push({ code, saleId, journalId: item.journalId });
  }
  for (const { promotionId, discountMinor } of budgets) {
    const left = books.leftMinor.get(promotionId);
    if (left === undefined) continue;
    books.leftMinor.set(promotionId, Math.max(0, left - discountMinor));
    books.givenMinor.set(promotionId, (books.givenMinor.get(promotionId) ?? 0) + discountMinor);
  }
}

/** What a cancelled sale used up, as if it had not been. */
export function giveBackInProgramme(books: ProgrammeBooks, saleId: string, { budgets = [] }: SaleCounts): void {
  books.cancelledSales.push(saleId);
  for (const [code, usedBy] of books.usedBy) if (usedBy === saleId) books.usedBy.delete(code);
  for (const { promotionId, discountMinor } of budgets) {
    if (books.leftMinor.has(promotionId)) books.givenMinor.set(promotionId, (books.givenMinor.get(promotionId) ?? 0) - discountMinor);
  }
}

/** Writes what this batch used up, at one feed position. Takes the feed's lock, so it runs after all other locks are taken. */
export async function writeProgramme(tx: Queryable, books: ProgrammeBooks, nowMs: number): Promise<void> {
  if (books.newCoupons.length + books.givenMinor.size + books.cancelledSales.length === 0) return;
  const heads = await tx.query<{ position: number }>('UPDATE feed_head SET position = position + 1 RETURNING position');
  const position = heads[0]?.position;
  if (position === undefined) throw new Error('feed_head has lost its row');
  // Tills that were told of a use are told that it is none; so the row stays.
  if (books.cancelledSales.length > 0) await tx.query('UPDATE used_coupon SET is_free = TRUE, changed_position = $2::bigint WHERE sale_id = ANY($1) AND NOT is_free', [books.cancelledSales, position]);
  await tx.query(
    `INSERT INTO used_coupon (code, sale_id, journal_id, used_at_ms, changed_position)
     SELECT code, "saleId", "journalId", $2::bigint, $3::bigint FROM json_to_recordset($1::json) AS r(code text, "saleId" text, "journalId" text)
     ON CONFLICT (code) DO UPDATE SET sale_id = excluded.sale_id, journal_id = excluded.journal_id, used_at_ms = excluded.used_at_ms, changed_position = excluded.changed_position, is_free = FALSE`,
    // a sale of this very batch may have used it, and been cancelled in it
    [...recordset(books.newCoupons.filter(({ code, saleId }) => books.usedBy.get(code) === saleId)), nowMs, position],
  );
  await tx.query(
    `UPDATE promotion_budget SET spent_minor = greatest(0, spent_minor + r.given), changed_position = $2::bigint
     FROM json_to_recordset($1::json) AS r("promotionId" text, given bigint) WHERE promotion_id = r."promotionId"`,
    [...recordset([...books.givenMinor].map(([promotionId, given]) => ({ promotionId, given }))), position],
  );
}

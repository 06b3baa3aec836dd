import type Database from 'better-sqlite3';
import { maxAmount } from '../../domain/scalars.ts';
import type { ProgrammeState } from '../../domain/pricing/programme-state.ts';

/** Writes what changed of budgets and of coupons, used or free again. The caller holds the transaction. */
export function createProgrammeWriter(db: Database.Database): (changes: ProgrammeState & { readonly freeCoupons?: readonly string[] }) => void {
  const putBudget = db.prepare<[string, number]>(`
    INSERT INTO budget (promotion_id, left_minor) VALUES (?, ?) ON CONFLICT (promotion_id) DO UPDATE SET left_minor = excluded.left_minor
  `);
  const endBudget = db.prepare<[string]>('DELETE FROM budget WHERE promotion_id = ?');
  const putCoupon = db.prepare<[string]>('INSERT INTO used_coupon (code) VALUES (?) ON CONFLICT (code) DO NOTHING');
  const dropCoupon = db.prepare<[string]>('DELETE FROM used_coupon WHERE code = ?');
  return ({ budgets = [], usedCoupons = [], freeCoupons = [] }) => {
    for (const { promotionId, leftMinor } of budgets) {
      if (leftMinor === maxAmount) endBudget.run(promotionId);
      else putBudget.run(promotionId, leftMinor);
    }
    for (const code of usedCoupons) putCoupon.run(code);
    for (const code of freeCoupons) dropCoupon.run(code);
  };
}

/** Reads all budgets, and which of some coupons were used. What there is nothing of is left out. */
export function createProgrammeReader(db: Database.Database): (couponCodes: readonly string[]) => ProgrammeState {
  const readBudgets = db.prepare<[], { promotionId: string; leftMinor: number }>('SELECT promotion_id AS promotionId, left_minor AS leftMinor FROM budget ORDER BY promotion_id');
  const isUsed = db.prepare<[string], number>('SELECT 1 FROM used_coupon WHERE code = ?').pluck();
  return (couponCodes) => {
    const budgets = readBudgets.all();
    const usedCoupons = couponCodes.filter((code) => isUsed.get(code) !== undefined);
    return { ...(budgets.length === 0 ? {} : { budgets }), ...(usedCoupons.length === 0 ? {} : { usedCoupons }) };
  };
}

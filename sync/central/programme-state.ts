import type { ProgrammeState } from '../../agent/domain/pricing/programme-state.ts';
import type { ProgrammeChanges } from '../protocol/messages.ts';
import { leftOfBudget } from './budgets.ts';
import type { Queryable } from './database/database.ts';

/** A page of the feed: positions above `cursor` up to `pageEnd`, for the till of this journal. */
export interface FeedStretch {
  cursor: number;
  pageEnd: number;
  journalId: string;
}

/**
 * Budgets and coupons (used, or given back) that changed in a stretch of the feed. Budgets and the journal's own coupons are told to the end of the feed: the view's
 * `through` counts them as contained. A budget that was removed is told as one that never ends. Undefined where nothing changed.
 */
export async function readProgrammeChanges(tx: Queryable, { cursor, pageEnd, journalId }: FeedStretch): Promise<ProgrammeChanges | undefined> {
  const budgets = await tx.query<{ promotionId: string; leftMinor: number }>(
    `SELECT promotion_id AS "promotionId", ${leftOfBudget} AS "leftMinor" FROM promotion_budget
     WHERE changed_position > $1 ORDER BY promotion_id`,
    [cursor],
  );
  const coupons = await tx.query<{ code: string; is_free: boolean }>(
    'SELECT code, is_free FROM used_coupon WHERE changed_position > $1 AND (changed_position <= $2 OR journal_id = $3) ORDER BY code',
    [cursor, pageEnd, journalId],
  );
  if (budgets.length + coupons.length === 0) return undefined;
  const [free, used] = [coupons.filter(({ is_free }) => is_free), coupons.filter(({ is_free }) => !is_free)];
  return {
    ...(budgets.length === 0 ? {} : { budgets }),
    ...(used.length === 0 ? {} : { usedCoupons: used.map(({ code }) => code) }),
    ...(free.length === 0 ? {} : { freeCoupons: free.map(({ code }) => code) }),
  };
}

const couponsPerPage = 5_000;

/** The whole state, in parts of a bounded size. */
export async function* readProgrammeState(tx: Queryable): AsyncGenerator<ProgrammeState, void, void> {
  const budgets = await tx.query<{ promotionId: string; leftMinor: number }>(
    `SELECT promotion_id AS "promotionId", ${leftOfBudget} AS "leftMinor" FROM promotion_budget WHERE limit_minor IS NOT NULL ORDER BY promotion_id`,
  );
  if (budgets.length > 0) yield { budgets };
  let after = '';
  for (;;) {
    const rows = await tx.query<{ code: string }>('SELECT code FROM used_coupon WHERE code > $1 AND NOT is_free ORDER BY code LIMIT $2', [after, couponsPerPage]);
    const last = rows.at(-1);
    if (last === undefined) return;
    yield { usedCoupons: rows.map(({ code }) => code) };
    after = last.code;
  }
}

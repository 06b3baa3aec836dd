import { maxAmount } from '../../agent/domain/scalars.ts';
import type { Database, Queryable } from './database/database.ts';
import { ProblemError } from './problem-error.ts';

/** What a promotion may give in all shops together. Money in minor units */
export interface Budget {
  promotionId: string;
  limitMinor: number;
  /** It may be more than the limit: receipts are honoured, and the limit may be lowered */
  givenMinor: number;
  leftMinor: number;
}

/** What is left of a row of `promotion_budget`. Of one that was removed it is the largest amount, which no receipt reaches and tills take for no limit. */
export const leftOfBudget = `(CASE WHEN limit_minor IS NULL THEN ${maxAmount} ELSE greatest(0, limit_minor - spent_minor) END)::bigint`;

/** By promotion; those that were removed are not there. */
export async function listBudgets(db: Queryable): Promise<Budget[]> {
  return await db.query<Budget>(
    `SELECT promotion_id AS "promotionId", limit_minor AS "limitMinor", spent_minor AS "givenMinor", ${leftOfBudget} AS "leftMinor" FROM promotion_budget WHERE limit_minor IS NOT NULL ORDER BY promotion_id`,
  );
}

/** Says how much money a promotion may give in all shops together, what it has given included. Tills are told of it. */
export async function setBudget(db: Database, promotionId: string, limitMinor: number): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.query(
      `INSERT INTO promotion_budget (promotion_id, limit_minor, changed_position) VALUES ($1, $2, $3)
       ON CONFLICT (promotion_id) DO UPDATE SET limit_minor = excluded.limit_minor, changed_position = excluded.changed_position`,
      [promotionId, limitMinor, await nextPosition(tx)],
    );
  });
  db.announcements?.announce();
}

/**
 * The promotion may give what it gives. Tills are told of it; what was given is still counted, for a limit that may come again. Again it changes nothing.
 * @throws ProblemError `not-found` where it never had one
 */
export async function removeBudget(db: Database, promotionId: string): Promise<void> {
  await db.transaction(async (tx) => {
    const [known] = await tx.query<{ limit_minor: number | null }>('SELECT limit_minor FROM promotion_budget WHERE promotion_id = $1 FOR UPDATE', [promotionId]);
    if (known === undefined) throw new ProblemError('not-found', `The promotion ${promotionId} has no budget.`);
    if (known.limit_minor === null) return;
    await tx.query('UPDATE promotion_budget SET limit_minor = NULL, changed_position = $2 WHERE promotion_id = $1', [promotionId, await nextPosition(tx)]);
  });
  db.announcements?.announce();
}

async function nextPosition(tx: Queryable): Promise<number> {
  const [head] = await tx.query<{ position: number }>('UPDATE feed_head SET position = position + 1 RETURNING position');
  if (head === undefined) throw new Error('feed_head has lost its row');
  return head.position;
}

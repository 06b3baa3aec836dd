import type { Database } from './database/database.ts';

/** Says how much money a promotion may give in all shops together, what it has given included. Tills are told of it. */
export async function setBudget(db: Database, promotionId: string, limitMinor: number): Promise<void> {
  await db.transaction(async (tx) => {
    const heads = await tx.query<{ position: number }>('UPDATE feed_head SET position = position + 1 RETURNING position');
    await tx.query(
      `INSERT INTO promotion_budget (promotion_id, limit_minor, changed_position) VALUES ($1, $2, $3)
       ON CONFLICT (promotion_id) DO UPDATE SET limit_minor = excluded.limit_minor, changed_position = excluded.changed_position`,
      [promotionId, limitMinor, heads[0]?.position ?? 0],
    );
  });
}

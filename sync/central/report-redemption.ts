import type { Queryable } from './database/database.ts';

/** What is set aside for tills, and what printed receipts spent beyond what covered it. Points. */
export interface RedemptionReport {
  /** Set aside for tills now */
  leasedPoints: number;
  allowances: { state: string; count: number; points: number }[];
  /** Recalled or past its end and not given back: the longest */
  oldestUnreturned?: { allowanceId: string; accountId: string; tillId: string; points: number; sinceMs: number; reuseAtMs: number };
  /** Why spending found no points, closer than the cause */
  goodwillWhy: { cause: string; why: string; receipts: number; points: number }[];
  /** Spending that is booked to nobody until somebody decides: an alarm where there is any */
  parked: { reason: string; receipts: number; points: number }[];
  /** What branches that were never applied say that they spent, and how much of it from allowances */
  quarantined: { receipts: number; points: number; allowancePoints: number };
}

export async function readRedemptionReport(db: Queryable, nowMs: number): Promise<RedemptionReport> {
  const allowances = await db.query<RedemptionReport['allowances'][number]>(
    'SELECT state, count(*) AS count, sum(points)::bigint AS points FROM allowance GROUP BY state ORDER BY state',
  );
  const oldest = await db.query<NonNullable<RedemptionReport['oldestUnreturned']>>(
    `SELECT allowance_id AS "allowanceId", account_id AS "accountId", till_id AS "tillId", points, least(recalled_at_ms, expires_at_ms) AS "sinceMs", reuse_at_ms AS "reuseAtMs"
     FROM allowance WHERE state = 'recalled' OR (state = 'granted' AND expires_at_ms <= $1) ORDER BY least(recalled_at_ms, expires_at_ms), allowance_id LIMIT 1`,
    [nowMs],
  );
  const goodwillWhy = await db.query<RedemptionReport['goodwillWhy'][number]>(
    `SELECT coalesce(detail ->> 'cause', 'unknown') AS cause, coalesce(detail ->> 'why', 'unknown') AS why, count(*) AS receipts, sum((detail ->> 'points')::bigint)::bigint AS points
     FROM finding WHERE kind = 'goodwill' GROUP BY 1, 2 ORDER BY 1, 2`,
  );
  const parked = await db.query<RedemptionReport['parked'][number]>(
    "SELECT reason, count(*) AS receipts, sum(points)::bigint AS points FROM parked_spending WHERE state = 'open' GROUP BY reason ORDER BY reason",
  );
  const quarantined = await db.query<RedemptionReport['quarantined']>(
    `SELECT count(*) AS receipts, coalesce(sum(spent_points), 0)::bigint AS points, coalesce(sum(allowance_points), 0)::bigint AS "allowancePoints"
     FROM quarantined_operation WHERE spent_points > 0`,
  );
  const [oldestUnreturned] = oldest;
  return {
    leasedPoints: allowances.reduce((sum, { points }) => sum + points, 0),
    allowances,
    ...(oldestUnreturned === undefined ? {} : { oldestUnreturned }),
    goodwillWhy,
    parked,
    quarantined: quarantined[0] ?? { receipts: 0, points: 0, allowancePoints: 0 },
  };
}

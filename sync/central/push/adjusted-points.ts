import { managerOf } from '../../../agent/domain/customer/adjustment-rules.ts';
import type { PointsAdjusted } from '../../../agent/domain/operations/customer-operations.ts';
import { recordset, type Queryable } from '../database/database.ts';

interface ManagerDay {
  readonly day: string;
  readonly userId: string;
}

/** What managers have given and taken on the days of a batch, locked to the end of the transaction. */
export interface AdjustedPoints {
  readonly counted: Map<string, ManagerDay & { points: number }>;
}

/** Any number that no other lock has */
const adjustmentLock = 731_770;

/** Locks and reads the counters (as those of honouring: after coupons, before accounts); nothing is locked for a batch without adjustments, which nearly all are. */
export async function openAdjusted(tx: Queryable, adjustments: readonly PointsAdjusted[]): Promise<AdjustedPoints> {
  const counted: AdjustedPoints['counted'] = new Map();
  if (adjustments.length === 0) return { counted };
  await tx.query('SELECT pg_advisory_xact_lock($1::bigint)', [adjustmentLock]);
  const rows = await tx.query<{ day: string; user_id: string; points: number }>(
    'SELECT day, user_id, points FROM adjusted_points WHERE day = ANY($1) AND user_id = ANY($2)',
    [adjustments.map(({ time }) => time.localDate), adjustments.map(({ by }) => managerOf(by))],
  );
  for (const { day, user_id: userId, points } of rows) counted.set(keyOf({ day, userId }), { day, userId, points });
  return { counted };
}

export function usedOn({ counted }: AdjustedPoints, managerDay: ManagerDay): number {
  return counted.get(keyOf(managerDay))?.points ?? 0;
}

export function countAdjusted(adjusted: AdjustedPoints, managerDay: ManagerDay, points: number): void {
  adjusted.counted.set(keyOf(managerDay), { ...managerDay, points: usedOn(adjusted, managerDay) + points });
}

export async function writeAdjusted(tx: Queryable, { counted }: AdjustedPoints): Promise<void> {
  if (counted.size === 0) return;
  await tx.query(
    `INSERT INTO adjusted_points (day, user_id, points) SELECT day, "userId", points FROM json_to_recordset($1::json) AS r(day text, "userId" text, points bigint)
     ON CONFLICT (day, user_id) DO UPDATE SET points = excluded.points`,
    recordset([...counted.values()]),
  );
}

function keyOf({ day, userId }: ManagerDay): string {
  return `${day} ${userId}`;
}

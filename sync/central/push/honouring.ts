import type { HonouringCaps } from '../../../agent/domain/bundle/offline-rules.ts';
import { recordset, type Queryable } from '../database/database.ts';

/** What goodwill may still pay. Counted only where the programme has caps. */
export interface Honouring {
  /** Of the programme in force; undefined where it has none */
  readonly caps: HonouringCaps | undefined;
  /** Locked and read; undefined until a sale of the batch needs it, which few do */
  readonly counted: CountedPoints | undefined;
}

export interface CountedPoints {
  readonly byTillDay: Map<string, { tillId: string; day: string; points: number }>;
  readonly byDay: Map<string, number>;
}

export interface Honoured {
  points: number;
  /** The cap that left no more */
  limitedBy?: { cap: 'receipt' | 'till-day' | 'day'; capPoints: number };
}

/** Thrown where a batch needs the counters and has not locked them: it is taken again with them. */
export class HonouringNeeded extends Error {
  override readonly name = 'HonouringNeeded';
}

/** Runs a transaction, and once more with the counters locked where a sale needs them. */
export async function countingWhereNeeded<Result>(run: (countsHonoured: boolean) => Promise<Result>): Promise<Result> {
  try {
    return await run(false);
  } catch (error) {
    if (!(error instanceof HonouringNeeded)) throw error;
    return await run(true);
  }
}

/** How much of a printed receipt's uncovered points the programme pays: the rest is beyond the tightest cap. */
export function honour({ caps, counted }: Honouring, { tillId, day, points }: { tillId: string; day: string; points: number }): Honoured {
  if (caps === undefined) return { points };
  if (counted === undefined) throw new HonouringNeeded();
  const key = keyOf(tillId, day);
  const atTill = counted.byTillDay.get(key) ?? { tillId, day, points: 0 };
  const ofDay = counted.byDay.get(day) ?? 0;
  const limits = [
    { cap: 'receipt' as const, capPoints: caps.maxPointsPerReceipt, left: caps.maxPointsPerReceipt },
    { cap: 'till-day' as const, capPoints: caps.maxPointsPerTillDay, left: caps.maxPointsPerTillDay - atTill.points },
    { cap: 'day' as const, capPoints: caps.maxPointsPerDay, left: caps.maxPointsPerDay - ofDay },
  ];
  const tightest = limits.reduce((one, other) => (other.left < one.left ? other : one));
  const honoured = Math.max(0, Math.min(points, tightest.left));
  counted.byTillDay.set(key, { ...atTill, points: atTill.points + honoured });
  counted.byDay.set(day, ofDay + honoured);
  return honoured === points ? { points } : { points: honoured, limitedBy: { cap: tightest.cap, capPoints: tightest.capPoints } };
}

/** Any number that no other lock has */
const honouringLock = 731_740;

/** Locks the counters to the end of the transaction (after coupons, before accounts) and reads those of these days. */
export async function countHonoured(tx: Queryable, days: readonly string[]): Promise<CountedPoints> {
  await tx.query('SELECT pg_advisory_xact_lock($1::bigint)', [honouringLock]);
  const rows = await tx.query<{ day: string; till_id: string; points: number }>('SELECT day, till_id, points FROM honoured_points WHERE day = ANY($1)', [days]);
  const counted: CountedPoints = { byTillDay: new Map(), byDay: new Map() };
  for (const { day, till_id: tillId, points } of rows) {
    counted.byTillDay.set(keyOf(tillId, day), { tillId, day, points });
    counted.byDay.set(day, (counted.byDay.get(day) ?? 0) + points);
  }
  return counted;
}

export async function writeHonoured(tx: Queryable, { counted }: Honouring): Promise<void> {
  if (counted === undefined || counted.byTillDay.size === 0) return;
  await tx.query(
    `INSERT INTO honoured_points (day, till_id, points)
     SELECT day, "tillId", points FROM json_to_recordset($1::json) AS r(day text, "tillId" text, points bigint)
     ON CONFLICT (day, till_id) DO UPDATE SET points = excluded.points`,
    recordset([...counted.byTillDay.values()]),
  );
}

function keyOf(tillId: string, day: string): string {
  return `${day} ${tillId}`;
}

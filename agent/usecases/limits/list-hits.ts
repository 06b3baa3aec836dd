import { readOperation } from '../../domain/operations/read-operation.ts';
import { notReady } from '../outcome.ts';
import type { LimitWasHit } from '../../domain/operations/operator-operations.ts';
import type { Refusal } from '../outcome.ts';
import type { Till } from '../till.ts';

/** Longer than any day of any zone, to either side. */
const marginMs = 14 * 3_600_000;
const dayMs = 24 * 3_600_000;

/** The limits that were hit on a day of the store's zone; today, if none is named. */
export function listHits(till: Till, date: string | undefined): { ok: true; date: string; hits: { atMs: number; hit: LimitWasHit }[] } | Refusal<'not-ready'> {
  const compiled = till.activeBundle();
  if (compiled === undefined) return notReady();
  const asked = date ?? till.clock.businessTime(till.clock.now().atMs, compiled.bundle.timeZone).localDate;
  const midnightMs = Date.parse(`${asked}T00:00:00Z`);
  const rows = till.limits?.events.hits(midnightMs - marginMs, midnightMs + dayMs + marginMs) ?? [];
  const hits = rows.flatMap(({ atMs, payload }) => {
    const read = readOperation({ kind: 'limit-hit', schema: 1, payload });
    return read.ok && read.body.kind === 'limit-hit' && read.body.payload.time.localDate === asked ? [{ atMs, hit: read.body.payload }] : [];
  });
  return { ok: true, date: asked, hits };
}

import type { Queryable } from './database/database.ts';

/** A thousand tills that poll must not write a thousand rows a second. */
const writeEveryMs = 60_000;

/** Notes that a till has called. Whatever it asked for does not fail because of it. */
export function createTillContacts(db: Queryable, onFault: (error: unknown) => void): (tillId: string, nowMs: number) => Promise<void> {
  const written = new Map<string, number>();
  return async (tillId, nowMs) => {
    const before = written.get(tillId);
    if (before !== undefined && Math.abs(nowMs - before) < writeEveryMs) return;
    written.set(tillId, nowMs);
    try {
      await db.query('UPDATE till SET last_contact_ms = greatest(last_contact_ms, $2::bigint) WHERE till_id = $1', [tillId, nowMs]);
    } catch (error) {
      written.delete(tillId);
      onFault(error);
    }
  };
}

import { revocationSigningText } from '../protocol/revocation.ts';
import type { Queryable } from './database/database.ts';
import type { RootKeys } from './home/root-keys.ts';
import { ProblemError } from './problem-error.ts';
import type { CallingTill, Till } from './tills.ts';

/** Ends the till's present enrolment, and with it every key that it had in it; again it changes nothing. @returns when it was revoked. @throws ProblemError `not-found` */
export async function revokeTill(db: Queryable, tillId: string, nowMs: number): Promise<number> {
  const rows = await db.query<{ revoked_at_ms: number }>('UPDATE till SET revoked_at_ms = coalesce(revoked_at_ms, $2) WHERE till_id = $1 RETURNING revoked_at_ms', [tillId, nowMs]);
  const row = rows[0];
  if (row === undefined) throw new ProblemError('not-found', `There is no till ${tillId}.`);
  await db.query(
    `INSERT INTO revoked_till_key (public_key, till_id, revoked_at_ms)
     SELECT k.public_key, t.till_id, t.revoked_at_ms FROM till t CROSS JOIN LATERAL (
       SELECT t.public_key UNION SELECT f.public_key FROM former_till_key f WHERE f.till_id = t.till_id AND f.changed_at_ms >= t.enrolled_at_ms
     ) AS k (public_key)
     WHERE t.till_id = $1 ON CONFLICT (public_key) DO NOTHING`,
    [tillId],
  );
  return row.revoked_at_ms;
}

/** @throws ProblemError `till-revoked` with the signed revocation, for a till that is */
export async function assertNotRevoked(db: Queryable, till: CallingTill, rootKeys: RootKeys): Promise<void> {
  const { tillId, tokenSha256, revokedAtMs } = till;
  if (revokedAtMs === undefined) return;
  const rootKey = await rootKeys.inForce(db);
  const signature = rootKey.sign(revocationSigningText({ tillId, tokenSha256, revokedAtMs }));
  throw new ProblemError('till-revoked', 'This enrolment was revoked. Enrol the till anew.', { tillId, tokenSha256, revokedAtMs, signature });
}

/** @throws ProblemError `till-quarantined` where a second branch of one of its journals came since it was enrolled: nobody knows which of two machines asks */
export async function assertNotQuarantined(db: Queryable, { tillId }: Till): Promise<void> {
  const rows = await db.query(
    `SELECT 1 FROM quarantined_operation q JOIN journal j ON j.journal_id = q.journal_id JOIN till t ON t.till_id = j.till_id
     WHERE t.till_id = $1 AND q.received_at_ms >= t.enrolled_at_ms LIMIT 1`,
    [tillId],
  );
  if (rows.length > 0) throw new ProblemError('till-quarantined', 'The journal of this till has two branches. Enrol it anew: until then no points are set aside for it.');
}

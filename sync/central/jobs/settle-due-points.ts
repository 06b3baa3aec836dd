import type { Database, Queryable } from '../database/database.ts';
import { claimJobs } from './claim-jobs.ts';

export interface SettledPoints {
  accounts: number;
  maturedPoints: number;
  expiredPoints: number;
}

/** The feed's lock is kept for one such group. */
const accountsPerTransaction = 10_000;

/**
 * Books, for all accounts, pending points whose day has come as available, and lots whose last day is past as expired. Each account that it moves
 * gets a feed position, which also makes the ids of its postings. What `settleDue` says of one account this does for many.
 * A second run finds nothing left; of two at once one waits for nothing and does nothing.
 */
export async function settleDuePoints(db: Database, today: string, nowMs: number): Promise<SettledPoints> {
  const sum: SettledPoints = { accounts: 0, maturedPoints: 0, expiredPoints: 0 };
  let after = '';
  for (;;) {
    const settled = await db.transaction(async (tx) => {
      if (!(await claimJobs(tx))) return undefined;
      const accountIds = await lockDueAccounts(tx, today, after);
      return accountIds.length === 0 ? undefined : { last: accountIds.at(-1) ?? '', ...(await settle(tx, accountIds, today, nowMs)) };
    }, 'READ COMMITTED', 'idempotent');
    if (settled === undefined) return sum;
    after = settled.last;
    sum.accounts += settled.accounts;
    sum.maturedPoints += settled.maturedPoints;
    sum.expiredPoints += settled.expiredPoints;
  }
}

async function lockDueAccounts(tx: Queryable, today: string, after: string): Promise<string[]> {
  const rows = await tx.query<{ account_id: string }>(
    `SELECT account_id FROM account
     WHERE account_id IN (
       SELECT account_id FROM (
         SELECT account_id FROM points_lot WHERE pending > 0 AND available_on <= $1
         UNION SELECT account_id FROM points_lot WHERE ready > 0 AND expires_on < $1
       ) AS due
       WHERE account_id > $2 ORDER BY account_id LIMIT $3
     )
     ORDER BY account_id FOR UPDATE`,
    [today, after, accountsPerTransaction],
  );
  return rows.map((row) => row.account_id);
}

async function settle(tx: Queryable, accountIds: readonly string[], today: string, nowMs: number): Promise<SettledPoints> {
  const rows = await tx.query<SettledPoints>(settleSql, [accountIds, today, nowMs]);
  const [settled] = rows;
  if (settled === undefined) throw new Error('a sum over rows answered none');
  return settled;
}

/** By the last day, then by id, as `compareLots` */
const soonestFirst = 'PARTITION BY account_id ORDER BY expires_on, lot_id COLLATE "C"';

const settleSql = `
WITH lot AS (
  SELECT l.*, CASE WHEN l.available_on <= $2 THEN l.pending ELSE 0 END AS due
  FROM points_lot l WHERE l.account_id = ANY($1)
), matured AS (
  SELECT a.account_id, a.programme_id, a.available_points, a.held_points + a.leased_points AS set_aside, sum(lot.due)::bigint AS matured
  FROM account a JOIN lot ON lot.account_id = a.account_id GROUP BY a.account_id
), filled AS (
  SELECT lot.account_id, lot.lot_id, lot.expires_on, lot.pending - lot.due AS pending, m.programme_id, m.set_aside, m.matured,
    greatest(0, m.available_points + m.set_aside + m.matured) AS balance,
    CASE WHEN lot.expires_on IS NULL THEN 0 ELSE lot.ready + lot.due END AS ready
  FROM lot JOIN matured m ON m.account_id = lot.account_id
), counted AS (
  SELECT *, sum(ready) OVER (PARTITION BY account_id) AS total, sum(ready) OVER (${soonestFirst}) - ready AS sooner FROM filled
), within AS (
  SELECT account_id, lot_id, expires_on, pending, programme_id, set_aside, matured, ready - least(ready, greatest(0, total - balance - sooner)) AS ready FROM counted
), past AS (
  SELECT *, CASE WHEN expires_on < $2 THEN ready ELSE 0 END AS past FROM within
), settled AS (
  SELECT *, least(past, greatest(0, sum(past) OVER (${soonestFirst}) - set_aside)) AS expired FROM past
), moved AS (
  SELECT account_id, programme_id, matured, sum(expired)::bigint AS expired, row_number() OVER (ORDER BY account_id) AS place
  FROM settled GROUP BY account_id, programme_id, matured HAVING matured > 0 OR sum(expired) > 0
), head AS (
  UPDATE feed_head SET position = position + (SELECT count(*) FROM moved) RETURNING position
), stamped AS (
  SELECT moved.*, head.position - (SELECT count(*) FROM moved) + place AS position FROM moved CROSS JOIN head
), entries AS (
  INSERT INTO ledger_entry (account_id, programme_id, bucket, amount_minor, op_id, at_ms)
  SELECT account_id, programme_id, side.bucket, side.points, side.kind || ':' || position || ':' || account_id, $3::bigint
  FROM stamped CROSS JOIN LATERAL (VALUES
    ('mature-at', 'pending', -matured), ('mature-at', 'available', matured), ('expire-at', 'available', -expired), ('expire-at', 'expired', expired)
  ) AS side (kind, bucket, points)
  WHERE side.points <> 0
), emptied AS (
  DELETE FROM points_lot l USING settled s WHERE l.account_id = s.account_id AND l.lot_id = s.lot_id AND s.pending = 0 AND s.ready = s.expired
), changed AS (
  UPDATE points_lot l SET pending = s.pending, ready = s.ready - s.expired FROM settled s
  WHERE l.account_id = s.account_id AND l.lot_id = s.lot_id AND s.pending + s.ready > s.expired AND (l.pending <> s.pending OR l.ready <> s.ready - s.expired)
), accounts AS (
  UPDATE account a SET available_points = a.available_points + s.matured - s.expired, pending_points = a.pending_points - s.matured, changed_position = s.position
  FROM stamped s WHERE a.account_id = s.account_id
)
SELECT count(*) AS accounts, coalesce(sum(matured), 0)::bigint AS "maturedPoints", coalesce(sum(expired), 0)::bigint AS "expiredPoints" FROM stamped`;

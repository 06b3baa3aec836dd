import { addDays } from '../../../agent/domain/time/calendar.ts';
import type { FavouriteRules } from '../../../agent/domain/customer/favourite-rules.ts';
import type { Database, SqlValue } from '../database/database.ts';
import { claimJobs } from '../jobs/claim-jobs.ts';
import { balanceDays, expiryNoticeDays, favouriteNoticeDays, worthSendingMs, type NotificationKind } from './notification.ts';

const accountsPerTransaction = 10_000;

/**
 * Writes what is to be told by the calendar: balances of the month, favourite categories and points that end soon. Only to whom it may be told.
 * The id of each says what it is about, so a second run writes nothing. @returns how many it wrote
 */
export async function writeDueNotifications(db: Database, today: string, nowMs: number, favourite?: FavouriteRules): Promise<number> {
  const month = today.slice(0, 7);
  const isMonthsBegin = Number(today.slice(8)) <= balanceDays;
  const balances = isMonthsBegin ? await writeGroups(db, 'balance', nowMs, balanceSql, [month]) : 0;
  // what is renewed does not lapse
  const favourites = favourite?.atExpiry === 'renew' ? 0 : await writeGroups(db, 'favourite-lapses', nowMs, favouriteSql, [today, addDays(today, favourite?.remindDaysBefore ?? favouriteNoticeDays)]);
  return balances + favourites + await writeGroups(db, 'points-expire', nowMs, expirySql, [today, addDays(today, expiryNoticeDays)]);
}

/** Each answers `account_id`, `about` (the middle of the id) and `facts`. $1 is the account to go on after; the rest is the query's own. */
const balanceSql = `SELECT a.account_id, $2::text AS about, jsonb_build_object('balance', a.available_points) AS facts
  FROM account a JOIN profile p ON p.account_id = a.account_id AND p.messages_allowed WHERE a.account_id > $1 AND a.available_points > 0`;
const favouriteSql = `SELECT a.account_id, a.favourite_until AS about, jsonb_build_object('categoryId', a.favourite_category_id, 'day', a.favourite_until) AS facts
  FROM account a JOIN profile p ON p.account_id = a.account_id AND p.messages_allowed
  WHERE a.account_id > $1 AND a.favourite_category_id IS NOT NULL AND a.favourite_until >= $2 AND a.favourite_until <= $3`;
/** Of one account the soonest day alone: the next one is told of when it is that */
const expirySql = `SELECT DISTINCT ON (l.account_id) l.account_id, l.expires_on AS about, jsonb_build_object('points', sum(l.ready)::bigint, 'day', l.expires_on) AS facts
  FROM points_lot l JOIN profile p ON p.account_id = l.account_id AND p.messages_allowed
  WHERE l.account_id > $1 AND l.ready > 0 AND l.expires_on >= $2 AND l.expires_on <= $3 GROUP BY l.account_id, l.expires_on ORDER BY l.account_id, l.expires_on`;

async function writeGroups(db: Database, kind: NotificationKind, nowMs: number, dueSql: string, values: readonly SqlValue[]): Promise<number> {
  const first = values.length + 2;
  const sql = `WITH due AS (SELECT * FROM (${dueSql}) AS all_due ORDER BY account_id LIMIT $${first}), written AS (
       INSERT INTO notification (notification_id, account_id, kind, facts, next_at_ms, too_late_at_ms, written_at_ms)
       SELECT $${first + 1}::text || ':' || about || ':' || account_id, account_id, $${first + 1}::text, facts, $${first + 2}::bigint, $${first + 2}::bigint + $${first + 3}::bigint, $${first + 2}::bigint FROM due
       ON CONFLICT (notification_id) DO NOTHING RETURNING notification_id
     ) SELECT (SELECT count(*) FROM written) AS written, count(*) AS found, max(account_id) AS last FROM due`;
  let written = 0;
  let after = '';
  for (;;) {
    const group = await db.transaction(async (tx) => {
      if (!(await claimJobs(tx))) return undefined;
      const rows = await tx.query<{ written: number; found: number; last: string | null }>(sql, [after, ...values, accountsPerTransaction, kind, nowMs, worthSendingMs[kind]]);
      return rows[0];
    }, 'READ COMMITTED', 'idempotent');
    if (group === undefined) return written;
    written += group.written;
    if (group.found < accountsPerTransaction || group.last === null) return written;
    after = group.last;
  }
}

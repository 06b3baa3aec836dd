import type { FavouriteRules } from '../../../agent/domain/customer/favourite-rules.ts';
import { addDays } from '../../../agent/domain/time/calendar.ts';
import { recordset, type Database, type Queryable } from '../database/database.ts';
import { worthSendingMs } from '../notifications/notification.ts';
import { claimJobs } from './claim-jobs.ts';

const accountsPerTransaction = 10_000;

/** Renews or drops favourite categories whose last day is past, as the programme says, and tells the customers of those that were renewed. @returns how many ended */
export async function endFavourites(db: Database, rules: FavouriteRules, today: string, nowMs: number): Promise<number> {
  let ended = 0;
  for (;;) {
    const now = await db.transaction(async (tx) => ((await claimJobs(tx)) ? await endSome(tx, rules, today, nowMs) : 0), 'READ COMMITTED', 'idempotent');
    ended += now;
    if (now < accountsPerTransaction) return ended;
  }
}

async function endSome(tx: Queryable, rules: FavouriteRules, today: string, nowMs: number): Promise<number> {
  const rows = await tx.query<{ account_id: string; category_id: string; until: string }>(
    `SELECT account_id, favourite_category_id AS category_id, favourite_until AS until FROM account
     WHERE favourite_until < $1 AND favourite_category_id IS NOT NULL ORDER BY account_id LIMIT $2 FOR UPDATE`,
    [today, accountsPerTransaction],
  );
  if (rows.length === 0) return 0;
  const ends = rows.map(({ account_id: accountId, category_id: categoryId, until }, index) => {
    const isRenewed = rules.atExpiry === 'renew' && rules.categories.includes(categoryId);
    return { accountId, place: index + 1, ...(isRenewed ? { categoryId, until: renewedUntil(until, rules.days, today) } : {}) };
  });
  await tx.query(
    `WITH head AS (UPDATE feed_head SET position = position + $2::bigint RETURNING position)
     UPDATE account a SET favourite_category_id = r."categoryId", favourite_until = r.until, changed_position = head.position - $2::bigint + r.place
     FROM head, json_to_recordset($1::json) AS r("accountId" text, "categoryId" text, until text, place bigint) WHERE a.account_id = r."accountId"`,
    [...recordset(ends), ends.length],
  );
  await tx.query(
    `INSERT INTO notification (notification_id, account_id, kind, facts, next_at_ms, too_late_at_ms, written_at_ms)
     SELECT 'favourite-renewed:' || r.until || ':' || r."accountId", r."accountId", 'favourite-renewed', jsonb_build_object('categoryId', r."categoryId", 'day', r.until), $2::bigint, $2::bigint + $3::bigint, $2::bigint
     FROM json_to_recordset($1::json) AS r("accountId" text, "categoryId" text, until text) JOIN profile p ON p.account_id = r."accountId" AND p.messages_allowed
     WHERE r.until IS NOT NULL ON CONFLICT (notification_id) DO NOTHING`,
    [...recordset(ends), nowMs, worthSendingMs['favourite-renewed']],
  );
  return ends.length;
}

/** As many days again, until today is one of them. */
function renewedUntil(until: string, days: number, today: string): string {
  let next = addDays(until, days);
  while (next < today) next = addDays(next, days);
  return next;
}

import type { BirthdayPoints } from '../../../agent/domain/bundle/bundle.ts';
import { birthdaysToGive } from '../../../agent/domain/bundle/birthdays-to-give.ts';
import { lotIdOf } from '../../../agent/domain/ledger/lot.ts';
import { maxAmount } from '../../../agent/domain/scalars.ts';
import { addDays } from '../../../agent/domain/time/calendar.ts';
import type { Database, Queryable } from '../database/database.ts';
import { worthSendingMs } from '../notifications/notification.ts';
import { claimJobs } from './claim-jobs.ts';

const accountsPerTransaction = 10_000;

/** Gives birthday points, once for each account and year, under `birthday:<year>:<account>`. May run twice and in several processes. Returns how many accounts got them. */
export async function giveBirthdayPoints(db: Database, rules: BirthdayPoints, today: string, nowMs: number): Promise<number> {
  const birthdays = birthdaysToGive(rules, today);
  let given = 0;
  for (;;) {
    const now = await db.transaction(async (tx) => {
      if (!(await claimJobs(tx))) return 0;
      const accountIds = await lockAccounts(tx, birthdays, rules.points);
      if (accountIds.length > 0) await give(tx, accountIds, birthdays, rules, today, nowMs);
      return accountIds.length;
    }, 'READ COMMITTED', 'idempotent');
    if (now === 0) return given;
    given += now;
  }
}

type Birthdays = ReturnType<typeof birthdaysToGive>;

/** Accounts that have one of these birthdays and no points for it yet. A balance that is full takes none. */
async function lockAccounts(tx: Queryable, birthdays: Birthdays, points: number): Promise<string[]> {
  const rows = await tx.query<{ account_id: string }>(
    `SELECT a.account_id FROM account a JOIN ${birthdayRows} ON a.birthday = b.day
     WHERE a.available_points + a.held_points + a.leased_points + a.pending_points <= $3 AND ${isNotGiven}
     ORDER BY a.account_id LIMIT $4 FOR UPDATE OF a`,
    [birthdays.map(({ day }) => day), birthdays.map(({ year }) => year), maxAmount - points, accountsPerTransaction],
  );
  return rows.map((row) => row.account_id);
}

const birthdayRows = 'unnest($1::text[], $2::int[]) AS b (day, year)';
const opId = "'birthday:' || b.year || ':' || a.account_id";
/** Neither to the account nor to one that was merged into it */
const isNotGiven = `NOT EXISTS (SELECT 1 FROM ledger_entry l WHERE l.op_id = ${opId})
       AND NOT EXISTS (SELECT 1 FROM account m JOIN ledger_entry l ON l.op_id = 'birthday:' || b.year || ':' || m.account_id WHERE m.merged_into = a.account_id)`;

/** Asked again under the lock: whoever had it before may have given. */
async function give(tx: Queryable, accountIds: readonly string[], birthdays: Birthdays, rules: BirthdayPoints, today: string, nowMs: number): Promise<void> {
  const expiresOn = rules.expiresAfterDays === undefined ? null : addDays(today, rules.expiresAfterDays);
  const lotId = expiresOn === null ? null : lotIdOf({ earnedOn: today, availableOn: today, expiresOn });
  await tx.query(
    `WITH due AS (
       SELECT a.account_id, a.programme_id, ${opId} AS op_id, a.available_points, a.available_points + a.held_points + a.leased_points AS balance, row_number() OVER (ORDER BY a.account_id) AS place
       FROM account a JOIN ${birthdayRows} ON a.birthday = b.day
       WHERE a.account_id = ANY($3) AND ${isNotGiven}
     ), head AS (
       UPDATE feed_head SET position = position + (SELECT count(*) FROM due) RETURNING position
     ), entries AS (
       INSERT INTO ledger_entry (account_id, programme_id, bucket, amount_minor, op_id, at_ms)
       SELECT account_id, programme_id, side.bucket, side.points, op_id, $5::bigint
       FROM due CROSS JOIN (VALUES ('available', $4::bigint), ('earned', -$4::bigint)) AS side (bucket, points)
     ), told AS (
       INSERT INTO notification (notification_id, account_id, kind, facts, next_at_ms, too_late_at_ms, written_at_ms)
       SELECT due.op_id, due.account_id, 'birthday', jsonb_build_object('points', $4::bigint, 'balance', due.available_points + $4::bigint), $5::bigint, $5::bigint + $8::bigint, $5::bigint
       FROM due JOIN profile p ON p.account_id = due.account_id AND p.messages_allowed ON CONFLICT (notification_id) DO NOTHING
     ), lots AS (
       INSERT INTO points_lot (account_id, lot_id, expires_on, pending, ready)
       SELECT account_id, $6::text, $7::text, 0, least($4::bigint, balance + $4::bigint) FROM due WHERE $6::text IS NOT NULL AND balance + $4::bigint > 0
       ON CONFLICT (account_id, lot_id) DO UPDATE SET ready = points_lot.ready + excluded.ready
     )
     UPDATE account a SET available_points = a.available_points + $4::bigint, changed_position = head.position - (SELECT count(*) FROM due) + due.place
     FROM due CROSS JOIN head WHERE a.account_id = due.account_id`,
    [birthdays.map(({ day }) => day), birthdays.map(({ year }) => year), accountIds, rules.points, nowMs, lotId, expiresOn, worthSendingMs.birthday],
  );
}

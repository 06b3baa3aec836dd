import type { Account } from '../../../agent/domain/customer/account.ts';
import { leasedOf } from '../../../agent/domain/ledger/move-lots.ts';
import { sameJson } from '../../../agent/domain/same-json.ts';
import { columns } from '../database/columns.ts';
import { recordset, TransactionConflict, type Queryable } from '../database/database.ts';
import { writeAllowances } from './allowance-rows.ts';
import { pendingPoints, type Books } from './books.ts';

/**
 * Writes the ledger, the holds, the allowances and the accounts' projections, and stamps every changed account with a feed position of its own.
 * The feed's lock is taken here, last of all locks, and kept to the commit.
 */
export async function writeBooks(tx: Queryable, books: Books): Promise<void> {
  await writeEntries(tx, books);
  await writeHolds(tx, books);
  await writeAllowances(tx, books);
  await writeLots(tx, books);
  await writeAccounts(tx, books);
}

async function writeEntries(tx: Queryable, books: Books): Promise<void> {
  if (books.entries.length === 0) return;
  await tx.query(
    `INSERT INTO ledger_entry (account_id, programme_id, bucket, amount_minor, op_id, at_ms)
     SELECT "accountId", "programmeId", bucket, points, "opId", $1::bigint FROM ${entryColumns.from(2)} AS r`,
    [books.nowMs, ...entryColumns.values(books.entries)],
  );
}

const entryColumns = columns({ accountId: 'text', programmeId: 'text', bucket: 'text', points: 'bigint', opId: 'text' });

async function writeHolds(tx: Queryable, books: Books): Promise<void> {
  const changed = [...books.changedHolds].flatMap((holdId) => books.holds.get(holdId) ?? []);
  if (changed.length === 0) return;
  const written = await tx.query(
    `INSERT INTO hold (hold_id, sale_id, account_id, points, state, expires_at_ms, created_at_ms, ended_at_ms)
     SELECT "holdId", "saleId", "accountId", points, state, "expiresAtMs", "createdAtMs", CASE WHEN state = 'active' THEN NULL ELSE $2::bigint END
     FROM json_to_recordset($1::json)
       AS r("holdId" text, "saleId" text, "accountId" text, points bigint, state text, "expiresAtMs" bigint, "createdAtMs" bigint)
     ON CONFLICT (hold_id) DO UPDATE SET state = excluded.state, ended_at_ms = excluded.ended_at_ms WHERE hold.account_id = excluded.account_id
     RETURNING hold.hold_id`,
    [...recordset(changed), books.nowMs],
  );
  // the account's lock does not keep the same id from another account
  if (written.length < changed.length) throw new TransactionConflict('a hold was asked for under this id for another account at the same moment');
}

/** Of an account whose lots moved, those that are gone are deleted, and those that changed are written. */
async function writeLots(tx: Queryable, books: Books): Promise<void> {
  const moved = [...books.accounts.values()].filter(({ account, before }) => account.lots !== before.lots || account.pending !== before.pending);
  const gone: LotRow[] = [];
  const changed: LotRow[] = [];
  for (const { account, before } of moved) {
    const now = lotRows(account);
    const then = lotRows(before);
    for (const [lotId, row] of then) if (!now.has(lotId)) gone.push(row);
    for (const [lotId, row] of now) if (!sameJson(row, then.get(lotId))) changed.push(row);
  }
  if (gone.length > 0) {
    await tx.query(
      `DELETE FROM points_lot l USING json_to_recordset($1::json) AS r("accountId" text, "lotId" text) WHERE l.account_id = r."accountId" AND l.lot_id = r."lotId"`,
      recordset(gone),
    );
  }
  if (changed.length === 0) return;
  await tx.query(
    `INSERT INTO points_lot (account_id, lot_id, available_on, expires_on, pending, ready)
     SELECT "accountId", "lotId", "availableOn", "expiresOn", pending, ready
     FROM json_to_recordset($1::json) AS r("accountId" text, "lotId" text, "availableOn" text, "expiresOn" text, pending bigint, ready bigint)
     ON CONFLICT (account_id, lot_id) DO UPDATE SET available_on = excluded.available_on, expires_on = excluded.expires_on, pending = excluded.pending, ready = excluded.ready`,
    recordset(changed),
  );
}

interface LotRow {
  accountId: string;
  lotId: string;
  availableOn?: string;
  expiresOn?: string;
  pending: number;
  ready: number;
}

/** By lot id. A lot may have both: points that arrived after its day are pending until the next settling. */
function lotRows({ accountId, lots = [], pending = [] }: Account): Map<string, LotRow> {
  const rows = new Map<string, LotRow>();
  for (const { points, ...lot } of lots) rows.set(lot.lotId, { accountId, ...lot, pending: 0, ready: points });
  for (const { points, ...lot } of pending) rows.set(lot.lotId, { accountId, ...lot, pending: points, ready: rows.get(lot.lotId)?.ready ?? 0 });
  return rows;
}

async function writeAccounts(tx: Queryable, books: Books): Promise<void> {
  const changed = [...books.accounts.values()].filter((booked) => booked.isChanged);
  if (changed.length === 0) return;
  const rows = changed.map((booked, index) => ({
    accountId: booked.account.accountId,
    available: booked.account.availablePoints,
    held: booked.heldPoints,
    leased: leasedOf(booked.account),
    pending: pendingPoints(booked.account),
    usage: unlessEmpty(booked.account.usage),
    purchases: booked.account.purchases ?? 0,
    lastOperations: unlessEmpty(booked.account.lastOperations),
    givenName: booked.account.givenName,
    birthday: booked.account.birthday,
    favouriteId: booked.account.favourite?.categoryId,
    favouriteUntil: booked.account.favourite?.until,
    favouriteChoices: booked.account.favouriteChoices,
    registeredWith: unlessEmpty(booked.account.registeredWith),
    ...daysOf(booked.purchasedOn),
    place: index + 1,
  }));
  const heads = await tx.query<{ position: number }>(
    `WITH head AS (
       UPDATE feed_head SET position = position + $1::bigint RETURNING position
     ), changed AS (
       UPDATE account SET available_points = r.available, held_points = r.held, leased_points = r.leased, pending_points = r.pending, usage = coalesce(r.usage, '[]'), purchases = r.purchases,
         last_operations = coalesce(r."lastOperations", '[]'),
         given_name = r."givenName", birthday = r.birthday, favourite_category_id = r."favouriteId", favourite_until = r."favouriteUntil",
         favourite_choices = r."favouriteChoices", registered_with = coalesce(r."registeredWith", '[]'),
         first_purchase_on = least(first_purchase_on, r."firstOn"), last_purchase_on = greatest(last_purchase_on, r."lastOn"),
         changed_position = (SELECT position FROM head) - $1::bigint + r.place
       FROM ${accountColumns.from(2)} AS r
       WHERE account.account_id = r."accountId"
     )
     SELECT position FROM head`,
    [changed.length, ...accountColumns.values(rows)],
  );
  if (heads[0] === undefined) throw new Error('feed_head has lost its row');
}

const accountColumns = columns({
  accountId: 'text', available: 'bigint', held: 'bigint', leased: 'bigint', pending: 'bigint', usage: 'jsonb', purchases: 'bigint', lastOperations: 'jsonb', givenName: 'text', birthday: 'text',
  favouriteId: 'text', favouriteUntil: 'text', favouriteChoices: 'jsonb', registeredWith: 'jsonb', firstOn: 'text', lastOn: 'text', place: 'bigint',
});

/** Most accounts have none of most lists. */
function unlessEmpty<Entry>(list: readonly Entry[] | undefined): readonly Entry[] | undefined {
  return list?.length === 0 ? undefined : list;
}

/** The first and the last of these days; nothing where there are none: the account's own then stay. */
function daysOf(days: readonly string[]): { firstOn?: string; lastOn?: string } {
  const sorted = days.toSorted();
  const [firstOn] = sorted;
  const lastOn = sorted.at(-1);
  return firstOn === undefined || lastOn === undefined ? {} : { firstOn, lastOn };
}

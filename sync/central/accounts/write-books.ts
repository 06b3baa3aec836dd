import { leasedOf } from '../../../agent/domain/ledger/move-lots.ts';
import { recordset, TransactionConflict, type Queryable } from '../database/database.ts';
import { writeAllowances } from './allowance-rows.ts';
import { pendingPoints, type BookedAccount, type Books } from './books.ts';

/**
 * Writes the ledger, the holds, the allowances and the accounts' projections, and stamps every changed account with a feed position of its own.
 * The feed's lock is taken here, last of all locks, and kept to the commit.
 * @returns position by account id, for the changed accounts
 */
export async function writeBooks(tx: Queryable, books: Books): Promise<ReadonlyMap<string, number>> {
  await writeEntries(tx, books);
  await writeHolds(tx, books);
  await writeAllowances(tx, books);
  await writeLots(tx, books);
  return await writeAccounts(tx, books);
}

async function writeEntries(tx: Queryable, books: Books): Promise<void> {
  if (books.entries.length === 0) return;
  await tx.query(
    `INSERT INTO ledger_entry (account_id, programme_id, bucket, amount_minor, op_id, at_ms)
     SELECT "accountId", "programmeId", bucket, points, "opId", $2::bigint
     FROM jsonb_to_recordset($1::jsonb) AS r("accountId" text, "programmeId" text, bucket text, points bigint, "opId" text)`,
    [...recordset(books.entries), books.nowMs],
  );
}

async function writeHolds(tx: Queryable, books: Books): Promise<void> {
  const changed = [...books.changedHolds].flatMap((holdId) => books.holds.get(holdId) ?? []);
  if (changed.length === 0) return;
  const written = await tx.query(
    `INSERT INTO hold (hold_id, sale_id, account_id, points, state, expires_at_ms, created_at_ms, ended_at_ms)
     SELECT "holdId", "saleId", "accountId", points, state, "expiresAtMs", "createdAtMs", CASE WHEN state = 'active' THEN NULL ELSE $2::bigint END
     FROM jsonb_to_recordset($1::jsonb)
       AS r("holdId" text, "saleId" text, "accountId" text, points bigint, state text, "expiresAtMs" bigint, "createdAtMs" bigint)
     ON CONFLICT (hold_id) DO UPDATE SET state = excluded.state, ended_at_ms = excluded.ended_at_ms WHERE hold.account_id = excluded.account_id
     RETURNING hold.hold_id`,
    [...recordset(changed), books.nowMs],
  );
  // the account's lock does not keep the same id from another account
  if (written.length < changed.length) throw new TransactionConflict('a hold was asked for under this id for another account at the same moment');
}

/** The lots of an account are few: where any of them moved, all are written afresh. */
async function writeLots(tx: Queryable, books: Books): Promise<void> {
  const moved = [...books.accounts.values()].filter(({ account, before }) => account.lots !== before.lots || account.pending !== before.pending);
  if (moved.length === 0) return;
  await tx.query('DELETE FROM points_lot WHERE account_id = ANY($1)', [moved.map(({ account }) => account.accountId)]);
  await tx.query(
    `INSERT INTO points_lot (account_id, lot_id, available_on, expires_on, pending, ready)
     SELECT "accountId", "lotId", "availableOn", "expiresOn", pending, ready
     FROM jsonb_to_recordset($1::jsonb) AS r("accountId" text, "lotId" text, "availableOn" text, "expiresOn" text, pending bigint, ready bigint)`,
    recordset(moved.flatMap(lotRows)),
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

/** A lot may have both: points that arrived after its day are pending until the next settling. */
function lotRows({ account: { accountId, lots = [], pending = [] } }: BookedAccount): LotRow[] {
  const rows = new Map<string, LotRow>();
  for (const { points, ...lot } of lots) rows.set(lot.lotId, { accountId, ...lot, pending: 0, ready: points });
  for (const { points, ...lot } of pending) rows.set(lot.lotId, { accountId, ...lot, pending: points, ready: rows.get(lot.lotId)?.ready ?? 0 });
  return [...rows.values()];
}

async function writeAccounts(tx: Queryable, books: Books): Promise<ReadonlyMap<string, number>> {
  const changed = [...books.accounts.values()].filter((booked) => booked.isChanged);
  if (changed.length === 0) return new Map();
  const heads = await tx.query<{ position: number }>('UPDATE feed_head SET position = position + $1::bigint RETURNING position', [changed.length]);
  const head = heads[0]?.position;
  if (head === undefined) throw new Error('feed_head has lost its row');
  const rows = changed.map((booked, index) => ({
    accountId: booked.account.accountId,
    available: booked.account.availablePoints,
    held: booked.heldPoints,
    leased: leasedOf(booked.account),
    pending: pendingPoints(booked.account),
    usage: booked.account.usage ?? [],
    purchases: booked.account.purchases ?? 0,
    givenName: booked.account.givenName,
    birthday: booked.account.birthday,
    ...daysOf(booked.purchasedOn),
    position: head - changed.length + 1 + index,
  }));
  await tx.query(
    `UPDATE account SET available_points = r.available, held_points = r.held, leased_points = r.leased, pending_points = r.pending, usage = r.usage, purchases = r.purchases,
       given_name = r."givenName", birthday = r.birthday,
       first_purchase_on = least(first_purchase_on, r."firstOn"), last_purchase_on = greatest(last_purchase_on, r."lastOn"),
       changed_position = r.position
     FROM jsonb_to_recordset($1::jsonb) AS r("accountId" text, available bigint, held bigint, leased bigint, pending bigint, usage jsonb, purchases bigint, "givenName" text, birthday text,
       "firstOn" text, "lastOn" text, position bigint)
     WHERE account.account_id = r."accountId"`,
    recordset(rows),
  );
  return new Map(rows.map((row) => [row.accountId, row.position]));
}

/** The first and the last of these days; nothing where there are none: the account's own then stay. */
function daysOf(days: readonly string[]): { firstOn?: string; lastOn?: string } {
  const sorted = days.toSorted();
  const [firstOn] = sorted;
  const lastOn = sorted.at(-1);
  return firstOn === undefined || lastOn === undefined ? {} : { firstOn, lastOn };
}

import { insertBundle } from '../bundles.ts';
import { insertRange } from '../cards/number-ranges.ts';
import { recordset, type Database, type Queryable } from '../database/database.ts';
import type { RootKey } from '../home/root-key.ts';
import { readMeta, settleMeta } from '../meta.ts';
import { insertMembers } from '../staff/staff-members.ts';
import type { Shop, ShopAccount } from './shop-folder.ts';

/**
 * Puts the shop's bundle in force and its customers with their opening balances into the ledger, its staff and the numbers of virtual cards: all or nothing, in a few statements.
 * @returns whether it did: once a database, whatever number of processes try
 */
export async function seedShop(db: Database, rootKey: RootKey, shop: Shop, nowMs: number): Promise<boolean> {
  const { programmeId } = shop.compiled.bundle;
  return await db.upkeep(async (tx) => {
    await tx.query('SELECT position FROM feed_head FOR UPDATE');
    if ((await readMeta(tx, 'seeded')) !== undefined) return false;
    await insertBundle(tx, rootKey, shop.bundleText, shop.compiled, nowMs);
    await insertAccounts(tx, programmeId, shop.accounts);
    await insertCards(tx, shop.accounts);
    await insertOpenings(tx, programmeId, shop.accounts, nowMs);
    await insertMembers(tx, shop.staff ?? [], nowMs);
    for (const { rangeId, ...range } of shop.ranges ?? []) await insertRange(tx, rangeId, range, nowMs);
    await settleMeta(tx, 'seeded', new Date(nowMs).toISOString());
    return true;
  });
}

async function insertAccounts(tx: Queryable, programmeId: string, accounts: readonly ShopAccount[]): Promise<void> {
  const heads = await tx.query<{ position: number }>('UPDATE feed_head SET position = position + $1::bigint RETURNING position', [accounts.length]);
  const before = (heads[0]?.position ?? 0) - accounts.length;
  const rows = accounts.map((account, index) => ({
    ...account, favouriteCategoryId: account.favourite?.categoryId, favouriteUntil: account.favourite?.until, position: before + 1 + index,
  }));
  await tx.query(
    `INSERT INTO account (account_id, programme_id, tier, given_name, birthday, favourite_category_id, favourite_until,
       available_points, held_points, changed_position)
     SELECT "accountId", $2, tier, "givenName", birthday, "favouriteCategoryId", "favouriteUntil", "openingPoints", 0, position
     FROM jsonb_to_recordset($1::jsonb) AS r("accountId" text, tier text, "givenName" text, birthday text,
       "favouriteCategoryId" text, "favouriteUntil" text, "openingPoints" bigint, position bigint)`,
    [...recordset(rows), programmeId],
  );
}

async function insertCards(tx: Queryable, accounts: readonly ShopAccount[]): Promise<void> {
  const rows = accounts.flatMap(({ accountId, cards }) => cards.map(({ number, state }) => ({ number, accountId, state })));
  await tx.query(
    `INSERT INTO card (number, account_id, state)
     SELECT number, "accountId", state FROM jsonb_to_recordset($1::jsonb) AS r(number text, "accountId" text, state text)`,
    recordset(rows),
  );
}

async function insertOpenings(tx: Queryable, programmeId: string, accounts: readonly ShopAccount[], nowMs: number): Promise<void> {
  const rows = accounts.filter((account) => account.openingPoints !== 0).map(({ accountId, openingPoints }) => ({ accountId, openingPoints }));
  await tx.query(
    `INSERT INTO ledger_entry (account_id, programme_id, bucket, amount_minor, op_id, at_ms)
     SELECT r."accountId", $2, side.bucket, side.sign * r."openingPoints", 'opening:' || r."accountId", $3::bigint
     FROM jsonb_to_recordset($1::jsonb) AS r("accountId" text, "openingPoints" bigint)
     CROSS JOIN (VALUES ('available', 1), ('opening', -1)) AS side(bucket, sign)`,
    [...recordset(rows), programmeId, nowMs],
  );
}

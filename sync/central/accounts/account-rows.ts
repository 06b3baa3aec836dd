import type { AccountCard } from '../../../agent/domain/cards/account-card.ts';
import type { Account, Allowance, Hold, PendingPoints, PointsLot } from '../../../agent/domain/customer/account.ts';
import type { LastOperation } from '../../../agent/domain/customer/last-operation.ts';
import { withPending } from '../../../agent/domain/ledger/move-lots.ts';
import type { ProtocolVersion } from '../../protocol/messages.ts';
import type { Queryable } from '../database/database.ts';

/** What `accountColumns` selects. */
export interface AccountRow {
  account_id: string;
  programme_id: string;
  tier: string;
  given_name: string | null;
  birthday: string | null;
  favourite_category_id: string | null;
  favourite_until: string | null;
  available_points: number;
  held_points: number;
  changed_position: number;
  joined_on: string | null;
  segments: string[];
  offers: NonNullable<Account['offers']>;
  usage: NonNullable<Account['usage']>;
  purchases: number;
  cards: AccountCard[];
  last_operations: LastOperation[];
  holds: Hold[];
  allowances: Allowance[];
  lots: PointsLot[];
  pending: PendingPoints[];
  merged_ids: string[];
  merged_into: string | null;
  registered_with: string[];
  favourite_choices: NonNullable<Account['favouriteChoices']> | null;
  phone_hash: string | null;
  phone_verified: boolean;
}

/** What an account has several of: the rows of one table, as one list. */
interface ListColumn {
  name: keyof AccountLists;
  from: string;
  /** Of the account that a row belongs to */
  owner: string;
  where?: string;
  list: string;
}

type AccountLists = Pick<AccountRow, 'cards' | 'holds' | 'allowances' | 'lots' | 'pending' | 'merged_ids'>;

const listColumns: readonly ListColumn[] = [
  {
    name: 'cards', from: 'card c', owner: 'c.account_id',
    list: `jsonb_agg(jsonb_strip_nulls(jsonb_build_object('number', c.number, 'state', c.state, 'neverActivated', c.never_activated,
       'replacedBy', c.replaced_by, 'blocks', c.blocks)) ORDER BY c.number)`,
  },
  {
    name: 'holds', from: 'hold h', owner: 'h.account_id', where: "h.state = 'active'",
    list: "jsonb_agg(jsonb_build_object('holdId', h.hold_id, 'points', h.points, 'expiresAtMs', h.expires_at_ms) ORDER BY h.created_at_ms, h.hold_id)",
  },
  {
    name: 'allowances', from: 'allowance w', owner: 'w.account_id', where: "w.state IN ('granted', 'recalled')",
    list: `jsonb_agg(jsonb_strip_nulls(jsonb_build_object('allowanceId', w.allowance_id, 'tillId', w.till_id, 'storeId', w.store_id, 'journalId', w.journal_id,
       'points', w.points, 'expiresAtMs', w.expires_at_ms, 'recalled', CASE WHEN w.state = 'recalled' THEN TRUE END)) ORDER BY w.granted_at_ms, w.allowance_id)`,
  },
  {
    name: 'lots', from: 'points_lot l', owner: 'l.account_id', where: 'l.ready > 0',
    list: `jsonb_agg(jsonb_build_object('lotId', l.lot_id, 'points', l.ready, 'expiresOn', l.expires_on) ORDER BY l.expires_on, l.lot_id COLLATE "C")`,
  },
  {
    name: 'pending', from: 'points_lot l', owner: 'l.account_id', where: 'l.pending > 0',
    list: `jsonb_agg(jsonb_strip_nulls(jsonb_build_object('lotId', l.lot_id, 'points', l.pending, 'availableOn', l.available_on, 'expiresOn', l.expires_on))
       ORDER BY l.available_on, l.expires_on, l.lot_id COLLATE "C")`,
  },
  { name: 'merged_ids', from: 'account m', owner: 'm.merged_into', list: 'jsonb_agg(m.account_id ORDER BY m.account_id)' },
];

/** Columns of one account `a` that stand in its own row: `completeAccounts` adds the others. */
export const ownAccountColumns = `a.account_id, a.programme_id, a.tier, a.given_name, a.birthday, a.favourite_category_id, a.favourite_until,
  a.available_points, a.held_points, a.changed_position, a.joined_on, a.segments, a.offers, a.usage, a.purchases, a.last_operations, a.merged_into,
  a.registered_with, a.favourite_choices, a.phone_hash, a.phone_verified`;

const whereAnd = (where: string | undefined): string => (where === undefined ? '' : ` AND ${where}`);

/** Columns of one account `a` with its cards, active holds, allowances that have not ended, and lots. */
export const accountColumns = [
  ownAccountColumns,
  ...listColumns.map(({ name, from, owner, where, list }) => `(SELECT coalesce(${list}, '[]'::jsonb) FROM ${from} WHERE ${owner} = a.account_id${whereAnd(where)}) AS ${name}`),
].join(', ');

/** What `ownAccountColumns` selects. */
export type OwnAccountRow = Omit<AccountRow, keyof AccountLists>;

const listsSql = listColumns
  .filter(({ name }) => name !== 'cards')
  .map(({ name, from, owner, where, list }) => `SELECT '${name}' AS name, ${owner} AS account_id, ${list} AS list, NULL AS number, NULL AS state, NULL::boolean AS never_activated, NULL AS replaced_by, NULL::jsonb AS blocks
    FROM ${from} WHERE ${owner} = ANY($1)${whereAnd(where)} GROUP BY ${owner}`)
  .concat("SELECT 'cards', account_id, NULL, number, state, never_activated, replaced_by, blocks FROM card WHERE account_id = ANY($1)")
  .join(' UNION ALL ');

type ListRow =
  | { name: Exclude<keyof AccountLists, 'cards'>; account_id: string; list: never }
  | { name: 'cards'; account_id: string; number: string; state: AccountCard['state']; never_activated: true | null; replaced_by: string | null; blocks: NonNullable<AccountCard['blocks']> | null };

/**
 * Rows of many accounts with all that `accountColumns` tells. Most have a card and nothing else: each table is asked once for all of them, not six times for each,
 * and cards come as plain columns: to make a list of one object of each cost the database more than all else of this.
 */
export async function completeAccounts<Row extends OwnAccountRow>(tx: Queryable, rows: readonly Row[]): Promise<(Row & AccountLists)[]> {
  if (rows.length === 0) return [];
  const complete = new Map(rows.map((row): [string, Row & AccountLists] => [row.account_id, { ...row, cards: [], holds: [], allowances: [], lots: [], pending: [], merged_ids: [] }]));
  for (const found of await tx.query<ListRow>(listsSql, [[...complete.keys()]])) {
    const row = complete.get(found.account_id);
    if (row === undefined) continue;
    if (found.name === 'cards') row.cards.push(cardOf(found));
    else row[found.name] = found.list;
  }
  for (const { cards } of complete.values()) if (cards.length > 1) cards.sort((one, other) => (one.number < other.number ? -1 : 1));
  return [...complete.values()];
}

function cardOf({ number, state, never_activated, replaced_by, blocks }: ListRow & { name: 'cards' }): AccountCard {
  return {
    number, state, ...(never_activated === null ? {} : { neverActivated: never_activated }), ...(replaced_by === null ? {} : { replacedBy: replaced_by }), ...(blocks === null ? {} : { blocks }),
  };
}

/** The account as a till of this protocol can read it: an old one knows neither pending points nor allowances, nor accounts that were merged, nor what a person did besides buying. */
export function accountForTill(row: AccountRow, protocol: ProtocolVersion): Account {
  const account = accountFromRow(row);
  if (protocol > 1) return account;
  const { allowances: _unknown, mergedIds: _ids, mergedInto: _into, lastOperations: _last, phone: _phone, registeredWith: _answered, favouriteChoices: _choices, cards, ...known } = withPending(account, []);
  return { ...known, cards: cards.map(({ number, state }) => ({ number, state })) };
}

/** The account as it is in the books. */
export function accountFromRow(row: AccountRow): Account {
  return {
    accountId: row.account_id,
    tier: row.tier,
    ...(row.given_name === null ? {} : { givenName: row.given_name }),
    ...(row.birthday === null ? {} : { birthday: row.birthday }),
    ...(row.favourite_category_id === null || row.favourite_until === null
      ? {}
      : { favourite: { categoryId: row.favourite_category_id, until: row.favourite_until } }),
    availablePoints: row.available_points,
    holds: row.holds,
    ...(row.joined_on === null ? {} : { joinedOn: row.joined_on }),
    purchases: row.purchases,
    ...unlessEmpty('segments', row.segments),
    ...unlessEmpty('offers', row.offers),
    ...unlessEmpty('usage', row.usage),
    ...unlessEmpty('lastOperations', row.last_operations),
    ...unlessEmpty('lots', row.lots),
    ...unlessEmpty('pending', row.pending),
    ...unlessEmpty('allowances', row.allowances),
    cards: row.cards,
    // what is left of a merged account is nobody's
    ...(row.phone_hash === null || row.merged_into !== null ? {} : { phone: { hash: row.phone_hash, ...(row.phone_verified ? { verified: true as const } : {}) } }),
    ...unlessEmpty('registeredWith', row.registered_with),
    ...(row.favourite_choices === null ? {} : { favouriteChoices: row.favourite_choices }),
    ...unlessEmpty('mergedIds', row.merged_ids),
    ...(row.merged_into === null ? {} : { mergedInto: row.merged_into }),
  };
}

/** What an account has nothing of is left out: a million rows travel. */
function unlessEmpty<Name extends string, Entry>(name: Name, entries: Entry[]): Partial<Record<Name, Entry[]>> {
  return entries.length === 0 ? {} : ({ [name]: entries } as Partial<Record<Name, Entry[]>>);
}

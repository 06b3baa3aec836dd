import type { Queryable } from '../database/database.ts';
import { allowanceColumns, allowanceFromRow, type AllowanceRow } from './allowance-rows.ts';
import { accountFromRow, completeAccounts, ownAccountColumns, type OwnAccountRow } from './account-rows.ts';
import type { Books, HoldRecord, HoldState } from './books.ts';

/**
 * Locks these accounts (always in the order of their ids, so that two transactions cannot wait for one another) and reads them
 * with their active holds and live allowances, and the named ones. Unknown accounts are left out. A hold or an allowance changes only under its account's lock.
 */
export async function openBooks(tx: Queryable, accountIds: Iterable<string>, holdIds: Iterable<string>, nowMs: number, allowanceIds: Iterable<string> = []): Promise<Books> {
  const ids = [...new Set(accountIds)];
  const books: Books = { nowMs, accounts: new Map(), holds: new Map(), allowances: new Map(), entries: [], changedHolds: new Set(), changedAllowances: new Set() };
  if (ids.length === 0) return books;
  // A statement that had to wait for a row gets it as it is now, but sees the other tables as they were before: those are read by later ones.
  const locked = await tx.query<OwnAccountRow>(`SELECT ${ownAccountColumns} FROM account a WHERE a.account_id = ANY($1) ORDER BY a.account_id FOR UPDATE`, [ids]);
  for (const row of await completeAccounts(tx, locked)) {
    const account = accountFromRow(row);
    books.accounts.set(row.account_id, {
      account, before: account, programmeId: row.programme_id, heldPoints: row.held_points, isChanged: false, purchasedOn: [],
    });
  }
  const holds = await tx.query<HoldRow>(
    `SELECT hold_id, sale_id, account_id, points, state, expires_at_ms, created_at_ms FROM hold
     WHERE (account_id = ANY($1) AND state = 'active') OR hold_id = ANY($2)`,
    [ids, [...new Set(holdIds)]],
  );
  for (const row of holds) books.holds.set(row.hold_id, holdFromRow(row));
  await readAllowances(tx, books, [...new Set(allowanceIds)]);
  return books;
}

/** Most accounts have none, and nothing is asked for them. */
async function readAllowances(tx: Queryable, books: Books, named: readonly string[]): Promise<void> {
  const owners = [...books.accounts.values()].flatMap(({ account }) => (account.allowances === undefined ? [] : [account.accountId]));
  if (owners.length + named.length === 0) return;
  const rows = await tx.query<AllowanceRow>(
    `SELECT ${allowanceColumns} FROM allowance WHERE (account_id = ANY($1) AND state IN ('granted', 'recalled')) OR allowance_id = ANY($2)`,
    [owners, named],
  );
  for (const row of rows) books.allowances.set(row.allowance_id, allowanceFromRow(row));
}

interface HoldRow {
  hold_id: string;
  sale_id: string;
  account_id: string;
  points: number;
  state: HoldState;
  expires_at_ms: number;
  created_at_ms: number;
}

function holdFromRow(row: HoldRow): HoldRecord {
  return {
    holdId: row.hold_id, saleId: row.sale_id, accountId: row.account_id, points: row.points,
    state: row.state, expiresAtMs: row.expires_at_ms, createdAtMs: row.created_at_ms,
  };
}

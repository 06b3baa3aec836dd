import type { Account } from '../../../agent/domain/customer/account.ts';
import { monthOf } from '../../../agent/domain/customer/favourite-rules.ts';
import { recordset, type Queryable } from '../database/database.ts';

/** One choice that arrived. `atMs` is when it arrived where the till's clock was `suspect`. */
export interface FavouriteChoice {
  readonly opId: string;
  readonly accountId: string;
  readonly categoryId: string;
  readonly from: string;
  readonly until: string;
  readonly atMs: number;
  readonly journalId: string;
  readonly seq: number;
  readonly wins: boolean;
}

/** Choices of accounts that are locked in this transaction. */
export interface FavouriteBooks {
  readonly byAccount: Map<string, readonly FavouriteChoice[]>;
  readonly changed: Set<string>;
  /** Operations that had won and have lost since */
  readonly displaced: Set<string>;
}

interface SettledChoices {
  choices: FavouriteChoice[];
  /** Ids of those that won before and win no more */
  lost: string[];
  /** What the account says of it */
  shown: Pick<Account, 'favourite' | 'favouriteChoices'>;
}

/** Says which choices of the month count: the first by (time, journal, seq). The latest that counts is the favourite. */
export function settleChoices(choices: readonly FavouriteChoice[], month: string, perMonth: number): SettledChoices {
  const winning = new Set(choices.filter(({ from }) => monthOf(from) === month).toSorted(compareChoices).slice(0, perMonth).map(({ opId }) => opId));
  const settled = choices.map((choice) => (monthOf(choice.from) === month ? { ...choice, wins: winning.has(choice.opId) } : choice));
  const counting = settled.filter(({ wins }) => wins).toSorted(compareChoices);
  const last = counting.at(-1);
  return {
    choices: settled,
    lost: choices.filter(({ wins, opId, from }) => wins && monthOf(from) === month && !winning.has(opId)).map(({ opId }) => opId),
    shown: last === undefined ? {} : {
      favourite: { categoryId: last.categoryId, until: last.until },
      favouriteChoices: { month: monthOf(last.from), times: counting.filter(({ from }) => monthOf(from) === monthOf(last.from)).length },
    },
  };
}

function compareChoices(one: FavouriteChoice, other: FavouriteChoice): number {
  if (one.atMs !== other.atMs) return one.atMs - other.atMs;
  if (one.journalId !== other.journalId) return one.journalId < other.journalId ? -1 : 1;
  return one.seq - other.seq;
}

/** Reads the choices of these accounts, which the caller has locked: a choice changes only under its account's lock. */
export async function openFavourites(tx: Queryable, accountIds: readonly string[]): Promise<FavouriteBooks> {
  const books: FavouriteBooks = { byAccount: new Map(), changed: new Set(), displaced: new Set() };
  if (accountIds.length === 0) return books;
  const rows = await tx.query<FavouriteChoice>(
    `SELECT op_id AS "opId", account_id AS "accountId", category_id AS "categoryId", from_day AS "from", until_day AS "until", at_ms AS "atMs", journal_id AS "journalId", seq, wins
     FROM favourite_choice WHERE account_id = ANY($1)`,
    [accountIds],
  );
  for (const [accountId, choices] of Map.groupBy(rows, (row) => row.accountId)) books.byAccount.set(accountId, choices);
  return books;
}

/** Writes what changed, and parks those that won before. Operations of this batch have their verdicts already. */
export async function writeFavourites(tx: Queryable, { byAccount, changed, displaced }: FavouriteBooks): Promise<void> {
  const rows = [...changed].flatMap((accountId) => byAccount.get(accountId) ?? []);
  if (rows.length === 0) return;
  await tx.query(
    `INSERT INTO favourite_choice (op_id, account_id, category_id, from_day, until_day, at_ms, journal_id, seq, wins)
     SELECT "opId", "accountId", "categoryId", "from", "until", "atMs", "journalId", seq, wins
     FROM json_to_recordset($1::json) AS r("opId" text, "accountId" text, "categoryId" text, "from" text, "until" text, "atMs" bigint, "journalId" text, seq bigint, wins boolean)
     ON CONFLICT (op_id) DO UPDATE SET wins = excluded.wins`,
    recordset(rows),
  );
  if (displaced.size > 0) await tx.query("UPDATE operation SET verdict = 'parked', reason = 'favourite-chosen-before' WHERE op_id = ANY($1) AND verdict = 'applied'", [[...displaced]]);
}

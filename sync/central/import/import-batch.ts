import { addLots, keepWithinBalance } from '../../../agent/domain/ledger/move-lots.ts';
import { lotIdOf } from '../../../agent/domain/ledger/lot.ts';
import { maxAmount } from '../../../agent/domain/scalars.ts';
import { post, roomFor, type Books } from '../accounts/books.ts';
import { openBooks } from '../accounts/open-books.ts';
import { writeBooks } from '../accounts/write-books.ts';
import { recordset, type Queryable } from '../database/database.ts';
import { assertStillApart, readRedirects } from '../merging/redirects.ts';
import type { ImportReject, ImportRow } from './import-row.ts';

export interface ImportOptions {
  programmeId: string;
  /** Makes the ids of the postings: the same file is booked once */
  fileId: string;
  today: string;
  nowMs: number;
  isDryRun: boolean;
}

/** Takes rows in one transaction. Answers those that what is stored already refuses; nothing of them is taken. */
export async function importBatch(tx: Queryable, named: readonly ImportRow[], options: ImportOptions): Promise<ImportReject[]> {
  const redirects = await readRedirects(tx, [...new Set(named.map(({ accountId }) => accountId))]);
  const rows = named.map((row) => ({ ...row, accountId: redirects.get(row.accountId) ?? row.accountId }));
  const owners = await readOwners(tx, rows);
  const rejects: ImportReject[] = [];
  const sums = new Map<string, number>();
  const taken = rows.filter(({ card, accountId, line, points }) => {
    const owner = owners.get(card) ?? accountId;
    const sum = (sums.get(accountId) ?? 0) + points;
    if (owner !== accountId) rejects.push({ line, reason: `card ${card} belongs to account ${owner}` });
    else if (sum > maxAmount) rejects.push(tooMany(line, accountId));
    else {
      owners.set(card, owner);
      sums.set(accountId, sum);
      return true;
    }
    return false;
  });
  if (options.isDryRun || taken.length === 0) return rejects;
  const known = await lockKnown(tx, taken);
  await assertStillApart(tx, [...known]);
  await insertAccounts(tx, taken.filter(({ accountId }) => !known.has(accountId)), options);
  await insertCards(tx, taken);
  return [...rejects, ...(await bookPoints(tx, taken.filter(({ accountId }) => known.has(accountId)), options))];
}

async function readOwners(tx: Queryable, rows: readonly ImportRow[]): Promise<Map<string, string>> {
  const found = await tx.query<{ number: string; account_id: string }>('SELECT number, account_id FROM card WHERE number = ANY($1)', [rows.map(({ card }) => card)]);
  return new Map(found.map(({ number, account_id }) => [number, account_id]));
}

async function lockKnown(tx: Queryable, rows: readonly ImportRow[]): Promise<ReadonlySet<string>> {
  const ids = [...new Set(rows.map(({ accountId }) => accountId))];
  const found = await tx.query<{ account_id: string }>('SELECT account_id FROM account WHERE account_id = ANY($1) ORDER BY account_id FOR UPDATE', [ids]);
  return new Set(found.map(({ account_id }) => account_id));
}

/** New accounts with their points: no locks, one statement for each table. The first row of an account says who they are. */
async function insertAccounts(tx: Queryable, rows: readonly ImportRow[], { programmeId, fileId, today, nowMs }: ImportOptions): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `WITH r AS (
       SELECT * FROM json_to_recordset($1::json) AS r(line bigint, "accountId" text, tier text, "givenName" text, birthday text, "joinedOn" text, segments jsonb,
         points bigint, "expiresOn" text)
     ), new AS (
       SELECT DISTINCT ON ("accountId") *, sum(points) OVER (PARTITION BY "accountId")::bigint AS all_points FROM r ORDER BY "accountId", line
     ), head AS (
       UPDATE feed_head SET position = position + (SELECT count(*) FROM new) RETURNING position
     ), accounts AS (
       INSERT INTO account (account_id, programme_id, tier, given_name, birthday, joined_on, segments, available_points, held_points, changed_position)
       SELECT "accountId", $2, tier, "givenName", birthday, "joinedOn", segments, all_points, 0,
         head.position - (SELECT count(*) FROM new) + row_number() OVER (ORDER BY "accountId")
       FROM new CROSS JOIN head RETURNING account_id
     ), lots AS (
       INSERT INTO points_lot (account_id, lot_id, expires_on, pending, ready)
       SELECT "accountId", $5::text || '.' || $5::text || '.' || "expiresOn", "expiresOn", 0, sum(points) FROM r
       WHERE points > 0 AND "expiresOn" IS NOT NULL GROUP BY "accountId", "expiresOn"
     )
     INSERT INTO ledger_entry (account_id, programme_id, bucket, amount_minor, op_id, at_ms)
     SELECT "accountId", $2, side.bucket, side.sign * points, 'import:' || $3::text || ':' || line, $4::bigint
     FROM r CROSS JOIN (VALUES ('available', 1), ('opening', -1)) AS side (bucket, sign) WHERE points > 0`,
    [...recordset(rows), programmeId, fileId, nowMs, today],
  );
}

async function insertCards(tx: Queryable, rows: readonly ImportRow[]): Promise<void> {
  await tx.query(
    `INSERT INTO card (number, account_id, state) SELECT card, "accountId", state
     FROM json_to_recordset($1::json) AS r(card text, "accountId" text, state text) ON CONFLICT (number) DO NOTHING`,
    recordset(rows.map(({ card, accountId, state }) => ({ card, accountId, state }))),
  );
}

/** Points for accounts that were there before, from another batch or another file, where they are not booked yet. */
async function bookPoints(tx: Queryable, rows: readonly ImportRow[], options: ImportOptions): Promise<ImportReject[]> {
  const opIdOf = ({ line }: ImportRow) => `import:${options.fileId}:${line}`;
  const withPoints = rows.filter(({ points }) => points > 0);
  const booked = await tx.query<{ op_id: string }>('SELECT op_id FROM ledger_entry WHERE op_id = ANY($1)', [withPoints.map(opIdOf)]);
  const done = new Set(booked.map(({ op_id }) => op_id));
  const open = withPoints.filter((row) => !done.has(opIdOf(row)));
  if (open.length === 0) return [];
  const books = await openBooks(tx, open.map(({ accountId }) => accountId), [], options.nowMs);
  const rejects = open.flatMap((row) => bookRow(books, row, opIdOf(row), options.today));
  await writeBooks(tx, books);
  return rejects;
}

function tooMany(line: number, accountId: string): ImportReject {
  return { line, reason: `account ${accountId} cannot take so many points` };
}

function bookRow(books: Books, { line, accountId, points, expiresOn }: ImportRow, opId: string, today: string): ImportReject[] {
  const booked = books.accounts.get(accountId);
  if (booked === undefined || roomFor(booked) < points) return [tooMany(line, accountId)];
  const ready = expiresOn === undefined ? [] : [{ lotId: lotIdOf({ earnedOn: today, availableOn: today, expiresOn }), points, expiresOn }];
  post(books, accountId, opId, [{ bucket: 'available', points }, { bucket: 'opening', points: -points }], (account) =>
    keepWithinBalance(addLots({ ...account, availablePoints: account.availablePoints + points }, { pending: [], ready })));
  return [];
}

import { foldedFrom, stateOf, toldCard, type AccountCard, type FoldedCard } from '../../../agent/domain/cards/account-card.ts';
import { foldCards, type CardEvent, type CardFold } from '../../../agent/domain/cards/card-fold.ts';
import type { CardBody } from '../../../agent/domain/operations/card-operations.ts';
import { sameJson } from '../../../agent/domain/same-json.ts';
import { recordset, type Queryable } from '../database/database.ts';
import { readRedirects, redirected, type Redirects } from '../merging/redirects.ts';

/** An operation on a card, and from whom it is. */
export interface CardRecord extends CardEvent {
  readonly tillId: string;
  /** It counts for no fold: what was wrong with it does not depend on what else comes */
  readonly isRefused: boolean;
}

/** All that was ever done to some cards and to those that they are linked with, in memory for one transaction. */
export interface CardBooks {
  readonly openings: Map<string, FoldedCard>;
  readonly records: CardRecord[];
  /** Of this transaction */
  readonly added: CardRecord[];
  /** Of number pools that operations name, whose journal it is */
  readonly poolJournals: ReadonlyMap<string, string>;
  readonly before: CardFold;
  /** Undefined where operations were added since it was made: ask `foldOf` */
  fold: CardFold | undefined;
  /** Cards whose opening is not stored yet */
  readonly newOpenings: Set<string>;
}

/** Any number that no other lock has */
const cardLock = 731_760;

/**
 * Reads what was done to these cards, and keeps others from doing more to any card until the transaction ends (after the counters of honouring, before the accounts):
 * what is done to cards is rare beside sales, and two cards may become linked by an operation that nobody has seen.
 */
export async function openCards(tx: Queryable, bodies: readonly CardBody[]): Promise<CardBooks> {
  const none = { cards: new Map<string, FoldedCard>(), lost: new Map() };
  const books: CardBooks = { openings: new Map(), records: [], added: [], poolJournals: new Map(), before: none, fold: none, newOpenings: new Set() };
  if (bodies.length === 0) return books;
  await tx.query('SELECT pg_advisory_xact_lock($1::bigint)', [cardLock]);
  const numbers = await readLinked(tx, bodies.flatMap(numbersOf));
  const rows = await tx.query<RecordRow>(
    `SELECT op_id, journal_id, seq, till_id, order_ms, body, refused FROM card_operation WHERE card_number = ANY($1) OR new_card_number = ANY($1)`, [numbers],
  );
  const known = rows.map(recordOf);
  const openings = await readOpenings(tx, numbers);
  const redirects = await readRedirects(tx, [...openings.map(({ card }) => card?.accountId ?? ''), ...known.map(({ body }) => body.payload.accountId ?? '')]);
  for (const { number, card, isStored } of openings) {
    if (card !== undefined) books.openings.set(number, { ...card, accountId: redirects.get(card.accountId) ?? card.accountId });
    if (!isStored) books.newOpenings.add(number);
  }
  books.records.push(...known.map((record) => ({ ...record, body: redirectedCard(record.body, redirects) })));
  const fold = foldAnew(books);
  return { ...books, poolJournals: await readPools(tx, bodies), before: fold, fold };
}

/** Takes one more operation; one that is examined again takes the place of what was made of it before. */
export function addCard(books: CardBooks, record: CardRecord): void {
  for (const list of [books.records, books.added]) {
    const at = list.findIndex(({ opId }) => opId === record.opId);
    if (at >= 0) list.splice(at, 1);
    list.push(record);
  }
  if (!record.isRefused) books.fold = undefined;
}

/** The cards with all that was taken so far. */
export function foldOf(books: CardBooks): CardFold {
  return (books.fold ??= foldAnew(books));
}

export function numbersOf({ kind, payload }: CardBody): string[] {
  return kind === 'card-replaced' ? [payload.cardNumber, payload.newCardNumber] : [payload.cardNumber];
}

/** Writes the operations, how their cards stood before the first of them, and the cards as they are now. */
export async function writeCards(tx: Queryable, books: CardBooks): Promise<void> {
  if (books.added.length === 0) return;
  const openings = [...books.newOpenings].map((number) => ({ number, accountId: books.openings.get(number)?.accountId, card: openingOf(books, number) }));
  await tx.query(
    `INSERT INTO card_opening (number, account_id, card) SELECT number, "accountId", card
     FROM jsonb_to_recordset($1::jsonb) AS r(number text, "accountId" text, card jsonb) ON CONFLICT (number) DO NOTHING`,
    recordset(openings),
  );
  await tx.query(
    `INSERT INTO card_operation (op_id, journal_id, seq, till_id, card_number, new_card_number, order_ms, body, refused)
     SELECT "opId", "journalId", seq, "tillId", number, "newNumber", "orderMs", body, "isRefused" FROM jsonb_to_recordset($1::jsonb)
       AS r("opId" text, "journalId" text, seq bigint, "tillId" text, number text, "newNumber" text, "orderMs" bigint, body jsonb, "isRefused" boolean)
     ON CONFLICT (op_id) DO UPDATE SET refused = excluded.refused`,
    recordset(books.added.map((record) => ({ ...record, number: record.body.payload.cardNumber, newNumber: numbersOf(record.body)[1] ?? null }))),
  );
  const { cards } = foldOf(books);
  const changed = [...cards.values()].filter((card) => !sameJson(card, books.before.cards.get(card.number)));
  const gone = [...books.before.cards.keys()].filter((number) => !cards.has(number));
  await tx.query('DELETE FROM card WHERE number = ANY($1)', [gone]);
  await tx.query(
    `INSERT INTO card (number, account_id, state, never_activated, replaced_by, blocks)
     SELECT number, "accountId", state, "neverActivated", "replacedBy", blocks FROM jsonb_to_recordset($1::jsonb)
       AS r(number text, "accountId" text, state text, "neverActivated" boolean, "replacedBy" text, blocks jsonb)
     ON CONFLICT (number) DO UPDATE SET account_id = excluded.account_id, state = excluded.state, never_activated = excluded.never_activated,
       replaced_by = excluded.replaced_by, blocks = excluded.blocks`,
    recordset(changed.map((card) => ({ ...toldCard(card), accountId: card.accountId, state: stateOf(card) }))),
  );
}

function foldAnew({ openings, records }: Pick<CardBooks, 'openings' | 'records'>): CardFold {
  return foldCards([...openings.values()], records.filter(({ isRefused }) => !isRefused));
}

function openingOf(books: CardBooks, number: string): AccountCard | null {
  const card = books.openings.get(number);
  return card === undefined ? null : toldCard(card);
}

/** These numbers and all that replacements link them with, whether those went or not. */
async function readLinked(tx: Queryable, numbers: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ number: string }>(
    `WITH RECURSIVE linked (number) AS (
       SELECT unnest($1::text[])
       UNION
       SELECT unnest(ARRAY[o.card_number, o.new_card_number]) FROM linked l
       JOIN card_operation o ON (o.card_number = l.number OR o.new_card_number = l.number) AND o.new_card_number IS NOT NULL
     ) SELECT number FROM linked`,
    [[...new Set(numbers)]],
  );
  return rows.map(({ number }) => number);
}

interface Opening {
  number: string;
  card: FoldedCard | undefined;
  isStored: boolean;
}

/** As it was stored before the first operation; where there was none yet, the card as it is. */
async function readOpenings(tx: Queryable, numbers: readonly string[]): Promise<Opening[]> {
  const rows = await tx.query<{ number: string; account_id: string | null; card: AccountCard | null; is_stored: boolean }>(
    `SELECT n.number, CASE WHEN o.number IS NULL THEN c.account_id ELSE o.account_id END AS account_id,
       CASE WHEN o.number IS NULL THEN CASE WHEN c.number IS NULL THEN NULL ELSE jsonb_build_object('number', c.number, 'state', c.state) END ELSE o.card END AS card,
       o.number IS NOT NULL AS is_stored
     FROM unnest($1::text[]) AS n (number) LEFT JOIN card_opening o ON o.number = n.number LEFT JOIN card c ON c.number = n.number`,
    [numbers],
  );
  return rows.map(({ number, account_id, card, is_stored }) => ({ number, isStored: is_stored, card: card === null || account_id === null ? undefined : foldedFrom(card, account_id) }));
}

async function readPools(tx: Queryable, bodies: readonly CardBody[]): Promise<ReadonlyMap<string, string>> {
  const named = bodies.flatMap(({ kind, payload }) => (kind === 'card-issued' && payload.poolId !== undefined ? [payload.poolId] : []));
  if (named.length === 0) return new Map();
  const rows = await tx.query<{ pool_id: string; journal_id: string }>('SELECT pool_id, journal_id FROM number_pool WHERE pool_id = ANY($1)', [named]);
  return new Map(rows.map(({ pool_id, journal_id }) => [pool_id, journal_id]));
}

interface RecordRow {
  op_id: string;
  journal_id: string;
  seq: number;
  till_id: string;
  order_ms: number;
  body: CardBody;
  refused: boolean;
}

function recordOf({ op_id: opId, journal_id: journalId, seq, till_id: tillId, order_ms: orderMs, body, refused: isRefused }: RecordRow): CardRecord {
  return { opId, journalId, seq, tillId, orderMs, body, isRefused };
}

function redirectedCard(body: CardBody, redirects: Redirects): CardBody {
  const after = redirected(body, redirects);
  return after.kind.startsWith('card-') ? (after as CardBody) : body;
}

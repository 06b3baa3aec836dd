import type Database from 'better-sqlite3';
import type { Account } from '../../domain/customer/account.ts';
import type { ProgrammeState } from '../../domain/pricing/programme-state.ts';
import type { CachedAccount, CacheView, CacheWriter } from '../../ports/customer-cache.ts';
import { failpoint } from '../journal/failpoints.ts';
import { connect } from '../sqlite/connect.ts';
import { createAllowanceReader, createAllowanceWriter } from './allowance-rows.ts';
import { createViewWriter, readView } from './cache-format.ts';
import { createProgrammeReader, createProgrammeWriter } from './programme-rows.ts';

type FeedPage = Parameters<CacheWriter['applyFeed']>[0];

/** One cache file in service. Its methods throw `SqliteError`, or `SyntaxError` for a row that is no JSON any more. */
export interface CacheGeneration {
  readonly generation: number;
  view(): CacheView;
  findByCard(cardNumber: string): CachedAccount | undefined;
  findById(accountId: string): CachedAccount | undefined;
  findByPhone(hash: string): CachedAccount[];
  dueAllowances(journalId: string, endsBeforeMs: number): string[];
  programme(couponCodes: readonly string[]): ProgrammeState;
  applyFeed(page: FeedPage): void;
  close(): void;
  /** Closes it without a sync: nobody will read the file again. */
  closeForGood(): void;
}

/** The upper levels of its trees. What lies below is hardly asked for twice, and the system keeps it too. */
const pageCacheKib = 2_000;

/** Opens an existing file; undefined where it has another format. Throws `SqliteError`. */
export function openGeneration(path: string, generation: number): CacheGeneration | undefined {
  const db = connect(path, { synchronous: 'NORMAL', pageCacheKib });
  try {
    const view = readView(db, generation);
    if (view !== undefined) return serve(db, view);
    db.close();
    return undefined;
  } catch (error) {
    db.close();
    throw error;
  }
}

function serve(db: Database.Database, initial: CacheView): CacheGeneration {
  // Read on every scan and written only here, so it is kept in memory.
  let view = initial;
  // Not a join: that was measured to take twice as long.
  const byCard = db.prepare<[string], string>('SELECT doc FROM account WHERE account_row = (SELECT account_row FROM card WHERE number = ?)').pluck();
  const byId = db.prepare<[string], string>('SELECT doc FROM account WHERE account_id = ?').pluck();
  // The same for those of a telephone: IN fills a table in memory, and ORDER BY sorts even one row.
  const byPhone = db.prepare<[string], string | null>('SELECT (SELECT doc FROM account WHERE account.account_row = phone.account_row) FROM phone WHERE hash = ?').pluck();
  // Prepared at the first page, so that the first customer after a start need not wait for it.
  let apply: ReturnType<typeof createFeedWriter> | undefined;
  const cached = (doc: string | undefined): CachedAccount | undefined => (doc === undefined ? undefined : { account: JSON.parse(doc) as Account, view });
  return {
    generation: initial.generation,
    view: () => view,
    findByCard: (cardNumber) => cached(byCard.get(cardNumber)),
    findById: (accountId) => cached(byId.get(accountId)),
    findByPhone: (hash) => {
      const found = byPhone.all(hash).map((doc) => cached(doc ?? undefined)).filter((one) => one !== undefined);
      return found.length < 2 ? found : found.toSorted((a, b) => (a.account.accountId < b.account.accountId ? -1 : 1));
    },
    dueAllowances: createAllowanceReader(db),
    programme: createProgrammeReader(db),
    applyFeed: (page) => {
      apply ??= createFeedWriter(db);
      view = apply(view, page);
    },
    close: () => {
      db.close();
    },
    closeForGood: () => {
      db.pragma('synchronous = OFF');
      db.close();
    },
  };
}

/** One transaction a page: the accounts, their cards, the cursor and `through`. Returns the view after it. */
function createFeedWriter(db: Database.Database): (view: CacheView, page: FeedPage) => CacheView {
  const rowOf = db.prepare<[string], number>('SELECT account_row FROM account WHERE account_id = ?').pluck();
  const dropCards = db.prepare<[number]>('DELETE FROM card WHERE account_row = ?');
  const dropPhones = db.prepare<[number]>('DELETE FROM phone WHERE account_row = ?');
  const putPhone = db.prepare<[string, number]>('INSERT OR IGNORE INTO phone (hash, account_row) VALUES (?, ?)');
  const update = db.prepare<[string, number]>('UPDATE account SET doc = ? WHERE account_row = ?');
  const insert = db.prepare<[string, string]>('INSERT INTO account (account_id, doc) VALUES (?, ?)');
  // A card that moved may reach us with its new account before its old one is told of it.
  const putCard = db.prepare<[string, number]>('INSERT INTO card (number, account_row) VALUES (?, ?) ON CONFLICT (number) DO UPDATE SET account_row = excluded.account_row');
  const allowances = createAllowanceWriter(db);
  const writeProgramme = createProgrammeWriter(db);
  const writeView = createViewWriter(db);
  const apply = db.transaction((view: CacheView, page: FeedPage): CacheView => {
    let { accounts } = view;
    const known = page.accounts.map((account) => ({ account, row: rowOf.get(account.accountId) }));
    for (const { row } of known) if (row !== undefined) dropCards.run(row);
    for (const { account, row } of known) {
      const doc = JSON.stringify(account);
      // An account that is new may come twice in a page.
      let accountRow = row ?? rowOf.get(account.accountId);
      if (accountRow === undefined) {
        accountRow = Number(insert.run(account.accountId, doc).lastInsertRowid);
        accounts += 1;
      } else update.run(doc, accountRow);
      for (const card of account.cards) putCard.run(card.number, accountRow);
      dropPhones.run(accountRow);
      if (account.phone !== undefined) putPhone.run(account.phone.hash, accountRow);
      allowances.replace(account);
    }
    if (page.programme !== undefined) writeProgramme(page.programme);
    const next = { ...view, cursor: page.cursor, through: page.through, asOfMs: page.asOfMs, accounts };
    writeView(next);
    failpoint('cache-feed-before-commit');
    return next;
  });
  return (view, page) => apply.immediate(view, page);
}

import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import Database from 'better-sqlite3';
import type { Account } from '../../../agent/domain/customer/account.ts';
import { cacheIndexes, cacheTables } from '../../../agent/storage/cache/cache-format.ts';

const prefix = '{"type":"account","account":';

/** A bare one-pass load: unpack, split, parse, insert into the same tables with the same pragmas, indexes after the rows. Nothing is checked, synced or switched. */
export async function loadBarely(snapshotPath: string, path: string): Promise<void> {
  const db = new Database(path);
  for (const pragma of ['journal_mode = OFF', 'synchronous = OFF', 'locking_mode = EXCLUSIVE']) db.pragma(pragma);
  db.exec(`BEGIN; ${cacheTables}`);
  const addAccount = db.prepare('INSERT INTO account (account_row, account_id, doc) VALUES (?, ?, ?)');
  const addCard = db.prepare('INSERT INTO arrived_card (number, account_row) VALUES (?, ?)');
  const addPhone = db.prepare('INSERT INTO arrived_phone (hash, account_row) VALUES (?, ?)');
  let row = 0;
  let rest = '';
  const unpacked = createReadStream(snapshotPath, { highWaterMark: 256 * 1024 }).pipe(createGunzip({ chunkSize: 256 * 1024 })).setEncoding('utf8');
  for await (const chunk of unpacked as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (!line.startsWith(prefix)) continue;
      const doc = line.slice(prefix.length, -1);
      const account = JSON.parse(doc) as Account;
      row += 1;
      addAccount.run(row, account.accountId, doc);
      for (const { number } of account.cards) addCard.run(number, row);
      if (account.phone !== undefined) addPhone.run(account.phone.hash, row);
    }
  }
  db.exec(`${cacheIndexes} COMMIT;`);
  db.close();
}

/** Accounts changed by statements that are prepared once, one transaction a page, WAL with `synchronous=NORMAL`. */
export function openBareDelta(path: string): { apply: (page: readonly Account[]) => void; close: () => void } {
  const db = openBarely(path);
  db.pragma('synchronous = NORMAL');
  const rowOf = db.prepare<[string], number>('SELECT account_row FROM account WHERE account_id = ?').pluck();
  const update = db.prepare('UPDATE account SET doc = ? WHERE account_row = ?');
  const dropCards = db.prepare('DELETE FROM card WHERE account_row = ?');
  const putCard = db.prepare('INSERT INTO card (number, account_row) VALUES (?, ?)');
  const dropPhones = db.prepare('DELETE FROM phone WHERE account_row = ?');
  const putPhone = db.prepare('INSERT INTO phone (hash, account_row) VALUES (?, ?)');
  const apply = db.transaction((page: readonly Account[]) => {
    for (const account of page) {
      const row = rowOf.get(account.accountId);
      update.run(JSON.stringify(account), row);
      dropCards.run(row);
      for (const { number } of account.cards) putCard.run(number, row);
      dropPhones.run(row);
      if (account.phone !== undefined) putPhone.run(account.phone.hash, row);
    }
  });
  return { apply: (page) => apply.immediate(page), close: () => db.close() };
}

/** One table of numbers and texts with one index: as little as a lookup can be. */
export function makeFlatTable(path: string, cards: Iterable<{ number: string; doc: string }>): void {
  const db = new Database(path);
  for (const pragma of ['journal_mode = OFF', 'synchronous = OFF']) db.pragma(pragma);
  db.exec('BEGIN; CREATE TABLE flat (number TEXT NOT NULL, doc TEXT NOT NULL) STRICT;');
  const add = db.prepare('INSERT INTO flat (number, doc) VALUES (?, ?)');
  for (const { number, doc } of cards) add.run(number, doc);
  db.exec('CREATE UNIQUE INDEX flat_by_number ON flat (number); COMMIT;');
  db.pragma('journal_mode = WAL');
  db.close();
}

/** A prepared get of that table. It gives the text; what it says is not read. */
export function openFlatTable(path: string): { get: (number: string) => unknown; close: () => void } {
  const db = openBarely(path);
  const get = db.prepare<[string]>('SELECT doc FROM flat WHERE number = ?');
  return { get: (number) => get.get(number), close: () => db.close() };
}

function openBarely(path: string): Database.Database {
  const db = new Database(path);
  db.pragma('journal_mode = WAL');
  return db;
}

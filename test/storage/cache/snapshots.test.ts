import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, vi } from 'vitest';
import { account, accounts, cardNumber, through } from '../kit/accounts.ts';
import { tempFolder } from '../kit/temp-folder.ts';
import { cacheFiles, memoryPointer, openTestCache, takeSnapshot } from '../kit/test-cache.ts';
import { writeSnapshot } from '../kit/snapshot-rows.ts';

describe('a snapshot', () => {
  it('is not there before the first one', () => {
    const { cache, writer } = openTestCache(tempFolder(), memoryPointer());
    expect(cache.view()).toBeUndefined();
    expect(writer.view()).toBeUndefined();
    expect(cache.findByCard(cardNumber(1))).toBeUndefined();
    expect(cache.findById('a1')).toBeUndefined();
    expect(() => writer.applyFeed({ epoch: 'e1', cursor: 1, through: through(0), accounts: [], asOfMs: 1 })).toThrow('needs a snapshot first');
  });

  it('serves every account by each of its cards and by its id, with the view that it belongs to', () => {
    const folder = tempFolder();
    const pointer = memoryPointer();
    const store = openTestCache(folder, pointer);
    const two = account(4, { cards: [{ number: '000004', state: 'blocked' }, { number: '2900000000049', state: 'active' }], holds: [{ holdId: 'h', points: 5, expiresAtMs: 9 }] });
    const none = account(5, { cards: [] });
    takeSnapshot(store, { accounts: [...accounts(1, 3), two, none], cursor: 77, seq: 12, asOfMs: 5_000 });

    const view = { generation: 1, epoch: 'e1', cursor: 77, through: through(12), asOfMs: 5_000, accounts: 5 };
    expect(store.cache.view()).toEqual(view);
    expect(store.cache.findByCard('000002')).toEqual({ account: account(2), view });
    expect(store.cache.findByCard('000004')).toEqual({ account: two, view });
    expect(store.cache.findByCard('2900000000049')).toEqual({ account: two, view });
    expect(store.cache.findById('a5')).toEqual({ account: none, view });
    expect(store.cache.findByCard('000005')).toBeUndefined();
    expect(store.cache.findById('a6')).toBeUndefined();
    expect(pointer.generation).toBe(1);
    expect(statSync(join(folder, 'cache-1.db')).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o600);
  });

  it('replaces the generation in service as a whole, once it is finished and not before, and deletes it soon after', async () => {
    const folder = tempFolder();
    const store = openTestCache(folder, memoryPointer());
    takeSnapshot(store);
    const build = store.writer.beginSnapshot();
    writeSnapshot(build.path, { accounts: accounts(3, 5), epoch: 'e2', cursor: 5, seq: 1, asOfMs: 2_000 });
    expect(store.cache.view()).toMatchObject({ generation: 1, epoch: 'e1' });
    expect(store.cache.findById('a5')).toBeUndefined();
    build.finish();
    expect(store.cache.view()).toEqual({ generation: 2, epoch: 'e2', cursor: 5, through: through(1), asOfMs: 2_000, accounts: 3 });
    expect(store.cache.findById('a1')).toBeUndefined();
    expect(store.cache.findById('a5')?.account).toEqual(account(5));
    await vi.waitFor(() => expect(readdirSync(folder).filter((name) => name.startsWith('cache-1'))).toEqual([]));
  });

  it('is served again after a restart, from a file in WAL mode with its indexes', () => {
    const folder = tempFolder();
    const pointer = memoryPointer();
    const first = openTestCache(folder, pointer);
    takeSnapshot(first);
    const view = first.cache.view();
    first.close();
    const second = openTestCache(folder, pointer);
    expect(second.cache.view()).toEqual(view);
    expect(second.cache.findByCard(cardNumber(3))?.account).toEqual(account(3));
    const db = new Database(join(folder, 'cache-1.db'), { readonly: true });
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    const plan = db.prepare<[string], { detail: string }>('EXPLAIN QUERY PLAN SELECT doc FROM account WHERE account_row = (SELECT account_row FROM card WHERE number = ?)').all('1');
    expect(plan.map(({ detail }) => detail)).toEqual([expect.stringContaining('SEARCH account USING INTEGER PRIMARY KEY'), expect.any(String), expect.stringContaining('SEARCH card USING PRIMARY KEY')]);
    expect(db.prepare('EXPLAIN QUERY PLAN DELETE FROM card WHERE account_row = ?').all('1')).toEqual([expect.objectContaining({ detail: expect.stringContaining('card_by_account') })]);
    db.close();
  });

  it('leaves no copy of what was downloaded for it', () => {
    const folder = tempFolder();
    const store = openTestCache(folder, memoryPointer());
    writeFileSync(store.writer.downloadPath, 'rows');
    takeSnapshot(store);
    expect(existsSync(store.writer.downloadPath)).toBe(false);
  });

  it('of no account at all is a snapshot too', () => {
    const store = openTestCache(tempFolder(), memoryPointer());
    takeSnapshot(store, { accounts: [] });
    expect(store.cache.view()).toMatchObject({ accounts: 0 });
  });
});

describe('a snapshot that is not finished', () => {
  it('leaves the one in service and no file when it is given up', () => {
    const folder = tempFolder();
    const store = openTestCache(folder, memoryPointer());
    takeSnapshot(store);
    const build = store.writer.beginSnapshot();
    writeSnapshot(build.path, { accounts: accounts(7, 9) });
    build.abort();
    build.abort();
    expect(() => build.finish()).toThrow('over');
    expect(cacheFiles(folder)).toEqual(['cache-1.db']);
    expect(store.cache.findById('a1')).toBeDefined();
    takeSnapshot(store, { epoch: 'e2' });
    expect(store.cache.view()).toMatchObject({ generation: 3, epoch: 'e2' });
  });

  it.each([
    ['an account', [account(7), account(8), account(7, { cards: [] })]],
    ['a card', [account(7), account(8, { cards: [{ number: cardNumber(7), state: 'active' }] })]],
  ])('leaves the one in service when %s comes twice', (_, rows) => {
    const folder = tempFolder();
    const store = openTestCache(folder, memoryPointer());
    takeSnapshot(store);
    expect(() => takeSnapshot(store, { accounts: rows })).toThrow('UNIQUE');
    expect(cacheFiles(folder)).toEqual(['cache-1.db']);
    expect(store.cache.view()).toMatchObject({ generation: 1 });
  });

  it('leaves the one in service when the pointer cannot be switched', () => {
    const folder = tempFolder();
    const pointer = memoryPointer();
    const store = openTestCache(folder, pointer);
    takeSnapshot(store);
    pointer.set = () => {
      throw new Error('disk full');
    };
    expect(() => takeSnapshot(store, { epoch: 'e2' })).toThrow('disk full');
    expect(store.cache.view()).toMatchObject({ generation: 1, epoch: 'e1' });
    expect(store.cache.findById('a1')).toBeDefined();
    expect(cacheFiles(folder)).toEqual(['cache-1.db']);
  });

  it.each([
    ['was never written', () => undefined],
    ['is no database', (path: string) => writeFileSync(path, 'x'.repeat(9_000))],
  ])('leaves the one in service when its file %s', (_, write) => {
    const folder = tempFolder();
    const store = openTestCache(folder, memoryPointer());
    takeSnapshot(store);
    const build = store.writer.beginSnapshot();
    write(build.path);
    expect(() => build.finish()).toThrow(/cannot be read back|not a database/);
    expect(store.cache.view()).toMatchObject({ generation: 1 });
    expect(cacheFiles(folder)).toEqual(['cache-1.db']);
  });

  it('ends when the cache is closed', () => {
    const folder = tempFolder();
    const store = openTestCache(folder, memoryPointer());
    const build = store.writer.beginSnapshot();
    writeSnapshot(build.path);
    store.close();
    expect(() => build.finish()).toThrow('over');
    expect(cacheFiles(folder)).toEqual([]);
  });

  it('is never put in service once the cache was wiped, and its download goes too', () => {
    const folder = tempFolder();
    const store = openTestCache(folder, memoryPointer());
    takeSnapshot(store);
    writeFileSync(store.writer.downloadPath, 'rows');
    const build = store.writer.beginSnapshot();
    store.writer.wipe();
    // The thread that writes has not heard of it.
    writeSnapshot(build.path);
    expect(() => build.finish()).toThrow('wiped');
    expect(store.cache.view()).toBeUndefined();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('ends when the next one begins', () => {
    const folder = tempFolder();
    const store = openTestCache(folder, memoryPointer());
    const first = store.writer.beginSnapshot();
    writeSnapshot(first.path);
    const second = store.writer.beginSnapshot();
    expect(() => first.finish()).toThrow('over');
    writeSnapshot(second.path);
    second.finish();
    expect(cacheFiles(folder)).toEqual(['cache-2.db']);
  });
});

it('what a crash left behind is deleted at the opening, and nothing else', () => {
  const folder = tempFolder();
  const pointer = memoryPointer();
  const first = openTestCache(folder, pointer);
  takeSnapshot(first);
  first.close();
  const others = ['journal.db', 'cache-x.db', 'cache-0.db', 'cache-3.db.bak', 'cache-12345678901234567890.db'];
  for (const name of [...others, 'cache-2.db', 'cache-2.db-journal', 'cache-9.db', 'cache-9.db-wal', 'cache-9.db-shm', 'cache-11.db-wal', 'snapshot.part']) writeFileSync(join(folder, name), 'x');
  const second = openTestCache(folder, pointer);
  expect(readdirSync(folder).filter((name) => !name.startsWith('cache-1.db')).sort()).toEqual([...others].sort());
  expect(second.cache.findById('a1')).toBeDefined();
  takeSnapshot(second);
  expect(existsSync(join(folder, 'cache-12.db'))).toBe(true);
});

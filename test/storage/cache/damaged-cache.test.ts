import { mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { CacheStore } from '../../../agent/storage/cache/open-cache.ts';
import { account, accounts, cardNumber, through } from '../kit/accounts.ts';
import { tempFolder } from '../kit/temp-folder.ts';
import { cacheFiles, memoryPointer, openTestCache, takeSnapshot } from '../kit/test-cache.ts';
import { withRawConnection } from '../kit/test-journal.ts';

describe('a cache that is damaged when it is opened', () => {
  it.each<[string, (path: string) => void]>([
    ['missing', (path) => rmSync(path)],
    ['empty', (path) => writeFileSync(path, '')],
    ['no database', (path) => writeFileSync(path, 'x'.repeat(9_000))],
    ['overwritten', (path) => writeFileSync(path, readFileSync(path).fill(0xff, 100, 4_096))],
    ['without a table', (path) => withRawConnection(path, (db) => db.exec('DROP TABLE account'))],
    ['without a view', (path) => withRawConnection(path, (db) => db.exec('DELETE FROM meta'))],
    ['of another format', (path) => withRawConnection(path, (db) => db.exec('UPDATE meta SET format = 99'))],
  ])('as it is %s, is thrown away, and the next snapshot serves', (_, damage) => {
    const folder = tempFolder();
    const pointer = memoryPointer();
    const first = openTestCache(folder, pointer);
    takeSnapshot(first);
    first.close();
    damage(join(folder, 'cache-1.db'));

    const second = openTestCache(folder, pointer);
    expect(second.cache.view()).toBeUndefined();
    expect(second.cache.findByCard(cardNumber(1))).toBeUndefined();
    expect(pointer.generation).toBe(0);
    expect(cacheFiles(folder)).toEqual([]);
    takeSnapshot(second);
    expect(second.cache.view()).toMatchObject({ generation: 2 });
    expect(second.cache.findByCard(cardNumber(1))?.account).toEqual(account(1));
  });
});

it('a cache that is whole, but cannot be opened just now, is kept for the next opening; until then a new snapshot serves', () => {
  const folder = tempFolder();
  const pointer = memoryPointer();
  const first = openTestCache(folder, pointer);
  takeSnapshot(first);
  first.close();
  const obstacle = join(folder, 'cache-1.db-wal');
  mkdirSync(obstacle);

  const second = openTestCache(folder, pointer);
  expect(second.openingFault).toMatchObject({ code: 'SQLITE_CANTOPEN' });
  expect(second.cache.view()).toBeUndefined();
  expect(second.cache.findByCard(cardNumber(1))).toBeUndefined();
  second.close();
  rmdirSync(obstacle);
  const third = openTestCache(folder, pointer);
  expect(third.openingFault).toBeUndefined();
  expect(third.cache.findByCard(cardNumber(1))?.account).toEqual(account(1));
  third.close();

  mkdirSync(obstacle);
  const fourth = openTestCache(folder, pointer);
  takeSnapshot(fourth, { epoch: 'e2' });
  expect(fourth.cache.view()).toMatchObject({ generation: 2, epoch: 'e2' });
});

it('a stray file that cannot be deleted keeps no cache from opening, and its number is not used', async () => {
  const folder = tempFolder();
  const store = openTestCache(folder, memoryPointer());
  takeSnapshot(store);
  store.close();
  mkdirSync(join(folder, 'cache-7.db'));
  const again = openTestCache(folder, memoryPointer(1));
  expect(again.cache.findByCard(cardNumber(1))?.account).toEqual(account(1));
  takeSnapshot(again);
  expect(again.cache.view()).toMatchObject({ generation: 8 });
  await vi.waitFor(() => expect(readdirSync(folder).filter((name) => name.endsWith('.db')).sort()).toEqual(['cache-7.db', 'cache-8.db']));
});

describe('a cache that is damaged in service', () => {
  /** Of 2,000 accounts, every page after the first overwritten. */
  function damagedInService(): { folder: string; pointer: ReturnType<typeof memoryPointer>; store: CacheStore } {
    const folder = tempFolder();
    const pointer = memoryPointer();
    const store = openTestCache(folder, pointer);
    takeSnapshot(store, { accounts: accounts(1, 2_000) });
    const path = join(folder, 'cache-1.db');
    writeFileSync(path, readFileSync(path).fill(0xff, 4_096));
    return { folder, pointer, store };
  }

  it('is thrown away by the read that meets the damage, which finds nobody', () => {
    const { folder, pointer, store } = damagedInService();
    expect(store.cache.findByCard(cardNumber(1_234))).toBeUndefined();
    expect(store.cache.view()).toBeUndefined();
    expect(pointer.generation).toBe(0);
    expect(cacheFiles(folder)).toEqual([]);
    takeSnapshot(store);
    expect(store.cache.findByCard(cardNumber(1))?.account).toEqual(account(1));
  });

  it('is thrown away even where the pointer cannot be cleared', () => {
    const { folder, pointer, store } = damagedInService();
    pointer.set = () => {
      throw new Error('disk full');
    };
    expect(store.cache.findByCard(cardNumber(1_234))).toBeUndefined();
    expect(store.cache.view()).toBeUndefined();
    store.close();
    expect(openTestCache(folder, pointer).cache.view()).toBeUndefined();
  });

  it('is thrown away where a row is no JSON any more', () => {
    const folder = tempFolder();
    const store = openTestCache(folder, memoryPointer());
    takeSnapshot(store);
    withRawConnection(join(folder, 'cache-1.db'), (db) => db.exec(`UPDATE account SET doc = '{"accountId":' WHERE account_id = 'a2'`));
    expect(store.cache.findById('a1')).toBeDefined();
    expect(store.cache.findById('a2')).toBeUndefined();
    expect(store.cache.view()).toBeUndefined();
  });

  it('is thrown away by the page of the feed that meets the damage', () => {
    const { pointer, store } = damagedInService();
    store.writer.applyFeed({ epoch: 'e1', cursor: 101, through: through(0), accounts: [account(1_500)], asOfMs: 3 });
    expect(store.writer.view()).toBeUndefined();
    expect(pointer.generation).toBe(0);
  });
});

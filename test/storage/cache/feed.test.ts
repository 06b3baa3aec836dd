import { describe, expect, it } from 'vitest';
import type { Account } from '../../../agent/domain/customer/account.ts';
import type { CacheStore } from '../../../agent/storage/cache/open-cache.ts';
import { account, accounts, cardNumber, through } from '../kit/accounts.ts';
import { tempFolder } from '../kit/temp-folder.ts';
import { memoryPointer, openTestCache, takeSnapshot } from '../kit/test-cache.ts';

function cacheOfThree(): { store: CacheStore; reopen: () => CacheStore; feed: (cursor: number, rows: Account[], more?: { epoch?: string; seq?: number; asOfMs?: number }) => void } {
  const folder = tempFolder();
  const pointer = memoryPointer();
  const store = openTestCache(folder, pointer);
  takeSnapshot(store, { cursor: 100 });
  return {
    store,
    reopen: () => {
      store.close();
      return openTestCache(folder, pointer);
    },
    feed: (cursor, rows, more = {}) => store.writer.applyFeed({ epoch: more.epoch ?? 'e1', cursor, through: through(more.seq ?? 0), accounts: rows, asOfMs: more.asOfMs ?? 2_000 }),
  };
}

describe('a page of the feed', () => {
  it('changes and adds accounts, and moves cursor, through and time with them', () => {
    const { store, feed, reopen } = cacheOfThree();
    feed(105, [account(2, { availablePoints: 999 }), account(8)], { seq: 31, asOfMs: 7_000 });
    const view = { generation: 1, epoch: 'e1', cursor: 105, through: through(31), asOfMs: 7_000, accounts: 4 };
    expect(store.writer.view()).toEqual(view);
    expect(store.cache.findByCard(cardNumber(2))).toEqual({ account: account(2, { availablePoints: 999 }), view });
    expect(store.cache.findById('a8')).toEqual({ account: account(8), view });
    const again = reopen();
    expect(again.cache.findByCard(cardNumber(2))).toEqual({ account: account(2, { availablePoints: 999 }), view });
  });

  it('without a change says how fresh the view is', () => {
    const { store, feed } = cacheOfThree();
    feed(100, [], { seq: 4, asOfMs: 8_000 });
    expect(store.cache.view()).toMatchObject({ cursor: 100, through: through(4), asOfMs: 8_000, accounts: 3 });
  });

  it('replaces the cards of a changed account', () => {
    const { store, feed } = cacheOfThree();
    feed(101, [account(1, { cards: [{ number: '777777', state: 'active' }] })]);
    expect(store.cache.findByCard(cardNumber(1))).toBeUndefined();
    expect(store.cache.findByCard('777777')?.account.accountId).toBe('a1');
    feed(102, [account(1, { cards: [] })]);
    expect(store.cache.findByCard('777777')).toBeUndefined();
    expect(store.cache.findById('a1')?.account.cards).toEqual([]);
  });

  const moved = { number: cardNumber(1), state: 'active' } as const;
  it.each([
    ['in one page, giver first', [[account(1, { cards: [] }), account(2, { cards: [moved] })]]],
    ['in one page, taker first', [[account(2, { cards: [moved] }), account(1, { cards: [] })]]],
    ['in two pages, giver first', [[account(1, { cards: [] })], [account(2, { cards: [moved] })]]],
    ['in two pages, taker first', [[account(2, { cards: [moved] })], [account(1, { cards: [] })]]],
  ])('moves a card to another account %s', (_, pages) => {
    const { store, feed } = cacheOfThree();
    for (const [at, page] of pages.entries()) feed(101 + at, page);
    expect(store.cache.findByCard(moved.number)?.account.accountId).toBe('a2');
  });

  it('is taken as a whole or not at all', () => {
    const { store, feed, reopen } = cacheOfThree();
    const before = store.cache.view();
    const cyclic: Account & { self?: unknown } = account(9);
    cyclic.self = cyclic;
    expect(() => feed(110, [account(1, { availablePoints: 1 }), cyclic], { seq: 50 })).toThrow('circular');
    expect(store.cache.view()).toEqual(before);
    expect(store.cache.findById('a1')?.account).toEqual(account(1));
    const again = reopen();
    expect(again.cache.view()).toEqual(before);
    expect(again.cache.findByCard(cardNumber(1))?.account).toEqual(account(1));
  });

  it('of another epoch, or from further back, is refused', () => {
    const { store, feed } = cacheOfThree();
    const before = store.cache.view();
    expect(() => feed(200, accounts(1, 1), { epoch: 'e2' })).toThrow('does not follow epoch e1');
    expect(() => feed(99, accounts(1, 1))).toThrow('does not follow cursor 100');
    expect(store.cache.view()).toEqual(before);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FeedAnswer } from '../../sync/protocol/messages.ts';
import { startTestCentral, type TestCentral } from './kit.ts';
import { testJournal } from './kit/test-journal.ts';
import { testSale } from './kit/test-sale.ts';
import { anna, boris, manyAccounts, testBundle } from './kit/test-shop.ts';
import type { TestTill } from './kit/test-till.ts';

const crowd = manyAccounts(40);
const accounts = [anna, boris, ...crowd];

describe('change feed', () => {
  let central: TestCentral;
  let till: TestTill;
  let epoch: string;
  beforeAll(async () => {
    central = await startTestCentral({ accounts });
    till = await central.enrolTill();
    epoch = (await till.get<{ epoch: string }>('/till/v1/ping')).body.epoch;
  });
  afterAll(async () => await central.close());

  async function feed(query: { cursor: number; journalId?: string; limit?: number; through?: number; waitMs?: number; epoch?: string; protocol?: number }) {
    const { journalId = 'journal-1', ...rest } = query;
    const search = new URLSearchParams(Object.entries({ epoch, journalId, ...rest }).map(([key, value]) => [key, String(value)]));
    return await till.get<FeedAnswer>(`/till/v1/feed?${search}`);
  }
  /** Where the feed stands now. */
  const head = async () => (await feed({ cursor: 0, limit: 5_000 })).body.cursor;

  it('tells budgets and what is pending only to tills that ask for it, and reaches to its end', async () => {
    const cursor = await head();
    expect(await central.put('budgets/weekly', { limitMinor: 500 })).toMatchObject({ status: 200 });
    const asked = await feed({ cursor, protocol: 2 });
    expect(asked.body).toMatchObject({ accounts: [], programme: { budgets: [{ promotionId: 'weekly', leftMinor: 500 }] }, more: false, cursor: cursor + 1 });
    const old = await feed({ cursor });
    expect(old.body).toMatchObject({ cursor: cursor + 1 });
    expect(old.body.programme).toBeUndefined();
    expect((await feed({ cursor: cursor + 1, protocol: 2 })).body.programme).toBeUndefined();
  });

  it('tells what an administrator says of an account, and refuses one that is not there', async () => {
    const cursor = await head();
    const data = { tier: 'gold', segments: ['vip'], offers: [{ offerId: 'spring', until: '2027-03-01' }], joinedOn: '2020-02-02' };
    expect(await central.put(`accounts/${boris.accountId}`, data, 'PATCH')).toMatchObject({ status: 200 });
    expect((await feed({ cursor })).body.accounts).toMatchObject([{ accountId: boris.accountId, ...data }]);
    expect(await central.put(`accounts/${boris.accountId}`, { tier: 'gold' }, 'PATCH')).toMatchObject({ status: 200 });
    expect((await feed({ cursor })).body.accounts).toMatchObject([{ accountId: boris.accountId, ...data }]);
    expect(await central.put('accounts/nobody', data, 'PATCH')).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect(await central.put(`accounts/${boris.accountId}`, { points: 5 }, 'PATCH')).toMatchObject({ status: 400 });
  });

  it('tells all accounts from the beginning, in pages that miss none', async () => {
    const seen = new Set<string>();
    let cursor = 0;
    for (;;) {
      const { body } = await feed({ cursor, limit: 7 });
      for (const account of body.accounts) seen.add(account.accountId);
      cursor = body.cursor;
      if (!body.more) break;
    }
    expect([...seen].sort()).toEqual(accounts.map((account) => account.accountId).sort());
    expect((await feed({ cursor })).body).toMatchObject({ accounts: [], more: false, cursor });
  });

  it('tells an account as it is now, once, with its cards and holds', async () => {
    const cursor = await head();
    await till.hold({ holdId: 'hold-feed', accountId: anna.accountId, cardNumber: anna.cards[0]!.number, points: 30 });
    const journal = testJournal();
    journal.append('sale-committed', testSale(central.compiled, { customer: anna }));
    journal.append('sale-committed', testSale(central.compiled, { customer: anna }));
    await till.push(journal);
    const { body } = await feed({ cursor, journalId: journal.journalId });
    expect(body.through).toEqual({ journalId: journal.journalId, seq: 2 });
    expect(body.accounts).toEqual([{
      accountId: anna.accountId, tier: anna.tier, givenName: anna.givenName, birthday: anna.birthday, favourite: anna.favourite,
      availablePoints: anna.openingPoints - 30 + 120, purchases: 2, cards: anna.cards,
      holds: [{ holdId: 'hold-feed', points: 30, expiresAtMs: central.clock.nowMs + 600_000 }],
    }]);
  });

  it.each([{ title: 'a till that says nothing', says: false }, { title: 'a till that says what its rows contain', says: true }])('never says to $title that it contains an operation whose account is not in the page', async ({ says }) => {
    const cursor = await head();
    const own = testJournal();
    const sales = (journal: typeof own, customers: readonly (typeof anna)[]) => {
      for (const customer of customers) journal.append('sale-committed', testSale(central.compiled, { customer }));
    };
    // another till changes many accounts, ours changes two, and one of ours is changed again behind them
    const other = testJournal();
    sales(other, crowd.slice(0, 20));
    await till.push(other);
    sales(own, [crowd[30]!, boris]);
    await till.push(own);
    sales(other, [crowd[30]!]);
    await till.push(other, other.operations.slice(20));
    const cache = new Map(accounts.map((account) => [account.accountId, account.openingPoints]));
    let at = cursor;
    let through = 0;
    let told = 0;
    for (;;) {
      const { body } = await feed({ cursor: at, journalId: own.journalId, limit: 4, ...(says ? { through } : {}) });
      told += body.accounts.length;
      through = body.through.seq;
      for (const account of body.accounts) cache.set(account.accountId, account.availablePoints);
      at = body.cursor;
      expect(body.through.seq).toBe(2);
      // whatever page the till has reached: both of its own sales are in its rows
      expect(cache.get(boris.accountId)).toBeGreaterThan(boris.openingPoints);
      expect(cache.get(crowd[30]!.accountId)).toBeGreaterThan(crowd[30]!.openingPoints);
      if (!body.more) break;
    }
    for (const account of crowd.slice(0, 20)) expect(cache.get(account.accountId)).toBeGreaterThanOrEqual(account.openingPoints + 60);
    // 22 changed; ahead of their turn its own two are told once, or with every page but the last
    expect(told).toBe(says ? 24 : 32);
  });

  it('answers a waiting till as soon as an account changes', async () => {
    const cursor = await head();
    const waiting = feed({ cursor, waitMs: 20_000 });
    await till.hold({ accountId: boris.accountId, cardNumber: boris.cards[0]!.number, points: 1 });
    const { body } = await waiting;
    expect(body.accounts.map((account) => account.accountId)).toEqual([boris.accountId]);
    expect(body.cursor).toBe(cursor + 1);
  });

  it('answers a waiting till when an operation without effects was taken', async () => {
    const cursor = await head();
    const journal = testJournal();
    const waiting = feed({ cursor, journalId: journal.journalId, waitMs: 20_000 });
    journal.append('sale-committed', testSale(central.compiled));
    // the wait has begun for certain once another poll was answered
    await feed({ cursor });
    await till.push(journal);
    expect((await waiting).body).toMatchObject({ accounts: [], through: { seq: 1 } });
  });

  it('answers a waiting till when another bundle is in force', async () => {
    const cursor = await head();
    const waiting = feed({ cursor, waitMs: 20_000 });
    await feed({ cursor });
    const { body } = await central.admin<{ hash: string }>('bundles', testBundle({ serial: 2 }));
    expect((await waiting).body).toMatchObject({ accounts: [], bundleHash: body.hash });
  });

  it('answers an empty page after the wait', async () => {
    const cursor = await head();
    expect((await feed({ cursor, waitMs: 50 })).body).toMatchObject({ accounts: [], cursor, more: false });
  });

  it('sends a till of another epoch, or from beyond the end, to a new snapshot', async () => {
    expect(await feed({ cursor: 0, epoch: 'another' })).toMatchObject({ status: 409, body: { code: 'epoch-changed' } });
    expect(await feed({ cursor: 1_000_000 })).toMatchObject({ status: 409, body: { code: 'epoch-changed' } });
  });

  it('gives one account at a time where none is asked for', async () => {
    expect((await feed({ cursor: 0, limit: 0 })).body).toMatchObject({ more: true, accounts: [{}] });
  });

  it('refuses a cursor that is no whole number', async () => {
    for (const cursor of ['-1', '1.5', '1e3', '01', 'x']) {
      const answer = await till.get(`/till/v1/feed?journalId=j&epoch=${epoch}&cursor=${cursor}`);
      expect(answer).toMatchObject({ status: 400, body: { code: 'bad-request', path: '/cursor', detail: 'querystring /cursor must be a whole number from 0' } });
    }
  });

  it('ends long polls when it closes', async () => {
    const cursor = await head();
    const waiting = feed({ cursor, waitMs: 25_000 });
    await feed({ cursor });
    await central.stop();
    expect((await waiting).status).toBe(200);
  });
});

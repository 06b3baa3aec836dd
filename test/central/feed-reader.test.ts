import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database, Queryable } from '../../sync/central/database/database.ts';
import { feedAnswerText } from '../../sync/central/feed-answer-text.ts';
import { readFeedMark } from '../../sync/central/feed-head.ts';
import { beginNewEpoch } from '../../sync/central/new-epoch.ts';
import { FeedReader } from '../../sync/central/feed-reader.ts';
import { openLedger, type OpenLedger } from './kit/open-ledger.ts';
import { testSale } from './kit/test-sale.ts';
import { anna, boris, manyAccounts, testBundle, testTime } from './kit/test-shop.ts';

describe('the feed read for many tills', () => {
  let ledger: OpenLedger;
  const counts = { views: 0, pages: 0 };
  let counted: Database;
  beforeAll(async () => {
    ledger = await openLedger(testBundle(), [anna, boris, ...manyAccounts(8)], testTime.instantMs);
    const countPages = (tx: Queryable): Queryable => ({
      query: (sql, values) => {
        if (sql.includes('ORDER BY a.changed_position')) counts.pages += 1;
        return tx.query(sql, values);
      },
    });
    counted = {
      ...ledger.db,
      transaction: (work, isolation, repeat) => {
        counts.views += 1;
        return ledger.db.transaction((tx) => work(countPages(tx)), isolation, repeat);
      },
    };
  });
  afterAll(async () => await ledger.close());

  const ask = (changes: Partial<Parameters<FeedReader['read']>[0]> = {}) => ({ epoch: 'epoch', journalId: 'journal-1', tillId: 'till-1', cursor: 0, limit: 100, protocol: 2 as const, ...changes });

  it('is one view and one page for all tills that ask at once from the same cursor', async () => {
    Object.assign(counts, { views: 0, pages: 0 });
    const reader = new FeedReader(counted);
    const answers = await Promise.all(Array.from({ length: 200 }, (_, till) => reader.read(ask({ journalId: `journal-${till}` }))));
    expect(counts.pages).toBeLessThanOrEqual(2);
    expect(counts.views).toBeLessThanOrEqual(2);
    expect(new Set(answers.map(({ accounts }) => accounts.length))).toEqual(new Set([10]));
    expect(answers.map(({ through }) => through.journalId)).toEqual(Array.from({ length: 200 }, (_, till) => `journal-${till}`));
  });

  it('asks for no page at the end of the feed', async () => {
    const reader = new FeedReader(counted);
    const { cursor } = await reader.read(ask());
    Object.assign(counts, { views: 0, pages: 0 });
    expect(await reader.read(ask({ cursor }))).toMatchObject({ accounts: [], more: false, cursor });
    expect(counts).toEqual({ views: 1, pages: 0 });
  });

  it('answers each for itself: another page, another protocol, a cursor of another epoch', async () => {
    const reader = new FeedReader(counted);
    const [all, part, old, lost] = await Promise.allSettled([
      reader.read(ask()), reader.read(ask({ limit: 3 })), reader.read(ask({ protocol: 1 })), reader.read(ask({ epoch: 'another' })),
    ]);
    expect(all).toMatchObject({ value: { accounts: { length: 10 }, more: false } });
    expect(part).toMatchObject({ value: { accounts: { length: 3 }, more: true } });
    expect(old).toMatchObject({ value: { accounts: { length: 10 } } });
    expect(lost).toMatchObject({ status: 'rejected', reason: { code: 'epoch-changed' } });
  });

  it('tells a till alone that it is to change its key, and an old one nothing of keys', async () => {
    const reader = new FeedReader(counted);
    await ledger.db.query("UPDATE till SET key_change_asked_at_ms = 1 WHERE till_id = 'till-1'");
    const [asked, other, old] = await Promise.all([reader.read(ask()), reader.read(ask({ tillId: 'till-2' })), reader.read(ask({ protocol: 1 }))]);
    await ledger.db.query("UPDATE till SET key_change_asked_at_ms = NULL WHERE till_id = 'till-1'");
    expect([asked, other, old].map(({ changeTillKey }) => changeTillKey)).toEqual([true, undefined, undefined]);
    expect(other.rootKeyId).toBe(asked.rootKeyId);
    expect(old).not.toHaveProperty('rootKeyId');
    expect((await reader.read(ask())).changeTillKey).toBeUndefined();
  });

  it('tells of settled operations only their till', async () => {
    const opId = randomUUID();
    expect(await ledger.push('sale-committed', testSale(ledger.compiled, { customer: anna }), opId)).toBe('applied');
    const reader = new FeedReader(counted);
    const [own, other, silent] = await Promise.all([
      reader.read(ask({ asked: [{ opId }] })), reader.read(ask({ tillId: 'till-2', asked: [{ opId }] })), reader.read(ask()),
    ]);
    expect(own.settled).toEqual([{ opId, verdict: 'applied' }]);
    expect([other, silent].map(({ settled }) => settled)).toEqual([undefined, undefined]);
  });

  it('sees what was committed before it was asked', async () => {
    const reader = new FeedReader(counted);
    const { cursor } = await reader.read(ask());
    const running = reader.read(ask());
    await ledger.db.query('UPDATE feed_head SET position = position + 1');
    await ledger.db.query("UPDATE account SET tier = 'gold', changed_position = (SELECT position FROM feed_head) WHERE account_id = $1", [boris.accountId]);
    expect(await reader.read(ask({ cursor }))).toMatchObject({ accounts: [{ accountId: boris.accountId, tier: 'gold' }], cursor: cursor + 1 });
    await running;
  });

  it('tells every till of a fault, and goes on', async () => {
    let isAway = true;
    const reader = new FeedReader({ ...ledger.db, transaction: (work, isolation, repeat) => (isAway ? Promise.reject(new Error('away')) : ledger.db.transaction(work, isolation, repeat)) });
    const both = await Promise.allSettled([reader.read(ask()), reader.read(ask())]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    isAway = false;
    expect(await reader.read(ask())).toMatchObject({ more: false });
  });

  it('is written as the JSON of the whole answer', async () => {
    const answer = await new FeedReader(counted).read(ask());
    expect(JSON.parse(feedAnswerText(answer))).toEqual(answer);
    expect(JSON.parse(feedAnswerText({ ...answer, more: true }))).toEqual({ ...answer, more: true });
  });

  it('is marked anew by a new epoch alone, so that those who were not told of it find out by asking', async () => {
    const mark = await readFeedMark(ledger.db);
    expect(await readFeedMark(ledger.db)).toBe(mark);
    await beginNewEpoch(ledger.db);
    expect(await readFeedMark(ledger.db)).not.toBe(mark);
  });
});

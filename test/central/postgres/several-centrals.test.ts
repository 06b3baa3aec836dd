/** Two centres with homes of their own on one PostgreSQL database. */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expireHolds } from '../../../sync/central/hold-expiry.ts';
import { openPostgres } from '../../../sync/central/database/postgres.ts';
import type { FeedAnswer } from '../../../sync/protocol/messages.ts';
import { startTestCentral, type TestCentral } from '../kit.ts';
import { findImbalances, inspect } from '../kit/audit.ts';
import { databaseOf, quietLog } from '../kit/database-of.ts';
import { testJournal } from '../kit/test-journal.ts';
import { testRelease, testSale } from '../kit/test-sale.ts';
import { anna, boris, manyAccounts } from '../kit/test-shop.ts';
import { makeTillKeys, testTill, type TestTill } from '../kit/test-till.ts';

const crowd = manyAccounts(30);
const annasCard = anna.cards[0]!.number;

describe('two centres on one database', () => {
  let one: TestCentral;
  let other: TestCentral;
  let till: TestTill;
  let sameTillAtOther: TestTill;
  beforeAll(async () => {
    one = await startTestCentral({ accounts: [anna, boris, ...crowd] });
    other = await startTestCentral({ beside: one });
    till = await one.enrolTill();
    sameTillAtOther = testTill(other.url, till, till.keys);
  });
  afterAll(async () => {
    await other.stop();
    await one.close();
  });

  const sell = (journal: ReturnType<typeof testJournal>, count: number, customer = anna) => {
    for (let sale = 0; sale < count; sale += 1) journal.append('sale-committed', testSale(one.compiled, { customer }));
  };
  const epochOf = async () => (await till.get<{ epoch: string }>('/till/v1/ping')).body.epoch;
  const feed = async (at: TestTill, cursor: number, more: Record<string, string | number> = {}) => {
    const search = new URLSearchParams(Object.entries({ journalId: 'any', epoch: await epochOf(), cursor, limit: 5_000, ...more }).map(([key, value]) => [key, String(value)]));
    return (await at.get<FeedAnswer>(`/till/v1/feed?${search}`)).body;
  };

  it('take one journal together: each operation once, wherever and however often it comes', async () => {
    const journal = testJournal();
    sell(journal, 20);
    const before = (await one.availablePoints(till, anna.accountId))!;
    const pushes = await Promise.all([
      till.push(journal, journal.operations.slice(0, 10)), sameTillAtOther.push(journal, journal.operations.slice(0, 10)),
      till.push(journal, journal.operations.slice(0, 10)), sameTillAtOther.push(journal, journal.operations.slice(0, 10)),
    ]);
    expect(pushes.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const verdicts = pushes.flatMap(({ body }) => body.verdicts.map(({ verdict }) => verdict));
    expect(verdicts.filter((verdict) => verdict === 'applied')).toHaveLength(10);
    expect(verdicts.filter((verdict) => verdict === 'duplicate')).toHaveLength(30);
    await sameTillAtOther.push(journal, journal.operations.slice(10));
    expect(await till.position(journal.journalId)).toMatchObject(journal.head());
    expect(await one.availablePoints(till, anna.accountId)).toBe(before + 20 * 60);
  });

  it('give back at one what was set aside at the other', async () => {
    const before = (await one.availablePoints(till, anna.accountId))!;
    const holdId = randomUUID();
    const request = { holdId, saleId: randomUUID(), accountId: anna.accountId, cardNumber: annasCard, points: 250 };
    const answers = await Promise.all([till.hold(request), sameTillAtOther.hold(request), till.hold(request)]);
    for (const { body } of answers) expect(body).toMatchObject({ outcome: 'held', points: 250 });
    expect(await one.availablePoints(till, anna.accountId)).toBe(before - 250);
    const journal = testJournal();
    journal.append('hold-released', testRelease(holdId, anna));
    await sameTillAtOther.push(journal);
    expect(await one.availablePoints(till, anna.accountId)).toBe(before);
    expect((await till.hold(request)).body).toMatchObject({ outcome: 'refused', reason: 'hold-released' });
  });

  it('never set the same points aside twice', async () => {
    const [account] = crowd.filter(({ openingPoints }) => openingPoints === 20);
    const holds = Array.from({ length: 8 }, (_, index) =>
      (index % 2 === 0 ? till : sameTillAtOther).hold({ accountId: account!.accountId, cardNumber: account!.cards[0]!.number, points: 15 }));
    const outcomes = (await Promise.all(holds)).map(({ body }) => body.outcome);
    expect(outcomes.filter((outcome) => outcome === 'held')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'refused')).toHaveLength(7);
  });

  it('give one hold id to one account, though two ask for it at the same moment', async () => {
    const rich = crowd.filter(({ openingPoints }) => openingPoints > 22);
    for (let round = 0; round < 5; round += 1) {
      const holdId = randomUUID();
      const asked = await Promise.all([rich[0]!, rich[1]!].map(async ({ accountId, cards }, index) =>
        await (index === 0 ? till : sameTillAtOther).hold({ holdId, accountId, cardNumber: cards[0]!.number, points: 1 })));
      expect(asked.filter(({ body }) => body.outcome === 'held')).toHaveLength(1);
      expect(asked.map(({ body }) => body.code)).toContain('hold-differs');
    }
  });

  it('let an enrolment code work once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const code = await one.enrolmentCode(`till-twice-${round}`);
      const enrol = async ({ url }: TestCentral) => {
        const body = JSON.stringify({ protocol: 1, code, publicKey: makeTillKeys().publicKey });
        const response = await fetch(`${url}/till/v1/enrol`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
        return ((await response.json()) as { code?: string }).code ?? response.status;
      };
      expect((await Promise.all([enrol(one), enrol(other)])).map(String).sort()).toEqual(['200', 'enrolment-code-used']);
    }
  });

  it('wake a till that waits at the one for a change that came to the other', async () => {
    const { cursor } = await feed(till, 0);
    const waiting = feed(sameTillAtOther, cursor, { waitMs: 25_000 });
    await feed(sameTillAtOther, cursor);
    await till.hold({ accountId: boris.accountId, cardNumber: boris.cards[0]!.number, points: 1 });
    const journal = testJournal();
    sell(journal, 1, boris);
    await till.push(journal);
    expect((await waiting).accounts.map(({ accountId }) => accountId)).toContain(boris.accountId);
  });

  it('tell no change before an earlier one that is not committed yet', async () => {
    const { cursor } = await feed(till, 0);
    const late = new pg.Client({ connectionString: databaseOf(one.home).database!.url });
    await late.connect();
    await late.query('BEGIN');
    await late.query('UPDATE feed_head SET position = position + 1');
    await late.query('UPDATE account SET changed_position = (SELECT position FROM feed_head) WHERE account_id = $1', [boris.accountId]);
    const journal = testJournal();
    sell(journal, 1, crowd[3]);
    let isAnswered = false;
    const push = sameTillAtOther.push(journal).then(() => (isAnswered = true));
    // the second writer has come as far as the feed's lock
    for (;;) {
      const waiting = await late.query<{ count: number }>("SELECT count(*)::int AS count FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()");
      if (waiting.rows[0]!.count > 0) break;
    }
    expect(await feed(till, cursor)).toMatchObject({ accounts: [], cursor });
    expect(isAnswered).toBe(false);
    await late.query('COMMIT');
    await late.end();
    await push;
    const { accounts } = await feed(till, cursor);
    expect(accounts.map(({ accountId }) => accountId)).toEqual([boris.accountId, crowd[3]!.accountId]);
  });

  it('feed a till that polls while many write everything, in pages without a gap', async () => {
    const start = (await feed(till, 0)).cursor;
    const known = new Map<string, number>();
    for (const { accountId, availablePoints } of (await feed(till, 0)).accounts) known.set(accountId, availablePoints);
    const writing = new AbortController();
    let cursor = start;
    const read = async () => {
      const page = await feed(till, cursor, { limit: 3 });
      for (const { accountId, availablePoints } of page.accounts) known.set(accountId, availablePoints);
      ({ cursor } = page);
      return page;
    };
    const reading = (async () => {
      while (!writing.signal.aborted) await read();
    })();
    await Promise.all(Array.from({ length: 6 }, async (_, writer) => {
      const journal = testJournal();
      for (let batch = 0; batch < 6; batch += 1) {
        const from = journal.operations.length;
        for (let sale = 0; sale < 4; sale += 1) sell(journal, 1, crowd[(writer * 7 + batch * 5 + sale * 3) % crowd.length]);
        const { status } = await (writer % 2 === 0 ? till : sameTillAtOther).push(journal, journal.operations.slice(from));
        expect(status).toBe(200);
      }
    }));
    writing.abort();
    await reading;
    while ((await read()).accounts.length > 0);
    const now = new Map((await feed(sameTillAtOther, 0)).accounts.map(({ accountId, availablePoints }) => [accountId, availablePoints]));
    expect(Object.fromEntries(known)).toEqual(Object.fromEntries(now));
    expect(cursor - start).toBeGreaterThanOrEqual(6 * 6);
  });

  it('book overdue holds back once, though both look for them', async () => {
    for (const { accountId, cards } of crowd.slice(-6)) await till.hold({ accountId, cardNumber: cards[0]!.number, points: 2, holdSeconds: 60 });
    const url = databaseOf(one.home).database!.url;
    const databases = await Promise.all([openPostgres({ url, log: quietLog }), openPostgres({ url, log: quietLog })]);
    const active = (await one.report()).activeHolds;
    const later = one.clock.nowMs + 3_600_000;
    const booked = await Promise.all(databases.flatMap((db) => [expireHolds(db, later), expireHolds(db, later)]));
    expect(booked.reduce((sum, count) => sum + count, 0)).toBe(active);
    await Promise.all(databases.map((db) => db.close()));
    expect(await one.report()).toMatchObject({ activeHolds: 0 });
  });

  it('leave a ledger in which everything balances', async () => {
    expect(await inspect(one.home, findImbalances)).toEqual({ operations: [], accounts: [] });
  });
});

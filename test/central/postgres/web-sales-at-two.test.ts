/** One web sale, served by two centres on one PostgreSQL database. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestCentral, type TestCentral } from '../kit.ts';
import { findImbalances, inspect } from '../kit/audit.ts';
import type { TestTill } from '../kit/test-till.ts';
import { testBundle } from '../kit/test-shop.ts';
import { aigul, aigulsCard, openWebShop, twoMilks, webClient, type WebClient } from '../web/web-shop.ts';

describe('two centres that serve one web shop', () => {
  let one: TestCentral;
  let other: TestCentral;
  let till: TestTill;
  let clients: [WebClient, WebClient];
  beforeAll(async () => {
    const events = [{ id: 'review', name: { ru: 'Отзыв' }, points: 5, limit: { times: 3, period: 'day' as const } }];
    one = await startTestCentral({ bundle: testBundle({ events }), accounts: [aigul] });
    other = await startTestCentral({ beside: one });
    till = await one.enrolTill();
    const shop = await openWebShop(one);
    clients = [shop, webClient(other.url, shop)];
  });
  afterAll(async () => {
    await other.stop();
    await one.close();
  });

  const points = async () => (await one.availablePoints(till, aigul.accountId))!;
  /** So many times at each of them, all at once. */
  const atBoth = async <Result>(times: number, call: (client: WebClient, index: number) => Promise<Result>) =>
    await Promise.all(Array.from({ length: 2 * times }, async (_, index) => await call(clients[index % 2]!, index)));
  const statuses = (answers: readonly { status: number }[]) => answers.map(({ status }) => status).sort((a, b) => a - b);

  it('open it once: the same request gets the same revision, another one is told of it', async () => {
    const saleId = randomUUID();
    const same = await atBoth(3, async (client) => await client.put(saleId));
    for (const answer of same) expect(answer).toMatchObject({ status: 200, body: { revision: 1 } });
    const different = await atBoth(3, async (client, index) => await client.put(saleId, { baseRevision: 1, lines: [{ ...twoMilks[0]!, quantityMilli: 1_000 * (index + 1) }] }));
    expect(statuses(different)).toEqual([200, 409, 409, 409, 409, 409]);
    expect(different.filter(({ status }) => status === 409).every(({ body }) => body.code === 'sale-revised')).toBe(true);
  });

  it('set points aside once for one key, and for one sale once whatever the keys', async () => {
    const before = await points();
    const saleId = randomUUID();
    await clients[0].put(saleId);
    const key = randomUUID();
    const same = await atBoth(2, async (client) => await client.take(saleId, 1, 50, key));
    for (const answer of same) expect(answer).toEqual(same[0]);
    expect(same[0]!.status).toBe(200);
    const others = await atBoth(2, async (client) => await client.take(saleId, 2, 60, randomUUID()));
    for (const { body } of others) expect(body.code).toBe('redemption-taken');
    expect(await points()).toBe(before - 50);
    await clients[1].call('POST', `/v1/sales/${saleId}/cancel`, { revision: 2 });
    expect(await points()).toBe(before);
  });

  it('commit it once, opened or not, and give each caller the same answer', async () => {
    const before = await points();
    const opened = randomUUID();
    await clients[0].put(opened);
    const commits = await atBoth(3, async (client) => await client.commit(opened, 1));
    for (const answer of commits) expect(answer).toEqual(commits[0]);
    expect(commits[0]!.status).toBe(200);
    const unseen = randomUUID();
    const blind = await atBoth(3, async (client) => await client.commit(unseen, 4, { lines: twoMilks, customer: { code: aigulsCard } }));
    for (const answer of blind) expect(answer).toEqual(blind[0]);
    expect(blind[0]!.status).toBe(200);
    expect(await points()).toBe(before + 2 * 50);
  });

  it('spend no point twice over many sales at once', async () => {
    const before = await points();
    const each = Math.floor(before / 4) + 1;
    const lines = [{ ...twoMilks[0]!, quantityMilli: 20_000 }];
    // All ask before any commits: a committed sale earns points, which the next may spend.
    const sales = await atBoth(4, async (client) => {
      const saleId = randomUUID();
      await client.put(saleId, { lines });
      const { status } = await client.take(saleId, 1, each, randomUUID());
      return { client, saleId, isTaken: status === 200 };
    });
    expect(sales.filter(({ isTaken }) => isTaken).length).toBe(3);
    const committed = await Promise.all(sales.map(async ({ client, saleId, isTaken }) => await client.commit(saleId, isTaken ? 2 : 1)));
    expect(committed.map(({ status }) => status)).toEqual(sales.map(() => 200));
    expect(await one.report()).toMatchObject({ findings: { defect: 0, goodwill: 0 }, parked: 0, activeHolds: 0 });
  });

  it('accrue an event once, and no more of them than the limit', async () => {
    const accrue = async (client: WebClient, eventId: string) => await client.call<{ points: number }>('POST', '/v1/events/accrue', { eventId, kind: 'review', card: aigulsCard });
    const eventId = randomUUID();
    const same = await atBoth(3, async (client) => await accrue(client, eventId));
    for (const answer of same) expect(answer).toEqual(same[0]);
    const many = await atBoth(3, async (client) => await accrue(client, randomUUID()));
    expect(statuses(many)).toEqual([200, 200, 409, 409, 409, 409]);
  });

  it('leave one chain, balanced books, and the same answers to the same calls', async () => {
    const saleId = randomUUID();
    const story = async () => [
      await clients[0].put(saleId),
      await clients[1].take(saleId, 1, 7, `key-${saleId}`),
      await clients[0].commit(saleId, 2),
    ];
    const first = await story();
    const before = await one.report();
    const again = await story();
    // the sale goes on meanwhile: what was answered to a key and to a commit is answered again, and a revision that is past is said to be
    expect(again[0]).toMatchObject({ status: 409, body: { code: 'sale-closed' } });
    expect(again.slice(1)).toEqual(first.slice(1));
    expect(await one.report()).toEqual(before);
    await other.stop();
    await one.stop();
    await inspect(one.home, async (db) => {
      expect(await findImbalances(db)).toEqual({ operations: [], accounts: [] });
      const rows = await db.query<{ seq: number; prev: string; hash: string }>('SELECT seq, prev, hash FROM operation ORDER BY seq');
      expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, index) => index + 1));
      for (const [index, row] of rows.entries()) expect(row.prev).toBe(rows[index - 1]?.hash ?? '0'.repeat(64));
      const heads = await db.query<{ seq: number }>('SELECT seq FROM journal');
      expect(heads).toEqual([{ seq: rows.length }]);
    });
  });
});

import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FeedAnswer, PushAnswer } from '../../../sync/protocol/messages.ts';
import { createDatabase } from '../../kit/postgres/test-databases.ts';
import { startPostgres, type PostgresServer } from '../../kit/postgres/start-postgres.ts';
import { startTestCentral, type TestCentral } from '../kit.ts';
import { findImbalances, inspect } from '../kit/audit.ts';
import { rememberDatabase } from '../kit/database-of.ts';
import { testJournal } from '../kit/test-journal.ts';
import { testSale } from '../kit/test-sale.ts';
import { anna, manyAccounts } from '../kit/test-shop.ts';
import { testTill, type TestTill } from '../kit/test-till.ts';

const crowd = manyAccounts(20);

describe('centres whose PostgreSQL is killed and restarted under load', () => {
  let server: PostgresServer;
  let one: TestCentral;
  let other: TestCentral;
  const tills: TestTill[] = [];
  beforeAll(async () => {
    server = await startPostgres();
    const home = mkdtempSync(join(tmpdir(), 'till-central-restart-'));
    rememberDatabase(home, await createDatabase(server.url));
    one = await startTestCentral({ home, accounts: [anna, ...crowd] });
    other = await startTestCentral({ beside: one });
    for (let till = 0; till < 4; till += 1) {
      const enrolled = await one.enrolTill(`till-${till}`);
      tills.push(till % 2 === 0 ? enrolled : testTill(other.url, enrolled, enrolled.keys));
    }
  });
  afterAll(async () => {
    await other.stop();
    await one.stop();
    await server.close();
  });

  /** Sells and pushes as a till does: what has no answer is asked for by position, and pushed again. */
  async function work(till: TestTill, index: number, goesOn: () => boolean, refusals: { status: number; code: string | undefined; retryAfter: string | null }[]) {
    const journal = testJournal();
    let acknowledged = 0;
    while (goesOn() || acknowledged < journal.head().seq) {
      if (goesOn()) for (let sale = 0; sale < 3; sale += 1) journal.append('sale-committed', { ...testSale(one.compiled, { customer: crowd[(index + journal.head().seq) % crowd.length]! }), tillId: till.tillId });
      const response = await fetch(`${index % 2 === 0 ? one.url : other.url}/till/v1/push`, {
        method: 'POST', headers: { authorization: `Bearer ${till.token}`, 'content-type': 'application/json' }, body: JSON.stringify(till.batch(journal, journal.operations.slice(acknowledged))),
      });
      const body = (await response.json()) as PushAnswer & { code?: string };
      if (response.status === 200) acknowledged = body.position.seq;
      else {
        refusals.push({ status: response.status, code: body.code, retryAfter: response.headers.get('retry-after') });
        await sleep(20);
      }
    }
    return journal;
  }

  it('refuse with 503 and Retry-After meanwhile, recover by themselves, and lose and double nothing', { timeout: 120_000 }, async () => {
    const waiting = (async () => {
      const { body: { epoch } } = await tills[0]!.get<{ epoch: string }>('/till/v1/ping');
      return await tills[0]!.get<FeedAnswer>(`/till/v1/feed?journalId=none&epoch=${epoch}&cursor=21&limit=10&waitMs=25000`);
    })();
    const refusals: { status: number; code: string | undefined; retryAfter: string | null }[] = [];
    let isOpen = true;
    const working = tills.map((till, index) => work(till, index, () => isOpen, refusals));
    for (const end of ['kill', 'stop', 'kill'] as const) {
      await sleep(300);
      await server[end]();
      // until a till has met it
      const met = refusals.length;
      while (refusals.length < met + tills.length) await sleep(10);
      await server.start();
    }
    await sleep(300);
    isOpen = false;
    const journals = await Promise.all(working);
    expect(refusals.filter(({ status, code, retryAfter }) => status !== 503 || code !== 'database-unavailable' || Number(retryAfter) < 1)).toEqual([]);
    expect([200, 503]).toContain((await waiting).status);
    expect((await fetch(`${other.url}/healthz`)).status).toBe(200);
    // a hold at one and its release at the other still work
    const holdId = randomUUID();
    expect((await tills[1]!.hold({ holdId, accountId: anna.accountId, cardNumber: anna.cards[0]!.number, points: 5 })).body).toMatchObject({ outcome: 'held' });
    const sold = journals.reduce((sum, journal) => sum + journal.head().seq, 0);
    expect(await one.report()).toMatchObject({ operations: sold, parked: 0, waiting: 0, quarantined: 0, findings: { defect: 0, fork: 0 } });
    await inspect(one.home, async (db) => {
      expect(await findImbalances(db)).toEqual({ operations: [], accounts: [] });
      expect(await db.query("SELECT coalesce(sum(amount_minor), 0)::bigint AS points FROM audit_ledger WHERE bucket = 'earned'")).toEqual([{ points: -60 * sold }]);
    });
  });
});

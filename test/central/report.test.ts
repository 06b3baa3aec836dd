import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReportListName, ReportPage } from '../../sync/central/report-lists.ts';
import { readReport } from '../../sync/central/report.ts';
import { inspect } from './kit/audit.ts';
import { testJournal } from './kit/test-journal.ts';
import { testSale } from './kit/test-sale.ts';
import { anna, opened } from './kit/test-shop.ts';
import { startTestCentral, type TestCentral } from './kit.ts';
import { pushOne, type TestTill } from './kit/test-till.ts';

describe('the report', () => {
  const withCentral = async (work: (central: TestCentral, till: TestTill) => Promise<void>, after: (home: string) => Promise<void> = async () => undefined) => {
    let central = await startTestCentral();
    try {
      await work(central, await central.enrolTill());
      await central.stop();
      await after(central.home);
    } finally {
      central = await startTestCentral({ home: central.home });
      await central.close();
    }
  };

  it('names the tills with their last contact and queue, branches, parked operations, defects, and what is set aside', async () => {
    await withCentral(async (central, till) => {
      await central.enrolTill('till-silent');
      const revoked = await central.enrolTill('till-revoked');
      await central.admin('tills/till-revoked/revoke', {});
      await revoked.get('/till/v1/ping');

      const journal = testJournal();
      journal.append('journal-opened', opened);
      journal.append('sale-committed', testSale(central.compiled, { customer: anna }));
      journal.append('sale-committed', testSale(central.compiled, { customer: anna }));
      await till.push(journal, journal.operations.slice(0, 2));
      const clone = testJournal(journal.journalId);
      clone.append('journal-opened', { ...opened, agentVersion: '0.2.0' });
      await till.push(clone);
      const parked = await pushOne(till, 'of-tomorrow', {});
      const sale = testSale(central.compiled, { customer: anna });
      const wrong = await pushOne(till, 'sale-committed', { ...sale, result: { ...sale.result, payableMinor: sale.result.payableMinor + 1 } });
      expect([parked.reason, wrong.reason]).toEqual(['unknown-operation', 'defect']);

      const report = await central.report();
      expect(report.tillStates).toMatchObject([
        { tillId: 'till-1', storeId: 'store-1', lastContactMs: central.clock.nowMs, isQuarantined: true, isRevoked: false },
        { tillId: 'till-revoked', lastContactMs: null, isRevoked: true },
        { tillId: 'till-silent', lastContactMs: null, lastPushMs: null, queue: 0, isQuarantined: false },
      ]);
      expect(report.branches).toEqual([{ tillId: 'till-1', journalId: journal.journalId, operations: 1, fromSeq: 1, toSeq: 1, sinceMs: central.clock.nowMs }]);
      expect(report.parkedByReason).toEqual([{ reason: 'defect', count: 1 }, { reason: 'unknown-operation', count: 1 }]);
      expect(report.parkedOperations.map(({ opId, tillId, kind }) => ({ opId, tillId, kind }))).toEqual(expect.arrayContaining([{ opId: parked.opId, tillId: 'till-1', kind: 'of-tomorrow' }]));
      expect(report.defects).toMatchObject([{ opId: wrong.opId, tillId: 'till-1', accountId: anna.accountId }]);
    });
  });

  it('says how many operations a till had not yet sent at its last push, and what is held', async () => {
    await withCentral(async (central, till) => {
      const journal = testJournal();
      journal.append('journal-opened', opened);
      for (let sale = 0; sale < 3; sale += 1) journal.append('sale-committed', testSale(central.compiled, { customer: anna }));
      await till.push(journal, journal.operations.slice(0, 2));
      await till.hold({ accountId: anna.accountId, cardNumber: anna.cards[0]!.number, points: 40 });
      const { tillStates: [state], heldPoints, leasedPoints } = await central.report();
      expect([state!.queue, heldPoints, leasedPoints]).toEqual([2, 40, 0]);
    });
  });

  it('sums goodwill by whatever cause a finding names, and what the ledger has as leased', async () => {
    await withCentral(async () => undefined, async (home) => {
      await inspect(home, async (db) => {
        for (const [cause, points] of [['clock-fault', 5], ['clock-fault', 7], ['a-cause-of-tomorrow', 1]] as const) {
          await db.query("INSERT INTO finding (kind, journal_id, seq, op_id, detail, at_ms) VALUES ('goodwill', 'j', 1, $1, $2::jsonb, 0)", [randomUUID(), JSON.stringify({ cause, points })]);
        }
        await db.query("INSERT INTO ledger_entry (account_id, programme_id, bucket, amount_minor, op_id, at_ms) VALUES ($1, 'test', 'leased', 30, 'lease', 0), ($1, 'test', 'available', -30, 'lease', 0)", [anna.accountId]);
        const { goodwill, leasedPoints, goodwillPoints } = await readReport(db, Date.now());
        expect(goodwill).toEqual([{ cause: 'a-cause-of-tomorrow', receipts: 1, points: 1 }, { cause: 'clock-fault', receipts: 2, points: 12 }]);
        expect([leasedPoints, goodwillPoints]).toEqual([30, 0]);
      });
    });
  });
});

describe('the lists of the report', () => {
  let central: TestCentral;
  beforeAll(async () => {
    central = await startTestCentral();
    await central.stop();
    await inspect(central.home, async (db) => {
      await db.query("INSERT INTO till (till_id, name, store_id, public_key, token_hash, enrolled_at_ms) SELECT 'till-' || n, 'Касса', 'Store-' || (n % 3), '', 'hash-' || n, 0 FROM generate_series(1, 650) AS n");
      await db.query("INSERT INTO journal (journal_id, till_id, seq, hash, claimed_seq, claimed_hash, last_push_ms) SELECT 'journal-' || n, 'till-' || n, 0, '', 0, '', 0 FROM generate_series(1, 650) AS n");
      await db.query(`INSERT INTO finding (kind, journal_id, seq, op_id, detail, at_ms) SELECT 'defect', 'journal-1', n, 'op-' || n, '{"what": "price"}', 7 FROM generate_series(1, 45) AS n`);
      await db.query(`INSERT INTO quarantined_operation (journal_id, hash, seq, op_id, kind, schema, at_ms, wall_ms, clock, payload, prev, received_at_ms)
        SELECT 'journal-' || n, 'hash-' || n, 2, 'q-' || n, 'sale-committed', 1, 0, 0, 'synced', '{}', 'prev', n / 2 FROM generate_series(1, 30) AS n`);
    });
    central = await startTestCentral({ home: central.home });
  });
  afterAll(async () => await central.close());

  const page = async (list: ReportListName, query = '') => await central.admin<ReportPage<{ tillId: string; opId?: string; journalId?: string }>>(`report/${list}${query}`);
  const all = async (list: ReportListName, limit: number) => {
    const pages: { tillId: string; opId?: string; journalId?: string }[][] = [];
    for (let query: string | undefined = `?limit=${limit}`; query !== undefined;) {
      const { body }: Awaited<ReturnType<typeof page>> = await page(list, query);
      pages.push(body.items);
      query = body.next === undefined ? undefined : `?limit=${limit}&after=${body.next}`;
    }
    return pages;
  };

  it('begin in the report, which says where they go on', async () => {
    const report = await central.report();
    expect([report.tills, report.tillStates.length, report.defects.length, report.branches.length]).toEqual([650, 500, 20, 30]);
    expect(Object.keys(report.next).sort()).toEqual(['defects', 'tillStates']);
    const rest = (await page('tillStates', `?limit=1000&after=${report.next.tillStates}`)).body;
    expect([rest.items.length, rest.next]).toEqual([150, undefined]);
    expect(new Set([...report.tillStates, ...rest.items].map(({ tillId }) => tillId)).size).toBe(650);
  });

  it('are told to their ends, each row once, in one order whatever the size of the pages', async () => {
    const tills = await all('tillStates', 97);
    expect(tills.map((items) => items.length)).toEqual([97, 97, 97, 97, 97, 97, 68]);
    expect(tills.flat()).toEqual((await all('tillStates', 1_000)).flat());
    const defects = (await all('defects', 7)).flat();
    expect(defects.map(({ opId }) => opId)).toEqual(Array.from({ length: 45 }, (_, n) => `op-${45 - n}`));
    // two branches came at each moment
    const branches = (await all('branches', 1)).flat();
    expect([branches.length, new Set(branches.map(({ journalId }) => journalId)).size]).toEqual([30, 30]);
    expect(await all('parkedOperations', 5)).toEqual([[]]);
  });

  it.each(['?limit=0', '?limit=1001', '?limit=ten', '?after=rubbish', `?after=${Buffer.from('["a"]').toString('base64url')}`, `?after=${Buffer.from('["a","b\\u0000"]').toString('base64url')}`, '?page=2'])('refuse %s', async (query) => {
    expect(await page('tillStates', query)).toMatchObject({ status: 400, body: { code: 'bad-request' } });
  });

  it('refuse a list that there is not, and the place of another list', async () => {
    expect(await page('accounts' as ReportListName)).toMatchObject({ status: 400 });
    const { next } = (await page('tillStates', '?limit=1')).body;
    expect(await page('defects', `?after=${next}`)).toMatchObject({ status: 400 });
  });
});

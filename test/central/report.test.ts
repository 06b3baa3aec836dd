import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
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

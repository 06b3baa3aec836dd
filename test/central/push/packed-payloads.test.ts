import { describe, expect, it } from 'vitest';
import type { ReconciliationAnswer } from '../../../sync/protocol/reconciliation.ts';
import type { Database } from '../../../sync/central/database/database.ts';
import { withPayloads } from '../../../sync/central/payload-blocks.ts';
import { inspect } from '../kit/audit.ts';
import { testJournal, type TestJournal } from '../kit/test-journal.ts';
import { testReturn, testSale } from '../kit/test-sale.ts';
import { anna, opened } from '../kit/test-shop.ts';
import { pushOne } from '../kit/test-till.ts';
import { useCentral } from '../kit/use-central.ts';

describe('push: payloads of many operations', () => {
  const at = useCentral();
  const journals: TestJournal[] = [];

  function longJournal(sales: number) {
    const journal = testJournal();
    journal.append('journal-opened', opened);
    const sold = Array.from({ length: sales }, () => testSale(at.central.compiled, { customer: anna }));
    for (const sale of sold) journal.append('sale-committed', sale);
    journals.push(journal);
    return { journal, sold };
  }

  it('are read back where a return, a repetition or a comparison of the shift needs them', async () => {
    const { journal, sold } = longJournal(300);
    const { body } = await at.till.push(journal);
    expect(new Set(body.verdicts.map(({ verdict }) => verdict))).toEqual(new Set(['applied']));
    expect(new Set((await at.till.push(journal)).body.verdicts.map(({ verdict }) => verdict))).toEqual(new Set(['duplicate']));

    const sale = sold[145]!;
    const before = (await at.central.availablePoints(at.till, anna.accountId))!;
    const within = { compiled: at.central.compiled, soldUnder: at.central.compiled, availablePoints: before };
    expect(await pushOne(at.till, 'return-committed', testReturn(sale, [], 'rest', within))).toMatchObject({ verdict: 'applied' });
    expect(await at.central.availablePoints(at.till, anna.accountId)).toBe(before - sale.result.pointsEarned);
    expect(await pushOne(at.till, 'sale-committed', sale)).toMatchObject({ verdict: 'parked', reason: 'sale-repeated' });

    const { body: compared } = await at.till.get<ReconciliationAnswer>(`/till/v1/reconciliation?journalId=${journal.journalId}&fromSeq=1&toSeq=301`);
    const earned = sold.reduce((sum, { result }) => sum + result.pointsEarned, 0);
    expect(compared).toMatchObject({
      figures: { operations: 301, sales: { count: 300, payableMinor: sold.reduce((sum, { result }) => sum + result.payableMinor, 0) }, returns: { count: 0, refundMinor: 0 } },
      differences: [],
    });
    expect(compared.figures.buckets).toEqual([{ bucket: 'available', points: earned }, { bucket: 'earned', points: -earned }]);
    expect(compared.booked).toEqual(compared.figures.buckets);
  });

  it('are whole, whichever of pushes that overlap comes first', async () => {
    const { journal } = longJournal(290);
    const parts = [160, 17, 291, 266].map((to) => journal.operations.slice(0, to));
    await Promise.all(parts.map((operations) => at.till.push(journal, operations)));
    expect(await at.till.position(journal.journalId)).toMatchObject(journal.head());
  });

  it('lie packed, and one that is missing is not read as nothing', async () => {
    await at.central.stop();
    await inspect(at.central.home, async (db) => {
      for (const { journalId, operations } of journals) {
        const stored = await readRows(db, journalId);
        expect((await withPayloads(db, stored)).map(({ payload }) => payload)).toEqual(operations.map(({ payload }) => payload));
      }
      const [{ journalId, operations }] = journals as [TestJournal];
      expect((await readRows(db, journalId)).every(({ payload }) => payload === null)).toBe(true);
      const [packed] = await db.query<{ blocks: number; bytes: number }>('SELECT count(*) AS blocks, sum(octet_length(packed))::bigint AS bytes FROM payload_block WHERE journal_id = $1', [journalId]);
      expect(packed?.blocks).toBe(3);
      expect(packed?.bytes).toBeLessThan(operations.reduce((sum, { payload }) => sum + payload.length, 0) / 3);
      await db.query('DELETE FROM payload_block WHERE journal_id = $1 AND from_seq = (SELECT min(from_seq) FROM payload_block WHERE journal_id = $1)', [journalId]);
      await expect(withPayloads(db, await readRows(db, journalId))).rejects.toThrow('has lost its payload');
    });
  });
});

async function readRows(db: Database, journalId: string) {
  return await db.query<{ journalId: string; seq: number; payload: string | null }>('SELECT journal_id AS "journalId", seq, payload FROM operation WHERE journal_id = $1 ORDER BY seq', [journalId]);
}

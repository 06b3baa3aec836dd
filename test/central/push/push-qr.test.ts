import { describe, expect, it } from 'vitest';
import type { SaleCommitted } from '../../../agent/domain/operations/operation.ts';
import type { FeedAnswer, QrUseReply } from '../../../sync/protocol/messages.ts';
import { testJournal } from '../kit/test-journal.ts';
import { testSale } from '../kit/test-sale.ts';
import { anna, boris } from '../kit/test-shop.ts';
import { pushOne } from '../kit/test-till.ts';
import { useCentral } from '../kit/use-central.ts';

function withCode(sale: SaleCommitted, nonce: string): SaleCommitted {
  if (sale.customer === undefined) throw new Error('the sale has no customer');
  return { ...sale, customer: { ...sale.customer, identifiedBy: 'dynamic-qr', qr: { keyId: 1, nonce, issuedAtSeconds: 1_795_330_800 } } };
}

describe('push: codes of the application', () => {
  const at = useCentral({ accounts: [anna, boris] });
  const sale = (nonce: string, saleId?: string) => withCode(testSale(at.central.compiled, { customer: anna, ...(saleId === undefined ? {} : { saleId }) }), nonce);
  const replays = async () => (await at.central.report()).findings.qrReplayed;
  const use = async (nonce: string, saleId: string, protocol = 2) => await at.till.post<QrUseReply>('/till/v1/qr-uses', { protocol, keyId: 1, nonce, saleId });

  const at10 = 1_795_330_800_000;
  const push = async (payload: SaleCommitted, atMs: number, clock: 'synced' | 'suspect' = 'synced') => {
    const journal = testJournal();
    const { opId } = journal.append('sale-committed', payload, { atMs, clock });
    const { status, body } = await at.till.push(journal);
    expect(status).toBe(200);
    return { opId, ...body.verdicts[0] };
  };

  it('one that came in two sales is reported with both; the second is booked as it stands, and parked for people', async () => {
    const before = await replays();
    const [first, second] = [sale('00000000000000aa'), sale('00000000000000aa')];
    const points = (await at.central.availablePoints(at.till, anna.accountId))!;
    expect(await push(first, at10)).toMatchObject({ verdict: 'applied' });
    expect(await replays()).toBe(before);
    expect(await push(second, at10 + 1)).toMatchObject({ verdict: 'parked', reason: 'qr-replayed' });
    expect(await at.central.availablePoints(at.till, anna.accountId)).toBe(points + first.result.pointsEarned + second.result.pointsEarned);
    const report = await at.central.report();
    expect(report.findings.qrReplayed).toBe(before + 1);
    expect(report.qrReplays[0]).toMatchObject({ saleId: second.saleId, tillId: 'till-1', usedBySale: first.saleId, usedAtTill: 'till-1', accountId: anna.accountId, pointsSpent: 0 });
    expect(await pushOne(at.till, 'sale-committed', sale('00000000000000ab'))).toMatchObject({ verdict: 'applied' });
  });

  describe('of two sales the later is parked, in either order of arrival', () => {
    const verdictOf = async ({ opId }: { opId: string }) => {
      const [settled] = (await told(0, `&waiting=${opId}`)).settled ?? [];
      return { verdict: settled?.verdict, reason: settled?.reason ?? null };
    };
    const told = async (revisedAfter: number, more = '') => {
      const { body: { epoch } } = await at.till.get<{ epoch: string }>('/till/v1/ping');
      return (await at.till.get<FeedAnswer>(`/till/v1/feed?journalId=any&epoch=${epoch}&cursor=0&limit=5000&protocol=2&revisedAfter=${revisedAfter}${more}`)).body;
    };
    it('the earlier that comes second has the code; the later one is told by the feed, and stays booked', async () => {
      const nonce = '00000000000000b1';
      const before = await replays();
      const points = (await at.central.availablePoints(at.till, anna.accountId))!;
      const [early, late] = [sale(nonce), sale(nonce)];
      const lateOp = await push(late, at10 + 60_000);
      const { revisedThrough = 0 } = await told(0);
      const earlyOp = await push(early, at10);
      expect(await verdictOf(earlyOp)).toEqual({ verdict: 'applied', reason: null });
      expect(await verdictOf(lateOp)).toEqual({ verdict: 'parked', reason: 'qr-replayed' });
      expect((await told(revisedThrough)).revised).toEqual([{ opId: lateOp.opId, verdict: 'parked', reason: 'qr-replayed' }]);
      expect(await replays()).toBe(before + 1);
      expect((await at.central.report()).qrReplays[0]).toMatchObject({ opId: lateOp.opId, saleId: late.saleId, usedBySale: early.saleId, accountId: anna.accountId, pointsSpent: 0 });
      expect(await at.central.availablePoints(at.till, anna.accountId)).toBe(points + early.result.pointsEarned + late.result.pointsEarned);
      // a third one between them loses to the earliest, which has the code now
      expect(await verdictOf(await push(sale(nonce), at10 + 30_000))).toEqual({ verdict: 'parked', reason: 'qr-replayed' });
      expect(await verdictOf(earlyOp)).toEqual({ verdict: 'applied', reason: null });
      // and an earlier one yet takes it from that
      expect(await verdictOf(await push(sale(nonce), at10 - 30_000))).toEqual({ verdict: 'applied', reason: null });
      expect(await verdictOf(earlyOp)).toEqual({ verdict: 'parked', reason: 'qr-replayed' });
    });

    it('a clock that is not trusted counts when its sale arrives', async () => {
      const nonce = '00000000000000b2';
      const lateOp = await push(sale(nonce), at10 - 3_600_000);
      const suspectOp = await push(sale(nonce), at10 - 7_200_000, 'suspect');
      expect(await verdictOf(lateOp)).toEqual({ verdict: 'applied', reason: null });
      expect(await verdictOf(suspectOp)).toEqual({ verdict: 'parked', reason: 'qr-replayed' });
    });

    it('a sale that asked for the code keeps it, whatever a till that was apart says of the time', async () => {
      const nonce = '00000000000000b3';
      expect(await use(nonce, 'asked')).toMatchObject({ body: { outcome: 'yours' } });
      const askedOp = await push(sale(nonce, 'asked'), at10);
      const earlierOp = await push(sale(nonce), at10 - 60_000);
      expect(await verdictOf(askedOp)).toEqual({ verdict: 'applied', reason: null });
      expect(await verdictOf(earlierOp)).toEqual({ verdict: 'parked', reason: 'qr-replayed' });
    });

    it('many that come at once leave one', async () => {
      const nonce = '00000000000000b4';
      const ops = await Promise.all([5, 3, 1, 4, 2].map(async (minute) => await push(sale(nonce), at10 + minute * 60_000)));
      const verdicts = await Promise.all(ops.map(verdictOf));
      expect(verdicts.map((one) => one.verdict)).toEqual(['parked', 'parked', 'applied', 'parked', 'parked']);
    });
  });

  it('within one batch too', async () => {
    const journal = testJournal();
    journal.append('sale-committed', sale('00000000000000ac'));
    journal.append('sale-committed', sale('00000000000000ac'));
    expect((await at.till.push(journal)).body).toMatchObject({ verdicts: [{ verdict: 'applied' }, { verdict: 'parked', reason: 'qr-replayed' }] });
  });

  it('is the sale’s that asks first, as often as it asks, and of no other', async () => {
    expect(await use('00000000000000ad', 'mine')).toMatchObject({ status: 200, body: { outcome: 'yours' } });
    expect(await use('00000000000000ad', 'mine')).toMatchObject({ body: { outcome: 'yours' } });
    expect(await use('00000000000000ad', 'another')).toMatchObject({ body: { outcome: 'used', saleId: 'mine', tillId: 'till-1' } });
    expect(await pushOne(at.till, 'sale-committed', sale('00000000000000ad', 'mine'))).toMatchObject({ verdict: 'applied' });
    expect(await pushOne(at.till, 'sale-committed', sale('00000000000000ad'))).toMatchObject({ verdict: 'parked', reason: 'qr-replayed' });
  });

  it('asked for by many sales at once is one sale’s', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, async (_, index) => await use('00000000000000ae', `at-once-${index}`)));
    expect(answers.filter(({ body }) => 'outcome' in body && body.outcome === 'yours')).toHaveLength(1);
  });

  it('refuses what is no code', async () => {
    expect(await use('xyz', 'mine')).toMatchObject({ status: 400, body: { code: 'bad-request' } });
  });
});

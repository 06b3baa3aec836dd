import { describe, expect, it } from 'vitest';
import type { SaleCommitted } from '../../../agent/domain/operations/operation.ts';
import type { QrUseReply } from '../../../sync/protocol/messages.ts';
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

  it('one that came in two sales is reported with both; the second is booked as it stands, and parked for people', async () => {
    const before = await replays();
    const [first, second] = [sale('00000000000000aa'), sale('00000000000000aa')];
    const points = (await at.central.availablePoints(at.till, anna.accountId))!;
    expect(await pushOne(at.till, 'sale-committed', first)).toMatchObject({ verdict: 'applied' });
    expect(await replays()).toBe(before);
    expect(await pushOne(at.till, 'sale-committed', second)).toMatchObject({ verdict: 'parked', reason: 'qr-replayed' });
    expect(await at.central.availablePoints(at.till, anna.accountId)).toBe(points + first.result.pointsEarned + second.result.pointsEarned);
    const report = await at.central.report();
    expect(report.findings.qrReplayed).toBe(before + 1);
    expect(report.qrReplays[0]).toMatchObject({ saleId: second.saleId, tillId: 'till-1', usedBySale: first.saleId, usedAtTill: 'till-1', accountId: anna.accountId, pointsSpent: 0 });
    expect(await pushOne(at.till, 'sale-committed', sale('00000000000000ab'))).toMatchObject({ verdict: 'applied' });
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

import { describe, expect, it } from 'vitest';
import type { SaleCommitted } from '../../../agent/domain/operations/operation.ts';
import type { FeedAnswer } from '../../../sync/protocol/messages.ts';
import { testJournal } from '../kit/test-journal.ts';
import { testSale } from '../kit/test-sale.ts';
import { anna } from '../kit/test-shop.ts';
import { useCentral } from '../kit/use-central.ts';

describe('push: orders of web shops', () => {
  const at = useCentral({ accounts: [anna] });
  const at10 = 1_795_330_800_000;
  const minuteMs = 60_000;
  const sale = (...orders: string[]): SaleCommitted => ({ ...testSale(at.central.compiled, { customer: anna }), orders: orders.map((saleId) => ({ channelId: 'shop', saleId })) });
  const push = async (payload: SaleCommitted, atMs: number, clock: 'synced' | 'suspect' = 'synced') => {
    const journal = testJournal();
    const { opId } = journal.append('sale-committed', payload, { atMs, clock });
    const { status, body } = await at.till.push(journal);
    expect(status).toBe(200);
    return { opId, ...body.verdicts[0] };
  };
  const told = async (revisedAfter: number, more = '') => {
    const { body: { epoch } } = await at.till.get<{ epoch: string }>('/till/v1/ping');
    return (await at.till.get<FeedAnswer>(`/till/v1/feed?journalId=any&epoch=${epoch}&cursor=0&limit=5000&protocol=2&revisedAfter=${revisedAfter}${more}`)).body;
  };
  const verdictOf = async ({ opId }: { opId: string }) => {
    const [settled] = (await told(0, `&waiting=${opId}`)).settled ?? [];
    return [settled?.verdict, settled?.reason ?? null];
  };
  const lost = ['parked', 'order-repeated'];
  const kept = ['applied', null];
  const points = async () => (await at.central.availablePoints(at.till, anna.accountId))!;

  it('a sale names its order, and one from before orders were named stays valid', async () => {
    expect(await push(sale('web-1'), at10)).toMatchObject({ verdict: 'applied' });
    const { orders: _orders, ...old } = sale();
    expect(await push(old, at10)).toMatchObject({ verdict: 'applied' });
    expect((await push({ ...sale('web-1'), orders: [{ channelId: 'another', saleId: 'web-1' }] }, at10 + 1)).verdict).toBe('applied');
  });

  it.each([['the earlier', [0, 1]], ['the later', [1, 0]]] as const)('of two sales of one order the later is parked and stays booked, its till is told, and both are in the report: %s arrives first', async (title, order) => {
    const id = `web-${title.slice(4)}`;
    const sales = [sale(id), sale(id)] as const;
    const before = { points: await points(), repeated: (await at.central.report()).findings.orderRepeated };
    const { revisedThrough = 0 } = await told(0);
    const ops: { opId: string }[] = [];
    for (const index of order) ops[index] = await push(sales[index], at10 + index * minuteMs);
    expect([await verdictOf(ops[0]!), await verdictOf(ops[1]!)]).toEqual([kept, lost]);
    expect(await points()).toBe(before.points + sales[0].result.pointsEarned + sales[1].result.pointsEarned);
    const report = await at.central.report();
    expect(report.findings.orderRepeated).toBe(before.repeated + 1);
    expect(report.orderRepeats[0]).toMatchObject({ channelId: 'shop', orderId: id, saleId: sales[1].saleId, usedBySale: sales[0].saleId, tillId: 'till-1', usedAtTill: 'till-1', accountId: anna.accountId });
    const revised = order[0] === 1 ? [{ opId: ops[1]!.opId, verdict: 'parked', reason: 'order-repeated' }] : [];
    expect((await told(revisedThrough)).revised ?? []).toEqual(revised);
    // One between them loses as well, and an earlier one yet takes it.
    expect(await verdictOf(await push(sale(id), at10 + minuteMs / 2))).toEqual(lost);
    expect(await verdictOf(await push(sale(id), at10 - minuteMs))).toEqual(kept);
    expect(await verdictOf(ops[0]!)).toEqual(lost);
  });

  it('a clock that is not trusted counts when its sale arrives', async () => {
    const late = await push(sale('web-suspect'), at10 - 60 * minuteMs);
    expect(await verdictOf(await push(sale('web-suspect'), at10 - 120 * minuteMs, 'suspect'))).toEqual(lost);
    expect(await verdictOf(late)).toEqual(kept);
  });

  it('within one batch, and many at once, leave one', async () => {
    const journal = testJournal();
    for (const _ of [1, 2]) journal.append('sale-committed', sale('web-batch'));
    expect((await at.till.push(journal)).body).toMatchObject({ verdicts: [{ verdict: 'applied' }, { verdict: 'parked', reason: 'order-repeated' }] });
    const ops = await Promise.all([5, 3, 1, 4, 2].map(async (minute) => await push(sale('web-many'), at10 + minute * minuteMs)));
    expect((await Promise.all(ops.map(verdictOf))).map(([verdict]) => verdict)).toEqual(['parked', 'parked', 'applied', 'parked', 'parked']);
  });

  it('a sale with two orders loses by one of them, and keeps the other', async () => {
    await push(sale('web-a'), at10);
    expect(await push(sale('web-a', 'web-b'), at10 + 1)).toMatchObject({ verdict: 'parked', reason: 'order-repeated' });
    expect(await push(sale('web-b'), at10 + 2)).toMatchObject({ verdict: 'parked', reason: 'order-repeated' });
    expect(await push(sale('web-c'), at10 + 3)).toMatchObject({ verdict: 'applied' });
  });

  it('a code and an order that both came twice are both reported', async () => {
    const { customer } = sale('web-both');
    const both = (): SaleCommitted => ({ ...sale('web-both'), customer: { ...customer!, identifiedBy: 'dynamic-qr', qr: { keyId: 1, nonce: '00000000000000f1', issuedAtSeconds: 1_795_330_800 } } });
    const before = (await at.central.report()).findings;
    await push(both(), at10);
    expect(await push(both(), at10 + 1)).toMatchObject({ verdict: 'parked', reason: 'qr-replayed' });
    const { findings } = await at.central.report();
    expect([findings.qrReplayed - before.qrReplayed, findings.orderRepeated - before.orderRepeated]).toEqual([1, 1]);
  });
});

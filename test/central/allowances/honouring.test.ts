import { afterEach, describe, expect, it } from 'vitest';
import { readReport } from '../../../sync/central/report.ts';
import { listParked, resolveParked } from '../../../sync/central/resolve-parked.ts';
import { postingsOf } from '../kit/audit.ts';
import { leaseBundle, openLeaseShop, type LeaseShop, type LeaseTill } from '../kit/lease-shop.ts';
import { pointsReturn, pointsSale } from '../kit/points-sale.ts';
import { boris, testTime } from '../kit/test-shop.ts';

const honouring = { maxPointsPerReceipt: 100, maxPointsPerTillDay: 150, maxPointsPerDay: 200 };
const offline = { policy: 'risk-limit' as const, maxPointsPerReceipt: 500, maxPointsPerCustomerDay: 5_000, maxPointsPerTillDay: 5_000 };

describe('honouring of printed receipts within caps', () => {
  let shop: LeaseShop;
  afterEach(async () => await shop.close());
  const open = async () => {
    shop = await openLeaseShop(leaseBundle({ offline, honouring }), [boris]);
  };
  /** Boris has nothing; his till believed that he had enough */
  const risk = async (till: LeaseTill, opId: string, points: number, time = testTime) =>
    await till.sell({ ...(await shop.account(boris.accountId)), availablePoints: points }, { points, riskPoints: points }, { opId, milk: 20, time });
  const beyond = (points: number, cap: string, capPoints: number) => ({ kind: 'beyond-caps', detail: { points, cap, capPoints, cause: 'risk-policy', why: 'risk-limit' } });

  it('pays to the cap of the receipt, of the till and of the programme on the day of the sale, and parks the rest', async () => {
    await open();
    const [one, other] = [await shop.till('till-a'), await shop.till('till-b')];
    expect(await risk(one, 'in', 60)).toBe('applied');
    expect(await risk(one, 'receipt', 130)).toBe('parked beyond-caps');
    expect(await shop.findings('receipt')).toContainEqual(beyond(40, 'till-day', 150));
    expect(await postingsOf(shop.db, 'receipt')).toEqual({ goodwill: -90, spent: 90 });
    expect(await risk(one, 'till', 10)).toBe('parked beyond-caps');
    expect(await shop.findings('till')).toEqual([beyond(10, 'till-day', 150)]);
    expect(await risk(other, 'programme', 70)).toBe('parked beyond-caps');
    expect(await shop.findings('programme')).toContainEqual(beyond(20, 'day', 200));
    const tomorrow = { ...testTime, localDate: '2026-11-23' };
    expect(await risk(one, 'tomorrow', 120, tomorrow)).toBe('parked beyond-caps');
    expect(await shop.findings('tomorrow')).toContainEqual(beyond(20, 'receipt', 100));
    expect((await listParked(shop.db)).map(({ opId, points, reason }) => [opId, points, reason])).toEqual([
      ['programme', 20, 'beyond-caps'], ['receipt', 40, 'beyond-caps'], ['till', 10, 'beyond-caps'], ['tomorrow', 20, 'beyond-caps'],
    ]);
    expect((await shop.balance(boris.accountId)).available).toBe(0);
    expect((await readReport(shop.db, shop.clock.nowMs)).redemption).toMatchObject({
      parked: [{ reason: 'beyond-caps', receipts: 4, points: 90 }], goodwillWhy: [{ cause: 'risk-policy', why: 'risk-limit', points: 300 }],
    });
  });

  it('counts what several receipts of one batch take', async () => {
    await open();
    const till = await shop.till('till-a');
    const account = { ...(await shop.account(boris.accountId)), availablePoints: 80 };
    const sales = ['one', 'two', 'three'].map((saleId) => pointsSale(shop.compiled, { saleId, time: testTime, account, tillId: 'till-a', redeem: { points: 80, riskPoints: 80 } }));
    for (const sale of sales.slice(0, 2)) till.journal.append('sale-committed', sale, { opId: sale.saleId });
    expect(await till.pushAll()).toEqual(['applied', 'parked beyond-caps']);
    till.journal.append('sale-committed', sales[2]!, { opId: 'three' });
    expect(await till.pushAll()).toEqual(['duplicate', 'parked beyond-caps', 'parked beyond-caps']);
    expect(await shop.db.query('SELECT till_id, points FROM honoured_points')).toEqual([{ till_id: 'till-a', points: 150 }]);
  });

  it('books what an administrator accepts to goodwill, once, and nothing of what is rejected', async () => {
    await open();
    const till = await shop.till('till-a');
    await risk(till, 'large', 130);
    await risk(till, 'larger', 200);
    const accepted = await resolveParked(shop.db, 'large', 'accepted', shop.clock.nowMs);
    expect(accepted).toMatchObject({ points: 30, state: 'accepted', resolvedAtMs: shop.clock.nowMs });
    expect(await resolveParked(shop.db, 'large', 'accepted', shop.clock.nowMs + 1)).toEqual(accepted);
    expect(await postingsOf(shop.db, 'accept:large')).toEqual({ goodwill: -30, spent: 30 });
    expect(await shop.findings('large')).toContainEqual({ kind: 'goodwill', detail: { points: 30, cause: 'risk-policy', why: 'accepted' } });
    expect(await shop.db.query("SELECT verdict, reason FROM operation WHERE op_id = 'large'")).toEqual([{ verdict: 'applied', reason: null }]);
    await expect(resolveParked(shop.db, 'large', 'rejected', 0)).rejects.toMatchObject({ code: 'spending-resolved' });
    await expect(resolveParked(shop.db, 'nobody', 'rejected', 0)).rejects.toMatchObject({ code: 'not-found' });
    expect(await resolveParked(shop.db, 'larger', 'rejected', shop.clock.nowMs)).toMatchObject({ points: 150, state: 'rejected' });
    expect(await postingsOf(shop.db, 'accept:larger')).toEqual({});
    expect(await listParked(shop.db)).toEqual([]);
  });

  it('gives back on a return what was accepted, and of what is parked nothing', async () => {
    await open();
    const till = await shop.till('till-a');
    const account = { ...(await shop.account(boris.accountId)), availablePoints: 130 };
    const saleOf = (saleId: string) => pointsSale(shop.compiled, { saleId, time: testTime, account, tillId: 'till-a', redeem: { points: 130, riskPoints: 130 } });
    const [kept, decided] = [saleOf('kept'), saleOf('decided')];
    await till.push('sale-committed', decided, { opId: 'decided' });
    await resolveParked(shop.db, 'decided', 'accepted', shop.clock.nowMs);
    expect(await till.push('return-committed', { ...pointsReturn(shop.compiled, decided, 'back-1', testTime), tillId: 'till-a' })).toBe('applied');
    expect((await shop.balance(boris.accountId)).available).toBe(130);
    await till.push('sale-committed', { ...kept, redemption: { points: 130, riskPoints: 130 } }, { opId: 'kept' });
    expect((await shop.balance(boris.accountId)).available).toBe(0);
  });
});

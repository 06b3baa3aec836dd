import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyOperation } from '../../agent/domain/customer/apply-operation.ts';
import { maxAmount } from '../../agent/domain/scalars.ts';
import type { SaleCommitted } from '../../agent/domain/operations/operation.ts';
import { readProgrammeChanges } from '../../sync/central/programme-state.ts';
import { listBudgets, removeBudget, setBudget } from '../../sync/central/budgets.ts';
import { openLedger, type OpenLedger } from './kit/open-ledger.ts';
import { pointsReturn, pointsSale, type PointsSaleWish } from './kit/points-sale.ts';
import { countsBundle, timeIn } from './kit/points-shop.ts';
import { anna, boris, testTime } from './kit/test-shop.ts';
import { withoutLast } from './kit/told-account.ts';

describe('what sales use up', () => {
  let ledger: OpenLedger;
  beforeAll(async () => {
    ledger = await openLedger(countsBundle(), [anna, boris], testTime.instantMs);
    await setBudget(ledger.db, 'budget', 15_000);
  });
  afterAll(async () => await ledger.close());

  let counter = 0;
  const push = async (sale: SaleCommitted) => await ledger.push('sale-committed', sale, `op-${counter += 1}`);
  const sale = (wish: Partial<PointsSaleWish>) => pointsSale(ledger.compiled, { saleId: `sale-${counter += 1}`, time: timeIn(0), ...wish });
  const findings = async () => await ledger.db.query<{ kind: string; detail: Record<string, unknown> }>('SELECT kind, detail FROM finding ORDER BY finding_id');
  const told = async () => await readProgrammeChanges(ledger.db, { cursor: 0, pageEnd: Number.MAX_SAFE_INTEGER, journalId: 'none' });

  it('are purchases and the uses of a limit, alike at the till and at the centre, and the limit limits', async () => {
    const before = await ledger.account(anna.accountId);
    expect(before.purchases).toBe(0);
    const first = sale({ account: before });
    expect(first.result.promotions.map(({ promotionId }) => promotionId)).toContain('weekly');
    expect(await push(first)).toBe('applied');
    const after = await ledger.account(anna.accountId);
    expect(after).toMatchObject({ purchases: 1, usage: [{ promotionId: 'weekly', since: '2026-11-16', times: 1 }] });
    expect(applyOperation(before, { kind: 'sale-committed', schema: 1, payload: first })).toEqual(withoutLast(after));
    expect(sale({ account: after }).result.promotions.map(({ promotionId }) => promotionId)).not.toContain('weekly');
    expect(sale({ account: after, time: timeIn(1) }).result.promotions.map(({ promotionId }) => promotionId)).toContain('weekly');
  });

  it('count in the period of their own day, whatever the order in which they arrive', async () => {
    const account = await ledger.account(boris.accountId);
    expect(await push(sale({ account, time: timeIn(1) }))).toBe('applied');
    expect(await push(sale({ account, time: timeIn(0) }))).toBe('applied');
    expect((await ledger.account(boris.accountId)).usage).toEqual([{ promotionId: 'weekly', since: '2026-11-23', times: 1 }]);
  });

  it('name a drift where the till did not know that the limit was reached', async () => {
    const { usage: _unknown, ...stale } = await ledger.account(anna.accountId);
    const kinds = (await findings()).length;
    expect(await push(sale({ account: stale }))).toBe('applied');
    expect((await findings()).slice(kinds)).toMatchObject([{ kind: 'drift', detail: { statedPayableMinor: 80_000, payableMinor: 100_000 } }]);
    expect((await ledger.account(anna.accountId)).usage).toMatchObject([{ times: 2 }]);
  });

  it('are no purchase any more once nothing of them is left', async () => {
    const account = await ledger.account(boris.accountId);
    const bought = sale({ account });
    await push(bought);
    const counted = await ledger.account(boris.accountId);
    const part = pointsReturn(ledger.compiled, bought, 'part', timeIn(0), [], 1);
    await ledger.push('return-committed', part, 'op-part');
    expect((await ledger.account(boris.accountId)).purchases).toBe(counted.purchases);
    const rest = pointsReturn(ledger.compiled, bought, 'rest', timeIn(0), [part.result]);
    await ledger.push('return-committed', rest, 'op-rest');
    expect((await ledger.account(boris.accountId)).purchases).toBe(account.purchases);
    expect((await ledger.account(boris.accountId)).usage).toEqual(counted.usage);
  });

  it('take a coupon that is good once from everybody, and name the sale that had it where another took it too', async () => {
    const anonymous = sale({ coupons: ['ONCE'] });
    const offline = sale({ coupons: ['ONCE'] });
    expect(anonymous.counts).toMatchObject({ coupons: ['ONCE'] });
    expect(await push(anonymous)).toBe('applied');
    expect(await told()).toMatchObject({ usedCoupons: ['ONCE'] });
    const seen = (await findings()).length;
    expect(await push(offline)).toBe('applied');
    expect((await findings()).slice(seen)).toMatchObject([{ kind: 'drift', detail: { coupon: 'ONCE', usedBySale: anonymous.saleId, policy: 'unlimited' } }]);
    expect(sale({ coupons: ['ONCE'], programme: { usedCoupons: ['ONCE'] } }).counts?.coupons).toBeUndefined();
  });

  describe('are given back where the sale is cancelled', () => {
    const cancelling = (sold: SaleCommitted) => ({ ...pointsReturn(ledger.compiled, sold, `back-${sold.saleId}`, timeIn(0)), cause: 'cancelled', givesBack: sold.counts });
    const holder = async () => (await ledger.db.query<{ sale_id: string }>("SELECT sale_id FROM used_coupon WHERE code = 'AGAIN' AND NOT is_free"))[0]?.sale_id;

    it('one journal uses a coupon, cancels, and uses it again, in one push or in many', async () => {
      const [first, second, third] = [sale({ coupons: ['AGAIN'] }), sale({ coupons: ['AGAIN'] }), sale({ coupons: ['AGAIN'] })];
      const seen = (await findings()).length;
      const [one, back, two, backAgain, three] = [
        { kind: 'sale-committed', payload: first, opId: 'again-1' }, { kind: 'return-committed', payload: cancelling(first), opId: 'again-back-1' },
        { kind: 'sale-committed', payload: second, opId: 'again-2' }, { kind: 'return-committed', payload: cancelling(second), opId: 'again-back-2' },
        { kind: 'sale-committed', payload: third, opId: 'again-3' },
      ];
      expect(await ledger.pushBatches([one, back, two], [backAgain, three])).toEqual(Array.from({ length: 5 }, () => 'applied'));
      expect(await holder()).toBe(third.saleId);
      expect((await findings()).slice(seen).filter(({ detail }) => 'coupon' in detail)).toEqual([]);
    });

    it('and tills are told which are free, once they were told otherwise', async () => {
      const sold = sale({ coupons: ['FREED'] });
      await push(sold);
      const cursor = (await ledger.db.query<{ position: number }>('SELECT position FROM feed_head'))[0]!.position;
      const since = async () => await readProgrammeChanges(ledger.db, { cursor, pageEnd: Number.MAX_SAFE_INTEGER, journalId: 'none' });
      expect((await told())?.usedCoupons).toContain('FREED');
      await ledger.push('return-committed', cancelling(sold), 'freed-back');
      expect(await since()).toMatchObject({ freeCoupons: ['FREED'] });
      expect((await told())?.usedCoupons).not.toContain('FREED');
      await push(sale({ coupons: ['FREED'] }));
      expect(await since()).toMatchObject({ usedCoupons: ['FREED'] });
    });
  });

  it('name the policy that let a till use offline what can be used once, and no drift where it held that back', async () => {
    const bundle = countsBundle();
    const onceOffline = { policy: 'risk-limit' as const, maxPerTillDay: 3 };
    const risky = await openLedger({ ...bundle, redemption: { ...bundle.redemption, onceOffline } }, [anna], testTime.instantMs);
    const use = (saleId: string, programme?: PointsSaleWish['programme']) =>
      pointsSale(risky.compiled, { saleId, time: timeIn(0), coupons: ['ONCE'], ...(programme === undefined ? {} : { programme }) });
    expect(await risky.push('sale-committed', use('first'), 'first')).toBe('applied');
    expect(await risky.push('sale-committed', use('second'), 'second')).toBe('applied');
    expect(await risky.push('sale-committed', use('third', { withheld: ['once-coupons'], usedCoupons: ['ONCE'] }), 'third')).toBe('applied');
    const found = await risky.db.query('SELECT op_id, kind, detail FROM finding ORDER BY finding_id');
    expect(found).toMatchObject([{ op_id: 'second', kind: 'drift', detail: { coupon: 'ONCE', usedBySale: 'first', policy: 'risk-limit' } }]);
    await risky.close();
  });

  it('take from the budget, which tills are told, and never say that less than nothing is left', async () => {
    const [{ left } = { left: -1 }] = await ledger.db.query<{ left: number }>('SELECT limit_minor - spent_minor AS left FROM promotion_budget');
    expect(left).toBeLessThanOrEqual(0);
    expect((await told())?.budgets).toEqual([{ promotionId: 'budget', leftMinor: 0 }]);
    await setBudget(ledger.db, 'budget', 15_000 - left + 7);
    expect((await told())?.budgets).toEqual([{ promotionId: 'budget', leftMinor: 7 }]);
  });

  it('are limited no more by a budget that was removed, of which tills are told and which goes on counting', async () => {
    const given = async () => (await ledger.db.query<{ given: number }>('SELECT spent_minor AS given FROM promotion_budget'))[0]?.given ?? 0;
    const before = await given();
    await removeBudget(ledger.db, 'budget');
    await removeBudget(ledger.db, 'budget');
    expect((await told())?.budgets).toEqual([{ promotionId: 'budget', leftMinor: maxAmount }]);
    expect(await listBudgets(ledger.db)).toEqual([]);
    const drifts = async () => (await findings()).length;
    const found = await drifts();
    const bought = sale({ account: await ledger.account(boris.accountId), time: timeIn(21) });
    expect(bought.counts?.budgets).toMatchObject([{ promotionId: 'budget' }]);
    expect(await push(bought)).toBe('applied');
    expect([await drifts(), await given()]).toEqual([found, before + (bought.counts?.budgets?.[0]?.discountMinor ?? 0)]);
    await setBudget(ledger.db, 'budget', 15_000);
    expect(await listBudgets(ledger.db)).toEqual([{ promotionId: 'budget', limitMinor: 15_000, givenMinor: await given(), leftMinor: 0 }]);
    await expect(removeBudget(ledger.db, 'another')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('state nothing else than the bundle gives', async () => {
    const honest = sale({ account: await ledger.account(boris.accountId), time: timeIn(14) });
    expect(await push({ ...honest, counts: { coupons: ['ONCE'] } })).toBe('parked defect');
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import { applyOperation } from '../../../agent/domain/customer/apply-operation.ts';
import { listAllowances } from '../../../sync/central/account-allowances.ts';
import { mergeTwo } from '../../../sync/central/merging/merge-two.ts';
import { listParked, resolveParked } from '../../../sync/central/resolve-parked.ts';
import { postingsOf } from '../kit/audit.ts';
import { leaseBundle, openLeaseShop, type LeaseShop, type LeaseTill } from '../kit/lease-shop.ts';
import { pointsSale } from '../kit/points-sale.ts';
import { anna, boris as poorBoris, testTime } from '../kit/test-shop.ts';
import { withoutLast } from '../kit/told-account.ts';

const boris = { ...poorBoris, openingPoints: 600 };
const merge = async ({ db, compiled, clock }: LeaseShop) =>
  await db.transaction(async (tx) => await mergeTwo(tx, boris.accountId, anna.accountId, { cause: 'accepted', bundle: compiled.bundle, nowMs: clock.nowMs }));

describe('accounts that become one', () => {
  let shop: LeaseShop;
  afterEach(async () => await shop.close());

  const visit = async (till: LeaseTill, accountId: string) => {
    for (let visits = 0; visits < 2; visits += 1) expect(await till.sell(await shop.account(accountId))).toBe('applied');
  };

  it('keep what is set aside for tills: a till that names the one that is gone spends it, and gives it back', async () => {
    shop = await openLeaseShop(leaseBundle(), [anna, boris]);
    const till = await shop.till('till-b');
    await visit(till, boris.accountId);
    await shop.jobs();
    const [allowance] = await shop.live(boris.accountId);
    const before = await shop.account(boris.accountId);
    const redeem = { points: 120, allowance: { allowanceId: allowance!.allowanceId, points: 120 } };
    const sale = pointsSale(shop.compiled, { saleId: 'sale', time: testTime, account: before, tillId: 'till-b', redeem, mayRedeem: { points: 300, limitedBy: 'allowance' } });
    expect(await merge(shop)).toMatchObject({ outcome: 'merged', survivorId: anna.accountId });
    expect(await shop.live(anna.accountId)).toEqual([{ ...allowance, accountId: anna.accountId }]);
    expect([await shop.balance(anna.accountId), await shop.balance(boris.accountId)]).toEqual([{ available: 1_300, leased: 300 }, { available: 0, leased: 0 }]);
    expect(await listAllowances(shop.db, boris.accountId)).toHaveLength(1);

    const merged = await shop.account(anna.accountId);
    expect(await till.push('sale-committed', sale, { opId: 'spend' })).toBe('applied');
    expect(await postingsOf(shop.db, 'spend')).toEqual({ leased: -120, spent: 120 });
    expect(withoutLast(applyOperation(merged, { kind: 'sale-committed', schema: 1, payload: sale }))).toEqual(withoutLast(await shop.account(anna.accountId)));
    expect(await till.giveBack({ ...allowance!, points: 180 })).toBe('applied');
    expect(await shop.balance(anna.accountId)).toEqual({ available: 1_480, leased: 0 });
    expect(await shop.findings('spend')).toEqual([]);
  });

  it('have one allowance at a till that had one of each: the second is recalled, and no other is granted beside them', async () => {
    shop = await openLeaseShop(leaseBundle(), [anna, boris]);
    const till = await shop.till('till-a');
    for (const { accountId } of [anna, boris]) await visit(till, accountId);
    expect((await shop.jobs()).granted).toBe(2);
    const [[first], [second]] = [await shop.live(anna.accountId), await shop.live(boris.accountId)];
    await merge(shop);
    const live = await shop.live(anna.accountId);
    expect(live).toHaveLength(2);
    expect(live).toEqual(expect.arrayContaining([first, { ...second, accountId: anna.accountId, state: 'recalled', cause: 'merged', recalledAtMs: shop.clock.nowMs }]));
    expect((await shop.jobs()).granted).toBe(0);
    expect(await till.giveBack(second!)).toBe('applied');
    expect((await shop.live(anna.accountId)).map(({ allowanceId }) => allowanceId)).toEqual([first!.allowanceId]);
  });

  it('count the visits of both', async () => {
    shop = await openLeaseShop(leaseBundle(), [anna, boris]);
    const till = await shop.till('till-a');
    for (const { accountId } of [anna, boris]) await till.sell(await shop.account(accountId));
    expect((await shop.jobs()).granted).toBe(0);
    await merge(shop);
    expect((await shop.jobs()).granted).toBe(1);
    expect(await shop.live(anna.accountId)).toMatchObject([{ tillId: 'till-a' }]);
  });

  it('keep spending that waits for a decision, and the programme pays it for the one that is left', async () => {
    const offline = { policy: 'risk-limit' as const, maxPointsPerReceipt: 500, maxPointsPerCustomerDay: 5_000, maxPointsPerTillDay: 5_000 };
    shop = await openLeaseShop(leaseBundle({ offline, honouring: { maxPointsPerReceipt: 100, maxPointsPerTillDay: 150, maxPointsPerDay: 200 } }), [anna, poorBoris]);
    const till = await shop.till('till-a');
    expect(await till.sell({ ...(await shop.account(boris.accountId)), availablePoints: 130 }, { points: 130, riskPoints: 130 }, { opId: 'risk', milk: 20 })).toBe('parked beyond-caps');
    await merge(shop);
    expect(await listParked(shop.db)).toMatchObject([{ opId: 'risk', accountId: anna.accountId, points: 30 }]);
    expect(await resolveParked(shop.db, 'risk', 'accepted', shop.clock.nowMs)).toMatchObject({ accountId: anna.accountId, state: 'accepted' });
    const accepted = await shop.db.query('SELECT DISTINCT account FROM audit_ledger WHERE op_id = $1', ['accept:risk']);
    expect(accepted).toEqual([{ account: anna.accountId }]);
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import { applyOperation } from '../../../agent/domain/customer/apply-operation.ts';
import type { AllowanceRecord } from '../../../sync/central/accounts/allowance-record.ts';
import { voidAllowances } from '../../../sync/central/jobs/end-allowances.ts';
import { beginNewEpoch } from '../../../sync/central/new-epoch.ts';
import { postingsOf } from '../kit/audit.ts';
import { allowancePolicy, leaseBundle, openLeaseShop, type LeaseShop, type LeaseTill } from '../kit/lease-shop.ts';
import { pointsSale } from '../kit/points-sale.ts';
import { dayMs } from '../kit/points-shop.ts';
import { anna, boris, testTime } from '../kit/test-shop.ts';
import { withoutLast } from '../kit/told-account.ts';

const card = anna.cards[0]!.number;

describe('spending of allowances', () => {
  let shop: LeaseShop;
  let till: LeaseTill;
  let allowance: AllowanceRecord;
  afterEach(async () => await shop.close());

  /** Anna has 1,000 points, 300 of them set aside for till-a. */
  const open = async (bundle = leaseBundle()) => {
    shop = await openLeaseShop(bundle, [anna, boris]);
    till = await shop.till('till-a');
    await till.opens();
    for (let visits = 0; visits < 2; visits += 1) await till.sell(await shop.account(anna.accountId));
    await shop.jobs();
    allowance = (await shop.live(anna.accountId))[0]!;
  };
  const spend = async (points: number, opId = 'spend', wish: Parameters<LeaseTill['sell']>[2] = {}, by = till) =>
    await by.sell(await shop.account(anna.accountId), { points, allowance: { allowanceId: allowance.allowanceId, points } }, { opId, milk: 20, ...wish });
  /** Takes the rest of the balance at another till, so that nothing is there to cover anything else */
  const spendAllElsewhere = async () => {
    const other = await shop.till('till-b');
    const { available } = await shop.balance(anna.accountId);
    const account = await shop.account(anna.accountId);
    const held = await shop.till('till-b').then(async (at) => await at.hold(anna.accountId, card, available));
    expect(held.outcome).toBe('held');
    const [hold] = await shop.db.query<{ hold_id: string; sale_id: string }>("SELECT hold_id, sale_id FROM hold WHERE state = 'active'");
    expect(await other.sell(account, { points: available, holdId: hold!.hold_id }, { saleId: hold!.sale_id, milk: 20 })).toBe('applied');
  };

  it('takes the leased points of a sale, with the same postings and the same account as its till', async () => {
    await open();
    const before = await shop.account(anna.accountId);
    const redeem = { points: 120, allowance: { allowanceId: allowance.allowanceId, points: 120 } };
    const sale = pointsSale(shop.compiled, { saleId: 'sale', time: testTime, account: before, tillId: 'till-a', redeem, mayRedeem: { points: 300, limitedBy: 'allowance' } });
    expect(await till.push('sale-committed', sale, { opId: 'spend' })).toBe('applied');
    expect(await postingsOf(shop.db, 'spend')).toEqual({ leased: -120, spent: 120 });
    expect(Object.fromEntries(sale.effects.map(({ bucket, points }) => [bucket, points]))).toEqual({ leased: -120, spent: 120 });
    expect(withoutLast(applyOperation(before, { kind: 'sale-committed', schema: 1, payload: sale }))).toEqual(withoutLast(await shop.account(anna.accountId)));
    expect(await shop.balance(anna.accountId)).toEqual({ available: 700, leased: 180 });
    expect(await shop.findings('spend')).toEqual([]);
  });

  it('takes a hold and an allowance for one sale', async () => {
    await open();
    const account = await shop.account(anna.accountId);
    const held = await till.hold(anna.accountId, card, 700);
    expect(held.outcome).toBe('held');
    const [hold] = await shop.db.query<{ hold_id: string; sale_id: string }>("SELECT hold_id, sale_id FROM hold WHERE state = 'active'");
    const redeem = { points: 800, holdId: hold!.hold_id, allowance: { allowanceId: allowance.allowanceId, points: 100 } };
    expect(await till.sell(account, redeem, { saleId: hold!.sale_id, opId: 'both', milk: 20 })).toBe('applied');
    expect(await postingsOf(shop.db, 'both')).toEqual({ available: -700, leased: -100, spent: 800 });
    expect(await shop.balance(anna.accountId)).toEqual({ available: 0, leased: 200 });
    expect(await shop.findings('both')).toEqual([]);
  });

  it('takes what the till gives back, and what was added meanwhile by a posting of its own', async () => {
    await open();
    await spend(200);
    await shop.jobs();
    expect(await shop.live(anna.accountId)).toMatchObject([{ points: 300 }]);
    expect(await till.giveBack(allowance, 100)).toBe('applied');
    expect(await shop.balance(anna.accountId)).toEqual({ available: 800, leased: 0 });
    expect(await postingsOf(shop.db, `lease-end:${allowance.allowanceId}`)).toEqual({ available: 200, leased: -200 });
    expect(await shop.allowances(anna.accountId)).toMatchObject([{ state: 'returned', points: 0 }]);
  });

  it('tells a till whose hold is too short what is set aside where, recalls that, and not its own', async () => {
    await open();
    const other = await shop.till('till-b');
    expect(await other.hold(anna.accountId, card, 800)).toEqual({
      outcome: 'refused', reason: 'insufficient-points', availablePoints: 700, reserved: [{ tillId: 'till-a', storeId: 'store-1', points: 300 }],
    });
    expect(await shop.live(anna.accountId)).toMatchObject([{ state: 'recalled', cause: 'short' }]);
    expect(await other.hold(anna.accountId, card, 800, 1)).toEqual({ outcome: 'refused', reason: 'insufficient-points', availablePoints: 700 });
    await till.giveBack(allowance);
    expect(await other.hold(anna.accountId, card, 800)).toMatchObject({ outcome: 'held' });
    for (let visits = 0; visits < 2; visits += 1) await till.sell(await shop.account(anna.accountId));
    expect(await shop.jobs()).toMatchObject({ granted: 0 });
    shop.clock.nowMs += 3_600_001;
    await till.sell(await shop.account(anna.accountId));
    expect(await shop.jobs()).toMatchObject({ granted: 1 });
    expect(await till.hold(anna.accountId, card, 950)).toEqual({ outcome: 'refused', reason: 'insufficient-points', availablePoints: 900 });
    expect(await shop.live(anna.accountId)).toMatchObject([{ state: 'granted' }]);
  });

  it('uses the points of a silent till again, and names late spending that finds nothing', async () => {
    await open();
    const { expiresAtMs } = allowance;
    shop.clock.nowMs = allowance.reuseAtMs - 1;
    expect(await shop.jobs()).toMatchObject({ voided: 0 });
    shop.clock.nowMs = allowance.reuseAtMs;
    expect(await shop.jobs()).toMatchObject({ voided: 1 });
    expect(await shop.balance(anna.accountId)).toEqual({ available: 1_000, leased: 0 });
    await spendAllElsewhere();
    expect(await spend(50, 'in-time', { time: { ...testTime, instantMs: expiresAtMs - 1 } })).toBe('applied');
    expect(await spend(60, 'too-late', { time: { ...testTime, instantMs: expiresAtMs + 1 } })).toBe('applied');
    expect(await spend(70, 'no-clock', { time: { ...testTime, instantMs: expiresAtMs - 1 }, clock: 'suspect' })).toBe('applied');
    const goodwill = (points: number, cause: string, why: string) => expect.objectContaining({ kind: 'goodwill', detail: { points, cause, why } });
    expect(await shop.findings('in-time')).toContainEqual(goodwill(50, 'risk-policy', 'allowance-reused'));
    expect(await shop.findings('too-late')).toContainEqual(goodwill(60, 'clock', 'allowance-late'));
    expect(await shop.findings('no-clock')).toContainEqual(goodwill(70, 'clock', 'allowance-late'));
    expect(await shop.balance(anna.accountId)).toEqual({ available: 0, leased: 0 });
    expect(await till.giveBack(allowance, 120)).toBe('applied');
    expect(await shop.balance(anna.accountId)).toEqual({ available: 0, leased: 0 });
  });

  it('needs no goodwill while the points are still set aside, whatever the calendar says', async () => {
    await open();
    await spendAllElsewhere();
    shop.clock.nowMs = allowance.reuseAtMs - 1;
    expect(await spend(300, 'late', { time: { ...testTime, instantMs: allowance.expiresAtMs + dayMs } })).toBe('applied');
    expect(await shop.findings('late')).toEqual([]);
    expect(await shop.balance(anna.accountId)).toEqual({ available: 0, leased: 0 });
  });

  it('voids what was set aside for a journal that another one replaced, and names its late spending', async () => {
    await open();
    const after = till.reopened('named');
    expect(await after.opens()).toBe('applied');
    expect(await voidAllowances(shop.db, shop.clock.nowMs)).toBe(1);
    await spendAllElsewhere();
    expect(await spend(100, 'old-disk')).toBe('applied');
    expect(await shop.findings('old-disk')).toContainEqual({ kind: 'goodwill', detail: { points: 100, cause: 'restore', why: 'allowance-replaced' } });
  });

  it('voids it too where a till was enrolled anew and names no journal, and grants for the new one', async () => {
    await open(leaseBundle({ offline: { ...allowancePolicy, minVisits: 2 } }));
    const after = till.reopened();
    await after.opens();
    await voidAllowances(shop.db, shop.clock.nowMs);
    await after.sell(await shop.account(anna.accountId));
    await shop.jobs();
    expect(await shop.live(anna.accountId)).toMatchObject([{ journalId: after.journal.journalId, tillId: 'till-a' }]);
  });

  it('parks what a till spends beyond its allowance without a cause, and books what is right of it', async () => {
    await open();
    await spendAllElsewhere();
    expect(await spend(400, 'too-much')).toBe('parked defect');
    expect(await postingsOf(shop.db, 'too-much')).toEqual({ leased: -300, spent: 300 });
    expect(await shop.findings('too-much')).toContainEqual({ kind: 'defect', detail: { what: 'redemption', points: 100, why: 'allowance-overspent' } });
    expect(await shop.balance(anna.accountId)).toEqual({ available: 0, leased: 0 });
    await till.giveBack(allowance, 0);
    expect(await spend(40, 'after-return')).toBe('parked defect');
    expect(await shop.findings('after-return')).toContainEqual({ kind: 'defect', detail: { what: 'redemption', points: 40, why: 'allowance-returned' } });
    const other = await shop.till('till-b');
    expect(await spend(10, 'elsewhere', {}, other)).toBe('parked defect');
    expect((await shop.db.query('SELECT points, reason, why, state FROM parked_spending ORDER BY points')).slice(0, 1)).toEqual([{ points: 10, reason: 'defect', why: 'allowance-elsewhere', state: 'open' }]);
  });

  it('blames no till for what a restored database has forgotten to have added', async () => {
    await open();
    await beginNewEpoch(shop.db);
    await spendAllElsewhere();
    expect(await spend(400, 'of-more')).toBe('applied');
    expect(await shop.findings('of-more')).toContainEqual({ kind: 'goodwill', detail: { points: 100, cause: 'restore', why: 'allowance-forgotten' } });
    const drift = { what: 'allowance', allowanceId: allowance.allowanceId, why: 'allowance-forgotten', stated: 50, points: 0 };
    expect(await till.giveBack(allowance, 50)).toBe('applied');
    expect(await shop.db.query("SELECT kind, detail FROM finding WHERE kind IN ('drift', 'defect') AND detail ->> 'what' = 'allowance'")).toEqual([{ kind: 'drift', detail: drift }]);
    expect(await shop.balance(anna.accountId)).toEqual({ available: 0, leased: 0 });
  });

  it('takes a return of an allowance that it does not know, or that says too much, without giving points away', async () => {
    await open();
    const drift = await till.giveBack({ ...allowance, allowanceId: 'nobody-gave' });
    expect(drift).toBe('parked allowance-unknown');
    expect(await till.giveBack(allowance, 500)).toBe('parked defect');
    expect(await shop.balance(anna.accountId)).toEqual({ available: 1_000, leased: 0 });
    expect(await till.giveBack(allowance, 300)).toBe('applied');
    expect(await shop.balance(anna.accountId)).toEqual({ available: 1_000, leased: 0 });
  });

  it('pays by the risk limit of the programme, and never by one that it does not have', async () => {
    await open(leaseBundle({ offline: { policy: 'risk-limit', maxPointsPerReceipt: 100, maxPointsPerCustomerDay: 200, maxPointsPerTillDay: 500 } }));
    const risky = { points: 80, riskPoints: 80 };
    const account = { ...(await shop.account(boris.accountId)), availablePoints: 80 };
    expect(await till.sell(account, risky, { opId: 'risk' })).toBe('applied');
    expect(await shop.findings('risk')).toEqual([{ kind: 'goodwill', detail: { points: 80, cause: 'risk-policy', why: 'risk-limit' } }]);
    await shop.close();
    await open();
    expect(await till.sell({ ...(await shop.account(boris.accountId)), availablePoints: 80 }, risky, { opId: 'no-risk' })).toBe('parked defect');
    expect(await postingsOf(shop.db, 'no-risk')).toEqual({});
  });
});

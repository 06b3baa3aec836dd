import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cancelSale } from '../../agent/usecases/cancel-sale.ts';
import { commitSale } from '../../agent/usecases/commit-sale.ts';
import { commitReturn } from '../../agent/usecases/commit-return.ts';
import { dropRedemption } from '../../agent/usecases/drop-redemption.ts';
import { priceSale } from '../../agent/usecases/price-sale.ts';
import { quoteReturn } from '../../agent/usecases/quote-return.ts';
import { takeRedemption } from '../../agent/usecases/take-redemption.ts';
import { allowanceFor, allowancePolicy, leasedAccount, redemptionWith, riskPolicy, usableUntilMs } from './kit/allowances.ts';
import { saleOf } from './kit/outcomes.ts';
import { grant } from './kit/scripted-authority.ts';
import { accountOf, cardNumber, manyMilks, noonMs, openTestTill, twoMilks } from './kit/test-till.ts';
import type { Bundle } from '../../agent/domain/bundle/bundle.ts';
import type { Allowance } from '../../agent/domain/customer/account.ts';
import type { TestTill } from './kit/test-till.ts';

let test: TestTill;
const begin = (changes: Partial<Bundle>) => {
  test = openTestTill(changes);
};
afterEach(() => {
  test.close();
});

const cutOff = () => test.authority.stand({ isReachable: false });
const put = (saleId = 'sale-1', { baseRevision = 0, lines = manyMilks, serial = 1 } = {}) => saleOf(priceSale(test.till, { saleId, baseRevision, lines, customer: { code: cardNumber(serial) } }));
const take = (points: number, revision = 1, saleId = 'sale-1') => takeRedemption(test.till, { saleId, revision, points });
const commit = (revision: number, saleId = 'sale-1') => saleOf(commitSale(test.till, { saleId, revision, receipt: { number: saleId } }));
const redeemable = (saleId: string) => put(saleId).priced.redeemable;

describe('points while the centre is out of reach, by the policy never', () => {
  beforeEach(() => {
    begin(redemptionWith('never'));
    test.snapshot([accountOf(1)]);
    cutOff();
  });

  it('are not offered, and not granted', async () => {
    expect(put()).toMatchObject({ mayRedeem: { points: 0, limitedBy: 'offline' }, priced: { redeemable: { maxPoints: 0, limitedBy: 'offline' } } });
    expect(await take(10)).toMatchObject({ ok: false, code: 'redemption-offline', facts: { maxPoints: 0, limitedBy: 'offline' } });
    expect(test.authority.requests).toEqual([]);
  });

  it('are offered again by the next price once the centre is back', async () => {
    put();
    test.authority.stand({ isReachable: true });
    const sale = put('sale-1', { baseRevision: 1, lines: twoMilks });
    expect(sale.mayRedeem).toBeUndefined();
    expect(sale.priced.redeemable).toEqual({ maxPoints: 4, limitedBy: 'share' });
  });
});

describe('an allowance', () => {
  beforeEach(() => {
    begin(redemptionWith(allowancePolicy));
    test.snapshot([leasedAccount(test)]);
  });

  it('is spent offline, and the operation says so', async () => {
    cutOff();
    expect(put()).toMatchObject({ mayRedeem: { points: 40, limitedBy: 'allowance' }, priced: { redeemable: { maxPoints: 40, limitedBy: 'allowance' } } });
    const sale = saleOf(await take(30));
    expect(sale).toMatchObject({ state: 'held', cover: { points: 30, sinceRevision: 2, offline: true, allowance: { allowanceId: 'allowance-1', points: 30, usableUntilMs } }, priced: { pointsSpent: 30 } });
    commit(2);
    expect(test.written()).toMatchObject([{
      kind: 'sale-committed',
      payload: { mayRedeem: { points: 40, limitedBy: 'allowance' }, redemption: { points: 30, allowance: { allowanceId: 'allowance-1', points: 30 } } },
    }]);
    const [body] = test.written();
    expect(body?.kind === 'sale-committed' && body.payload.effects).toContainEqual({ bucket: 'leased', points: -30 });
    expect(redeemable('sale-2')).toEqual({ maxPoints: 10, limitedBy: 'allowance' });
  });

  it('gives no more than is left of it', async () => {
    cutOff();
    put();
    expect(await take(41)).toMatchObject({ ok: false, code: 'redemption-refused', facts: { maxPoints: 40, limitedBy: 'allowance' } });
  });

  it('is not offered again while another sale has reserved it, and is when that drops or cancels it', async () => {
    cutOff();
    put();
    saleOf(await take(30));
    expect(redeemable('sale-2').maxPoints).toBe(10);
    saleOf(dropRedemption(test.till, { saleId: 'sale-1', revision: 2 }));
    expect(redeemable('sale-3').maxPoints).toBe(40);
    saleOf(await take(30, 3));
    expect(redeemable('sale-4').maxPoints).toBe(10);
    saleOf(cancelSale(test.till, { saleId: 'sale-1', revision: 4 }));
    expect(redeemable('sale-5').maxPoints).toBe(40);
    expect(test.written().map(({ kind }) => kind)).toEqual(['sale-cancelled']);
  });

  it('takes back what the receipt did not use', async () => {
    cutOff();
    put();
    saleOf(await take(30));
    put('sale-1', { baseRevision: 2, lines: twoMilks });
    expect(commit(3).priced.pointsSpent).toBe(4);
    expect(test.written()).toMatchObject([{ payload: { redemption: { points: 4, allowance: { points: 4 } } } }]);
    expect(redeemable('sale-2').maxPoints).toBe(36);
  });

  it('is not filled again by a return: what it paid comes back to the balance', async () => {
    cutOff();
    put();
    saleOf(await take(30));
    const { pointsEarned } = commit(2).priced;
    expect(quoteReturn(test.till, { returnId: 'return-1', baseRevision: 0, saleId: 'sale-1' })).toMatchObject({ ok: true, return: { quoted: { pointsGivenBack: 30 } } });
    expect(commitReturn(test.till, { returnId: 'return-1', revision: 1, receipt: { number: 'R1' } })).toMatchObject({ ok: true });
    const { state } = put('sale-2').customer!;
    expect(state).toMatchObject({ availablePoints: 130, allowances: [{ points: 10 }] });
    expect(pointsEarned).toBeGreaterThan(0);
  });

  it('is let go with the customer', async () => {
    test.snapshot([leasedAccount(test), accountOf(2)]);
    cutOff();
    put();
    saleOf(await take(30));
    expect(put('sale-1', { baseRevision: 2, serial: 2 }).cover).toBeUndefined();
    expect(redeemable('sale-2').maxPoints).toBe(40);
  });

  it('stays reserved over a restart, until the sale in doubt is finished', async () => {
    cutOff();
    put();
    const taken = saleOf(await take(30));
    test.restart();
    expect(test.till.sales.find('sale-1')).toMatchObject({ state: 'in-doubt', cover: taken.cover });
    expect(redeemable('sale-2').maxPoints).toBe(10);
    commit(2);
    expect(redeemable('sale-3').maxPoints).toBe(10);
    expect(test.written()).toMatchObject([{ payload: { redemption: { points: 30, allowance: { points: 30 } } } }]);
  });

  it('pays a receipt that was printed from an earlier revision with the points', async () => {
    cutOff();
    put();
    saleOf(await take(30));
    put('sale-1', { baseRevision: 2, lines: twoMilks });
    saleOf(commitSale(test.till, { saleId: 'sale-1', revision: 2, receipt: { number: '1' }, lines: manyMilks, customer: { code: cardNumber(1) } }));
    expect(test.written()).toMatchObject([{ payload: { repricedAtCommit: true, redemption: { points: 30, allowance: { points: 30 } } } }]);
  });

  it('gives its points back to a sale whose receipt was printed before they were taken', async () => {
    cutOff();
    put();
    saleOf(await take(30));
    saleOf(commitSale(test.till, { saleId: 'sale-1', revision: 1, receipt: { number: '1' }, lines: manyMilks, customer: { code: cardNumber(1) } }));
    const [body] = test.written();
    expect(body?.kind === 'sale-committed' && body.payload.redemption).toBeUndefined();
    expect(redeemable('sale-2').maxPoints).toBe(40);
  });

  it('is no longer promised by a new price once its time is over, and still pays a printed receipt', async () => {
    cutOff();
    put();
    saleOf(await take(30));
    test.nowMs = usableUntilMs;
    const again = { lines: manyMilks, customer: { code: cardNumber(1) } };
    saleOf(commitSale(test.till, { saleId: 'sale-1', revision: 2, receipt: { number: '1' }, ...again }));
    expect(test.written()).toMatchObject([{ payload: { redemption: { points: 30, allowance: { points: 30 } } } }]);
    test.nowMs = noonMs;
    put('sale-2');
    saleOf(await take(10, 1, 'sale-2'));
    test.nowMs = usableUntilMs;
    expect(put('sale-2', { baseRevision: 2 })).toMatchObject({ state: 'priced', priced: { pointsSpent: 0, redeemable: { maxPoints: 0 } } });
  });

  it.each<[string, Partial<Allowance>]>([
    ['was recalled', { recalled: true }],
    ['belongs to another journal', { journalId: 'journal-of-another' }],
    ['is near its end', { expiresAtMs: noonMs + 3_600_000 }],
  ])('is not spent where it %s', (_why, changes) => {
    test.snapshot([leasedAccount(test, changes)]);
    cutOff();
    expect(redeemable('sale-1')).toEqual({ maxPoints: 0, limitedBy: 'allowance' });
    test.authority.stand({ isReachable: true });
    expect(redeemable('sale-2').maxPoints).toBe(100);
  });

  it('is not spent by a clock that is suspect, nor by a journal in quarantine', () => {
    cutOff();
    test.clock = 'suspect';
    expect(redeemable('sale-1')).toEqual({ maxPoints: 0, limitedBy: 'offline' });
    test.clock = 'estimated';
    expect(redeemable('sale-2').maxPoints).toBe(40);
    test.authority.stand({ isQuarantined: true });
    expect(redeemable('sale-3')).toEqual({ maxPoints: 0, limitedBy: 'offline' });
  });

  it('is spent where the centre does not answer in time, after the release of the hold that it may have granted', async () => {
    expect(put().priced.redeemable.maxPoints).toBe(140);
    test.authority.answer(() => ({ outcome: 'unavailable', ambiguous: true }));
    const sale = saleOf(await take(40));
    expect(sale).toMatchObject({ cover: { points: 40, offline: true, allowance: { points: 40 } }, mayRedeem: { points: 40, limitedBy: 'allowance' } });
    expect(sale.cover?.hold).toBeUndefined();
    expect(test.written()).toMatchObject([{ kind: 'hold-released', payload: { holdId: test.authority.requests[0]?.holdId, reason: 'ambiguous' } }]);
  });

  it('says how many it could give where the centre did not answer for more', async () => {
    const before = put();
    test.authority.answer(() => ({ outcome: 'unavailable', ambiguous: false }));
    expect(await take(41)).toMatchObject({ ok: false, code: 'redemption-offline', facts: { maxPoints: 40, limitedBy: 'allowance' } });
    expect(test.till.sales.find('sale-1')).toEqual(before);
  });

  it('gives the rest online where the balance is too short', async () => {
    expect(put()).toMatchObject({ mayRedeem: { points: 140, limitedBy: 'balance' }, priced: { redeemable: { maxPoints: 140, limitedBy: 'balance' } } });
    const sale = saleOf(await take(120));
    expect(test.authority.requests).toMatchObject([{ points: 100 }]);
    expect(sale).toMatchObject({ priced: { pointsSpent: 120 }, cover: { points: 120, hold: { points: 100 }, allowance: { points: 20 } } });
    commit(2);
    expect(test.written()).toMatchObject([{ payload: { redemption: { points: 120, holdId: sale.cover?.hold?.holdId, allowance: { points: 20 } } } }]);
  });

  it('is enough alone online where nothing else is there: the centre is not asked', async () => {
    test.snapshot([leasedAccount(test, {}, { availablePoints: 0 })]);
    put();
    expect(saleOf(await take(40)).cover).toMatchObject({ points: 40, allowance: { points: 40 } });
    expect(test.authority.requests).toEqual([]);
  });

  it('gives the hold back where another sale took the rest meanwhile', async () => {
    put();
    put('sale-2');
    test.authority.answer(async (request) => {
      test.authority.stand({ isReachable: false });
      saleOf(await take(30, 1, 'sale-2'));
      return grant(request);
    });
    expect(await take(130)).toMatchObject({ ok: false, code: 'redemption-refused' });
    expect(test.written()).toMatchObject([{ kind: 'hold-released', payload: { reason: 'dropped' } }]);
    expect(test.till.sales.find('sale-1')).toMatchObject({ state: 'priced', revision: 1 });
  });

  it('tells where the points are that the centre could not give', async () => {
    put();
    test.authority.answer(() => ({ outcome: 'refused', reason: 'insufficient-points', availablePoints: 5, reserved: [{ tillId: 'till-7', storeId: 'centre', points: 60 }] }));
    expect(await take(100)).toMatchObject({
      ok: false, code: 'redemption-refused', facts: { reason: 'insufficient-points', availablePoints: 5, reserved: [{ tillId: 'till-7', storeId: 'centre', points: 60 }] },
    });
  });

  it('is no more than what is fresh enough', () => {
    test.close();
    begin(redemptionWith(allowancePolicy, { freshness: { cappedAfterSeconds: 60, cappedPoints: 10, earnOnlyAfterSeconds: 120 } }));
    test.snapshot([leasedAccount(test)]);
    cutOff();
    expect(redeemable('sale-1').maxPoints).toBe(40);
    test.nowMs += 60_000;
    expect(redeemable('sale-2')).toEqual({ maxPoints: 10, limitedBy: 'stale' });
    test.nowMs += 60_000;
    expect(redeemable('sale-3')).toEqual({ maxPoints: 0, limitedBy: 'stale' });
    test.authority.stand({ isReachable: true });
    expect(redeemable('sale-4').maxPoints).toBe(140);
  });

  it('of another account says nothing', () => {
    test.snapshot([leasedAccount(test), accountOf(2, { allowances: [allowanceFor(test, { allowanceId: 'allowance-2', points: 7 })] })]);
    cutOff();
    expect(put('sale-1', { serial: 2 }).priced.redeemable.maxPoints).toBe(7);
  });
});

describe('the risk limit', () => {
  beforeEach(() => {
    begin(redemptionWith(riskPolicy));
    test.snapshot([accountOf(1), accountOf(2), accountOf(3, { availablePoints: 20 })]);
    cutOff();
  });

  it('lets points go within the receipt, the customer\'s day and the till\'s day, over restarts', async () => {
    expect(redeemable('sale-1')).toEqual({ maxPoints: 100, limitedBy: 'risk-limit' });
    expect(saleOf(await take(100))).toMatchObject({ cover: { points: 100, riskPoints: 100, offline: true } });
    expect(redeemable('sale-2').maxPoints).toBe(50);
    commit(2);
    expect(test.written()).toMatchObject([{ payload: { mayRedeem: { points: 100, limitedBy: 'risk-limit' }, redemption: { points: 100, riskPoints: 100 } } }]);
    test.restart();
    expect(redeemable('sale-3')).toEqual({ maxPoints: 50, limitedBy: 'risk-limit' });
    expect(put('sale-4', { serial: 2 }).priced.redeemable.maxPoints).toBe(80);
    expect(put('sale-5', { serial: 3 }).priced.redeemable).toEqual({ maxPoints: 20, limitedBy: 'balance' });
  });

  it('gives a dropped part back', async () => {
    put();
    saleOf(await take(100));
    saleOf(dropRedemption(test.till, { saleId: 'sale-1', revision: 2 }));
    expect(redeemable('sale-2').maxPoints).toBe(100);
  });

  it('never goes below what the till believes to be there', async () => {
    put('sale-1', { serial: 3 });
    saleOf(await take(20));
    expect(put('sale-2', { serial: 3 }).priced.redeemable.maxPoints).toBe(0);
    const { pointsEarned } = commit(2).priced;
    expect(put('sale-3', { serial: 3 }).customer?.state.availablePoints).toBe(pointsEarned);
  });
});

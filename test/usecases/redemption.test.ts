import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cancelSale } from '../../agent/usecases/cancel-sale.ts';
import { commitSale } from '../../agent/usecases/commit-sale.ts';
import { dropRedemption } from '../../agent/usecases/drop-redemption.ts';
import { priceSale } from '../../agent/usecases/price-sale.ts';
import { takeRedemption } from '../../agent/usecases/take-redemption.ts';
import { grant, holdExpiresAtMs } from './kit/scripted-authority.ts';
import { accountOf, cardNumber, manyMilks, openTestTill } from './kit/test-till.ts';
import { saleOf } from './kit/outcomes.ts';
import type { HoldAnswer } from '../../agent/ports/authority.ts';
import type { TestTill } from './kit/test-till.ts';

describe('points for a sale', () => {
  let test: TestTill;
  beforeEach(() => {
    test = openTestTill({ redemption: { maxShareBasisPoints: 5_000, stepPoints: 5, minStrengthToRedeem: 'scan', offline: 'never', holdSeconds: 600 } });
    test.snapshot([accountOf(1), accountOf(2, {}, 'issued'), accountOf(3, { availablePoints: 20 })]);
  });
  afterEach(() => {
    test.close();
  });

  const open = (code = cardNumber(1)) => saleOf(priceSale(test.till, { saleId: 'sale-1', baseRevision: 0, lines: manyMilks, customer: { code } }));
  const take = (points: number, revision = 1) => takeRedemption(test.till, { saleId: 'sale-1', revision, points });

  it('asks the centre within the budget and prices the sale with what it set aside', async () => {
    open();
    const sale = saleOf(await take(100));
    expect(test.authority.requests).toEqual([
      { holdId: sale.cover?.hold?.holdId, saleId: 'sale-1', accountId: 'account-1', cardNumber: cardNumber(1), points: 100, holdSeconds: 600 },
    ]);
    expect(test.authority.budgetsMs).toEqual([300]);
    expect(sale).toMatchObject({ revision: 2, state: 'held', cover: { points: 100, sinceRevision: 2, hold: { points: 100, expiresAtMs: holdExpiresAtMs } }, priced: { pointsSpent: 100, payableMinor: 35_000 } });
    expect(test.written()).toEqual([]);
  });

  it('changes nothing of the price but the points, even minutes later', async () => {
    const priced = open();
    test.nowMs += 300_000;
    const held = saleOf(await take(100));
    expect(held.time).toEqual(priced.time);
    expect(held.priced.discountMinor).toBe(priced.priced.discountMinor);
  });

  it('answers the same request again without asking twice', async () => {
    open();
    const first = saleOf(await take(100));
    expect(await take(100)).toEqual({ ok: true, sale: first, changed: false });
    expect(test.authority.requests).toHaveLength(1);
  });

  it.each([
    ['more than the goods take', 230, { maxPoints: 225, limitedBy: 'share', stepPoints: 5 }, cardNumber(1)],
    ['no multiple of the step', 101, { maxPoints: 225, stepPoints: 5 }, cardNumber(1)],
    ['more than the balance', 25, { maxPoints: 20, limitedBy: 'balance' }, cardNumber(3)],
    ['with a card that only earns', 5, { maxPoints: 0, limitedBy: 'card-state' }, cardNumber(2)],
    ['without a customer', 5, { maxPoints: 0, limitedBy: 'no-customer' }, cardNumber(99)],
  ])('refuses points %s without asking the centre', async (_why, points, facts, code) => {
    const before = open(code);
    expect(await take(points)).toMatchObject({ ok: false, code: 'redemption-refused', facts });
    expect(test.authority.requests).toEqual([]);
    expect(test.till.sales.find('sale-1')).toEqual(before);
  });

  it.each<[string, Exclude<HoldAnswer, { outcome: 'held' }>, object, object[]]>([
    ['refused', { outcome: 'refused', reason: 'insufficient-points', availablePoints: 40 }, { code: 'redemption-refused', facts: { reason: 'insufficient-points', availablePoints: 40 } }, []],
    ['not asked', { outcome: 'unavailable', ambiguous: false }, { code: 'redemption-offline' }, []],
    ['perhaps asked', { outcome: 'unavailable', ambiguous: true }, { code: 'redemption-offline' }, [{ kind: 'hold-released', payload: { accountId: 'account-1', saleId: 'sale-1', reason: 'ambiguous' } }]],
  ])('leaves the sale as it was when the centre was %s', async (_how, answer, refusal, written) => {
    const before = open();
    test.authority.answer(() => answer);
    expect(await take(100)).toMatchObject({ ok: false, ...refusal });
    expect(test.till.sales.find('sale-1')).toEqual(before);
    expect(test.written()).toMatchObject(written);
    expect(test.written()).toHaveLength(written.length);
  });

  it('journals the release of the very hold that it may have got, and a new try takes a new one', async () => {
    open();
    test.authority.answer(() => ({ outcome: 'unavailable', ambiguous: true }));
    await take(100);
    test.authority.answer(grant);
    const sale = saleOf(await take(100));
    const [released] = test.written();
    expect(released).toMatchObject({ payload: { holdId: test.authority.requests[0]?.holdId } });
    expect(sale.cover?.hold?.holdId).not.toBe(test.authority.requests[0]?.holdId);
  });

  it('refuses a second number while one is set aside', async () => {
    open();
    saleOf(await take(100));
    expect(await take(50, 2)).toMatchObject({ ok: false, code: 'redemption-taken', facts: { heldPoints: 100 } });
    expect(await take(50, 1)).toMatchObject({ ok: false, code: 'sale-revised', facts: { revision: 2 } });
  });

  it.each(['held', 'ambiguous'] as const)('gives back what came too late for a sale that was revised meanwhile (%s)', async (how) => {
    open();
    test.authority.answer((request) => {
      saleOf(priceSale(test.till, { saleId: 'sale-1', baseRevision: 1, lines: manyMilks.slice(0, 1), customer: { code: cardNumber(3) } }));
      return how === 'held' ? grant(request) : { outcome: 'unavailable', ambiguous: true };
    });
    expect(await take(100)).toMatchObject({ ok: false, code: 'sale-revised', facts: { revision: 2 } });
    expect(test.written()).toMatchObject([{ kind: 'hold-released', payload: { holdId: test.authority.requests[0]?.holdId, accountId: 'account-1', reason: how === 'held' ? 'dropped' : 'ambiguous' } }]);
    expect(test.till.sales.find('sale-1')).toMatchObject({ revision: 2, state: 'priced' });
  });

  it('takes exactly what the sale and the customer have', async () => {
    open();
    expect(saleOf(await take(225)).priced).toMatchObject({ pointsSpent: 225, payableMinor: 22_500 });
  });

  it('keeps them where a power cut cannot take them, unlike other revisions', async () => {
    open();
    const { sales } = test.till;
    const till = { ...test.till, sales: { ...sales, save: () => { throw new Error('written without a sync'); } } };
    saleOf(await takeRedemption(till, { saleId: 'sale-1', revision: 1, points: 100 }));
    expect(sales.find('sale-1')).toMatchObject({ state: 'held', revision: 2 });
  });

  it('are not asked for a sale that nobody opened, nor before the first bundle', async () => {
    expect(await take(100)).toMatchObject({ ok: false, code: 'sale-unknown' });
    open();
    test.compiled = undefined;
    expect(await take(100)).toMatchObject({ ok: false, code: 'not-ready' });
    expect(test.authority.requests).toEqual([]);
  });

  it('has nothing to give back where the centre refused', async () => {
    open();
    test.authority.answer(() => {
      saleOf(cancelSale(test.till, { saleId: 'sale-1', revision: 1 }));
      return { outcome: 'refused', reason: 'insufficient-points', availablePoints: 0 };
    });
    expect(await take(100)).toMatchObject({ ok: false, code: 'sale-closed', facts: { state: 'cancelled' } });
    expect(test.written().map(({ kind }) => kind)).toEqual(['sale-cancelled']);
  });

  it('gives back what came too late for a sale that was committed meanwhile', async () => {
    open();
    test.authority.answer((request) => {
      saleOf(commitSale(test.till, { saleId: 'sale-1', revision: 1, receipt: { number: '1' } }));
      return grant(request);
    });
    expect(await take(100)).toMatchObject({ ok: false, code: 'sale-closed' });
    expect(test.written().map(({ kind }) => kind)).toEqual(['sale-committed', 'hold-released']);
  });

  it('gives one of two equal requests at the same time what the other got', async () => {
    open();
    const [one, other] = await Promise.all([take(100), take(100)]);
    expect(saleOf(one)).toEqual(saleOf(other));
    expect(test.written()).toMatchObject([{ kind: 'hold-released', payload: { reason: 'dropped' } }]);
    expect(test.written()[0]).not.toMatchObject({ payload: { holdId: saleOf(one).cover?.hold?.holdId } });
  });

  it('shows the points as gone to another sale of the same customer', async () => {
    open();
    saleOf(await take(200));
    const other = saleOf(priceSale(test.till, { saleId: 'sale-2', baseRevision: 0, lines: manyMilks, customer: { code: cardNumber(1) } }));
    expect(other.customer?.state).toMatchObject({ availablePoints: 300, holds: [{ points: 200 }] });
  });

  it('knows after a restart that points were set aside', async () => {
    open();
    const held = saleOf(await take(100));
    test.restart();
    expect(test.till.sales.find('sale-1')).toMatchObject({ state: 'in-doubt', revision: 2, cover: held.cover });
  });

  describe('given back', () => {
    const drop = (revision: number) => dropRedemption(test.till, { saleId: 'sale-1', revision });

    it('are released in the journal with the new price', async () => {
      open();
      const held = saleOf(await take(100));
      test.nowMs += 60_000;
      const sale = saleOf(drop(2));
      expect(sale).toMatchObject({ time: held.time, customer: held.customer, priced: { pointsEarned: 22 } });
      expect(sale).toMatchObject({ revision: 3, state: 'priced', priced: { pointsSpent: 0, payableMinor: 45_000 } });
      expect(sale.cover).toBeUndefined();
      expect(test.written()).toMatchObject([{ kind: 'hold-released', payload: { holdId: held.cover?.hold?.holdId, reason: 'dropped' } }]);
      expect(drop(2)).toEqual({ ok: true, sale, changed: false });
      expect(test.written()).toHaveLength(1);
    });

    it('cost nothing where there are none', () => {
      const sale = open();
      expect(drop(1)).toEqual({ ok: true, sale, changed: false });
      expect(drop(7)).toMatchObject({ ok: false, code: 'sale-revised' });
      expect(dropRedemption(test.till, { saleId: 'unheard-of', revision: 1 })).toMatchObject({ ok: false, code: 'sale-unknown' });
    });

    it.each([['drop', dropRedemption], ['cancel', cancelSale]])('have no way back (%s) from a sale that is finished or unknown, or before the first bundle', async (_verb, giveBack) => {
      open();
      saleOf(await take(100));
      saleOf(commitSale(test.till, { saleId: 'sale-1', revision: 2, receipt: { number: '1' } }));
      expect(giveBack(test.till, { saleId: 'sale-1', revision: 2 })).toMatchObject({ ok: false, code: 'sale-closed', facts: { state: 'committed' } });
      expect(giveBack(test.till, { saleId: 'unheard-of', revision: 1 })).toMatchObject({ ok: false, code: 'sale-unknown' });
      test.compiled = undefined;
      expect(giveBack(test.till, { saleId: 'sale-1', revision: 2 })).toMatchObject({ ok: false, code: 'not-ready' });
      expect(test.written().map(({ kind }) => kind)).toEqual(['sale-committed']);
    });

    it('go back with the sale when it is cancelled', async () => {
      open();
      saleOf(await take(100));
      test.nowMs += 60_000;
      const cancelled = saleOf(cancelSale(test.till, { saleId: 'sale-1', revision: 2 }));
      expect(cancelled.state).toBe('cancelled');
      expect(test.written()).toMatchObject([
        { kind: 'hold-released', payload: { reason: 'cancelled' } },
        { kind: 'sale-cancelled', payload: { saleId: 'sale-1', accountId: 'account-1', programmeId: 'example' } },
      ]);
      expect(cancelSale(test.till, { saleId: 'sale-1', revision: 2 })).toEqual({ ok: true, sale: cancelled, changed: false });
      expect(cancelSale(test.till, { saleId: 'sale-1', revision: 1 })).toMatchObject({ ok: false, code: 'sale-revised' });
      expect(test.written()).toHaveLength(2);
    });
  });
});

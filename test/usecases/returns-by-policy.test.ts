import { afterEach, describe, expect, it } from 'vitest';
import { commitReturn } from '../../agent/usecases/commit-return.ts';
import { commitSale } from '../../agent/usecases/commit-sale.ts';
import { priceSale } from '../../agent/usecases/price-sale.ts';
import { quoteReturn } from '../../agent/usecases/quote-return.ts';
import { takeRedemption } from '../../agent/usecases/take-redemption.ts';
import { compiledExample, promotionOf } from '../domain/kit/shop.ts';
import { returnOf, saleOf } from './kit/outcomes.ts';
import { accountOf, cardNumber, manyMilks, openTestTill } from './kit/test-till.ts';
import type { Bundle } from '../../agent/domain/bundle/bundle.ts';
import type { ReturnCommitted } from '../../agent/domain/operations/operation.ts';
import type { TestTill } from './kit/test-till.ts';

describe('returning goods by the rules of the programme', () => {
  let test: TestTill;
  afterEach(() => {
    test.close();
  });

  const open = (changes: Partial<Bundle>) => {
    test = openTestTill(changes);
    test.snapshot([accountOf(1)]);
  };
  const sell = (lines: Parameters<typeof priceSale>[1]['lines']) => {
    saleOf(priceSale(test.till, { saleId: 'sale-1', baseRevision: 0, lines, customer: { code: cardNumber(1) } }));
    return saleOf(commitSale(test.till, { saleId: 'sale-1', revision: 1, receipt: { number: '1' } })).priced;
  };
  const quote = (input: Partial<Parameters<typeof quoteReturn>[1]> = {}) => quoteReturn(test.till, { returnId: 'return-1', baseRevision: 0, saleId: 'sale-1', ...input });
  const commit = (input: Partial<Parameters<typeof commitReturn>[1]> = {}) => commitReturn(test.till, { returnId: 'return-1', revision: 1, receipt: { number: '9' }, ...input });
  const lastReturn = () => test.written().at(-1)?.payload as ReturnCommitted;
  const balance = (availablePoints: number) => {
    test.snapshot([accountOf(1, { availablePoints })]);
  };

  describe('within the balance', () => {
    it('takes back what the customer has, and records the rest and what it knew', () => {
      open({ returns: { pointsPolicy: 'within_balance' } });
      const { pointsEarned } = sell(manyMilks);
      balance(5);
      expect(returnOf(quote()).quoted).toMatchObject({ pointsTakenBack: 5, pointsShortfall: pointsEarned - 5 });
      const committed = returnOf(commit());
      expect(lastReturn()).toMatchObject({
        terms: { bundle: { serial: 7, hash: test.compiled?.hash }, rules: { pointsPolicy: 'within_balance' }, balance: { availablePoints: 5, cursor: 40, through: 2 } },
        result: committed.quoted,
        effects: [{ bucket: 'available', points: -5 }, { bucket: 'earned', points: 5 }],
      });
    });

    it('counts what the customer did at this till since the centre was heard', () => {
      open({ returns: { pointsPolicy: 'within_balance' } });
      test.snapshot([accountOf(1, { availablePoints: -3 })]);
      const { pointsEarned } = sell(manyMilks);
      expect(returnOf(quote()).quoted).toMatchObject({ pointsTakenBack: pointsEarned - 3, pointsShortfall: 3 });
    });

    it('decides at the commit: a balance that fell meanwhile keeps no printed receipt from being finished', () => {
      open({ returns: { pointsPolicy: 'within_balance' } });
      const { pointsEarned } = sell(manyMilks);
      balance(5);
      const quoted = returnOf(quote()).quoted;
      balance(2);
      const committed = returnOf(commit());
      expect(committed).toMatchObject({ state: 'committed', quoted: { refundMinor: quoted.refundMinor, pointsTakenBack: 2, pointsShortfall: pointsEarned - 2 } });
      expect(lastReturn().result).toEqual(committed.quoted);
      expect(test.till.returns.find('return-1')).toEqual(committed);
    });

    it('takes no more of a customer that it does not know than it gives back', async () => {
      open({ returns: { pointsPolicy: 'within_balance' } });
      saleOf(priceSale(test.till, { saleId: 'sale-1', baseRevision: 0, lines: manyMilks, customer: { code: cardNumber(1) } }));
      saleOf(await takeRedemption(test.till, { saleId: 'sale-1', revision: 1, points: 7 }));
      const { pointsEarned } = saleOf(commitSale(test.till, { saleId: 'sale-1', revision: 2, receipt: { number: '1' } })).priced;
      test.snapshot([accountOf(2)]);
      expect(returnOf(quote()).quoted).toMatchObject({ pointsGivenBack: 7, pointsTakenBack: 7, pointsShortfall: pointsEarned - 7 });
      returnOf(commit());
      expect(lastReturn().terms).not.toHaveProperty('balance');
    });
  });

  it('takes back the points that are still pending, and names the promotion that gave them', () => {
    const back = (id: string, basisPoints: number, validity: { pendingDays?: number }) => promotionOf(id, { kind: 'points-percent', basisPoints, ...validity }, { when: { kind: 'card' } });
    open({ promotions: [back('now', 100, {}), back('later', 200, { pendingDays: 7 })], returns: { pointsPolicy: 'only_pending' } });
    expect(sell(manyMilks)).toMatchObject({ pointsEarned: 15, accruals: [{ promotionId: 'later', points: 10, availableOn: '2026-11-29' }] });
    expect(returnOf(quote({ lines: [{ lineId: '1', quantityMilli: 40_000 }] })).quoted).toMatchObject({ pointsTakenBack: 6, pointsTakenFrom: [{ promotionId: 'later', points: 6 }] });
    returnOf(commit());
    expect(returnOf(quote({ returnId: 'return-2' })).quoted).toMatchObject({ pointsTakenBack: 4, pointsShortfall: 5, pointsTakenFrom: [{ promotionId: 'later', points: 4 }] });
  });

  it('records the very day by which it asked what is pending, though midnight passes meanwhile', () => {
    open({ promotions: [promotionOf('later', { kind: 'points-fixed', points: 10, pendingDays: 7 }, { when: { kind: 'card' } })], returns: { pointsPolicy: 'only_pending' } });
    sell(manyMilks);
    returnOf(quote());
    let days = 28;
    const { clock } = test.till;
    const midnight = { ...test.till, clock: { ...clock, businessTime: (atMs: number, timeZone: string) => ({ ...clock.businessTime(atMs, timeZone), localDate: `2026-11-${days++}` }) } };
    const { quoted } = returnOf(commitReturn(midnight, { returnId: 'return-1', revision: 1, receipt: { number: '9' } }));
    expect(quoted).toMatchObject({ pointsTakenBack: 10 });
    expect(lastReturn().time.localDate).toBe('2026-11-28');
  });

  it('goes by the programme in service at the return, not by that of the sale', () => {
    open({ returns: { pointsPolicy: 'allow_negative' } });
    const { pointsEarned } = sell(manyMilks);
    balance(0);
    expect(returnOf(quote()).quoted).toMatchObject({ pointsTakenBack: pointsEarned });
    test.compiled = compiledExample({ returns: { pointsPolicy: 'within_balance' } });
    expect(returnOf(quote({ returnId: 'return-2' })).quoted).toMatchObject({ pointsTakenBack: 0, pointsShortfall: pointsEarned });
  });

  it('needs a programme to quote by', () => {
    open({});
    sell(manyMilks);
    test.compiled = undefined;
    expect(quote()).toMatchObject({ ok: false, code: 'not-ready' });
  });

  describe('what is kept is priced again', () => {
    const mugs = { sku: 'bread', quantityMilli: 3_000, unitPriceMinor: 1_000 };
    const thirdIsFree = promotionOf('three-for-two', { kind: 'nth-unit', every: 3, pick: 'cheapest', off: { kind: 'percent', basisPoints: 10_000 } });
    const piece = [{ lineId: '1', quantityMilli: 1_000 }];
    const refunds = () => [1, 2, 3].map((number) => {
      const returnId = `return-${number}`;
      const { refundMinor } = returnOf(quote({ returnId, lines: piece })).quoted;
      returnOf(commit({ returnId }));
      return refundMinor;
    });

    it('so that the free one costs nothing to give back', () => {
      open({ promotions: [thirdIsFree], returns: { pointsPolicy: 'allow_negative', refund: 'reprice' } });
      expect(sell([mugs]).payableMinor).toBe(2_000);
      expect(refunds()).toEqual([0, 1_000, 1_000]);
    });

    it('by the programme of the sale, where another is in service by now', () => {
      open({ promotions: [thirdIsFree], returns: { pointsPolicy: 'allow_negative' } });
      sell([mugs]);
      const sold = test.compiled!;
      test.former = [sold];
      test.compiled = { ...compiledExample({ serial: 8, returns: { pointsPolicy: 'allow_negative', refund: 'reprice' } }), hash: 'cd'.repeat(32) };
      expect(refunds()).toEqual([0, 1_000, 1_000]);
      expect(lastReturn().terms).toMatchObject({ bundle: { serial: 8, hash: 'cd'.repeat(32) } });
    });

    it('but by its shares, saying so, where the programme of the sale is no longer here', () => {
      open({ promotions: [thirdIsFree], returns: { pointsPolicy: 'allow_negative' } });
      sell([mugs]);
      test.compiled = { ...compiledExample({ serial: 8, returns: { pointsPolicy: 'allow_negative', refund: 'reprice' } }), hash: 'cd'.repeat(32) };
      expect(returnOf(quote({ lines: piece })).quoted).toMatchObject({ refundMinor: 666, sharedBecause: 'bundle-unknown' });
    });

    it('and asks for a new quote where another return has changed the refund', () => {
      open({ promotions: [thirdIsFree], returns: { pointsPolicy: 'allow_negative', refund: 'reprice' } });
      sell([mugs]);
      expect(returnOf(quote({ lines: piece })).quoted.refundMinor).toBe(0);
      returnOf(quote({ returnId: 'return-2', lines: piece }));
      returnOf(commit({ returnId: 'return-2' }));
      expect(commit()).toMatchObject({ ok: false, code: 'return-revised' });
      expect(returnOf(quote({ baseRevision: 1, lines: piece })).quoted.refundMinor).toBe(1_000);
    });
  });
});

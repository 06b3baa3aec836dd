import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cancelFinishedSale } from '../../agent/usecases/cancel-finished-sale.ts';
import { commitSale } from '../../agent/usecases/commit-sale.ts';
import { forecastGood } from '../../agent/usecases/forecast-good.ts';
import { priceSale } from '../../agent/usecases/price-sale.ts';
import { promotionOf } from '../domain/kit/shop.ts';
import { saleOf } from './kit/outcomes.ts';
import { openTestTill, twoMilks, type TestTill } from './kit/test-till.ts';
import type { Bundle } from '../../agent/domain/bundle/bundle.ts';

const programme: Partial<Bundle> = {
  coupons: [{ id: 'once', name: { ru: 'Один раз' }, codes: ['ONCE'], once: true }, { id: 'often', name: { ru: 'Всегда' }, codes: ['OFTEN'] }],
  promotions: [
    promotionOf('coupon', { kind: 'basket-amount', amountMinor: 50 }, { when: { kind: 'coupon', couponIds: ['once'] } }),
    promotionOf('again', { kind: 'basket-amount', amountMinor: 7 }, { when: { kind: 'coupon', couponIds: ['often'] } }),
    promotionOf('budget', { kind: 'basket-amount', amountMinor: 100 }, { limits: { budget: { whenOver: 'cut' } } }),
  ],
};

describe('budgets and coupons at a till', () => {
  let test: TestTill;
  beforeEach(() => {
    test = openTestTill(programme);
    test.snapshot([]);
  });
  afterEach(() => {
    test.close();
  });
  const tell = (changes: object, seq = 0) => {
    const { epoch, cursor } = test.customers.cache.view()!;
    test.customers.writer.applyFeed({ epoch, cursor: cursor + 1, through: { journalId: test.till.journal.journalId, seq }, accounts: [], asOfMs: test.nowMs, programme: changes });
  };
  const sell = (saleId: string, coupons?: string[]) => {
    const sale = saleOf(priceSale(test.till, { saleId, baseRevision: 0, lines: twoMilks, ...(coupons === undefined ? {} : { coupons }) }));
    commitSale(test.till, { saleId, revision: 1, receipt: { number: saleId } });
    return sale;
  };
  const lastSale = () => test.written().flatMap((body) => (body.kind === 'sale-committed' ? [body.payload] : [])).at(-1);

  it('are not limited where the centre has not told of them', () => {
    expect(sell('sale-1').priced.discountMinor).toBe(100);
    expect(sell('sale-2').programme).toBeUndefined();
  });

  it('are as the centre told, and each sale records what it was priced with and what it used up', () => {
    tell({ budgets: [{ promotionId: 'budget', leftMinor: 130 }], usedCoupons: ['OTHER'] });
    expect(sell('sale-1', ['ONCE']).priced.discountMinor).toBe(150);
    expect(lastSale()).toMatchObject({ programme: { budgets: [{ promotionId: 'budget', leftMinor: 130 }] }, counts: { coupons: ['ONCE'], budgets: [{ promotionId: 'budget', discountMinor: 100 }] } });
  });

  it('are used up by own sales at once, after a restart too', () => {
    tell({ budgets: [{ promotionId: 'budget', leftMinor: 130 }] });
    sell('sale-1', ['ONCE', 'OFTEN']);
    test.restart();
    const second = sell('sale-2', ['ONCE', 'OFTEN']);
    expect(second.priced.coupons).toMatchObject([{ code: 'ONCE', status: 'used' }, { code: 'OFTEN', status: 'applied' }]);
    expect(second.priced.promotions).toEqual(expect.arrayContaining([expect.objectContaining({ promotionId: 'budget', discountMinor: 30 })]));
    expect(second.programme).toEqual({ budgets: [{ promotionId: 'budget', leftMinor: 30 }], usedCoupons: ['ONCE'] });
  });

  it('do not change when the centre tells what this till did', () => {
    tell({ budgets: [{ promotionId: 'budget', leftMinor: 130 }] });
    sell('sale-1', ['ONCE']);
    tell({ budgets: [{ promotionId: 'budget', leftMinor: 30 }], usedCoupons: ['ONCE'] }, test.till.journal.head().seq);
    expect(sell('sale-2', ['ONCE']).programme).toEqual({ budgets: [{ promotionId: 'budget', leftMinor: 30 }], usedCoupons: ['ONCE'] });
  });

  it.each([['before', 0], ['after', 1]])('of a sale that is cancelled here are free at once, where the centre heard of the sale %s', async (_when, hears) => {
    tell({ budgets: [{ promotionId: 'budget', leftMinor: 130 }] });
    sell('sale-1', ['ONCE']);
    if (hears === 1) tell({ budgets: [{ promotionId: 'budget', leftMinor: 30 }], usedCoupons: ['ONCE'] }, test.till.journal.head().seq);
    saleOf(await cancelFinishedSale(test.till, { saleId: 'sale-1', revision: 1 }));
    expect(sell('sale-2').programme).toEqual({ budgets: [{ promotionId: 'budget', leftMinor: 130 }] });
    expect(sell('sale-3', ['ONCE']).priced).toMatchObject({ coupons: [{ code: 'ONCE', status: 'applied' }] });
    expect(sell('sale-4', ['ONCE']).priced).toMatchObject({ coupons: [{ code: 'ONCE', status: 'used' }] });
  });

  it('of a cancelled sale are free until the centre says who used them next, also after a restart', async () => {
    // one till, as in an agent: what it has read it keeps
    const { till } = test;
    const priced = (saleId: string) => saleOf(priceSale(till, { saleId, baseRevision: 0, lines: twoMilks, coupons: ['ONCE'] })).priced;
    priced('sale-1');
    commitSale(till, { saleId: 'sale-1', revision: 1, receipt: { number: '1' } });
    tell({ usedCoupons: ['ONCE'] }, till.journal.head().seq);
    expect(priced('sale-2')).toMatchObject({ coupons: [{ code: 'ONCE', status: 'used' }] });
    saleOf(await cancelFinishedSale(till, { saleId: 'sale-1', revision: 1 }));
    expect(priced('sale-3')).toMatchObject({ coupons: [{ code: 'ONCE', status: 'applied' }] });
    tell({ freeCoupons: ['ONCE'] }, till.journal.head().seq);
    expect(priced('sale-4')).toMatchObject({ coupons: [{ code: 'ONCE', status: 'applied' }] });
    expect(sell('sale-5', ['ONCE']).priced).toMatchObject({ coupons: [{ code: 'ONCE', status: 'applied' }] });
    tell({ usedCoupons: ['ONCE'] }, till.journal.head().seq);
    // elsewhere: used, given back, and used again
    tell({ freeCoupons: ['ONCE'] }, till.journal.head().seq);
    tell({ usedCoupons: ['ONCE'] }, till.journal.head().seq);
    expect(priced('sale-6')).toMatchObject({ coupons: [{ code: 'ONCE', status: 'used' }] });
  });

  it('are counted again from where an older view of the centre ends', () => {
    sell('sale-1', ['ONCE']);
    const { seq } = test.till.journal.head();
    tell({ usedCoupons: ['ONCE'] }, seq);
    sell('sale-2', ['ONCE']);
    test.snapshot([], { journalId: test.till.journal.journalId, seq: 0 });
    expect(sell('sale-3', ['ONCE']).programme).toEqual({ usedCoupons: ['ONCE'] });
  });

  it('count for a forecast', () => {
    tell({ budgets: [{ promotionId: 'budget', leftMinor: 30 }] });
    const told = forecastGood(test.till, { sku: 'milk', unitPriceMinor: 500 });
    expect(told).toMatchObject({ ok: true, forecast: { payableMinor: 470 } });
  });
});

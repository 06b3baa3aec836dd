import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commitSale } from '../../agent/usecases/commit-sale.ts';
import { explainedPrice } from '../../agent/usecases/priced-part.ts';
import { priceSale } from '../../agent/usecases/price-sale.ts';
import { compiledExample, promotionOf } from '../domain/kit/shop.ts';
import { saleOf } from './kit/outcomes.ts';
import { signedOrder } from './kit/test-order.ts';
import { testSignature } from './kit/test-signature.ts';
import { noonMs, openTestTill, twoMilks } from './kit/test-till.ts';
import type { Bundle } from '../../agent/domain/bundle/bundle.ts';
import type { Condition } from '../../agent/domain/promotions/promotion.ts';
import type { TestTill } from './kit/test-till.ts';

const off = (id: string, amountMinor: number, when: Condition) => promotionOf(id, { kind: 'basket-amount', amountMinor }, { when });
/** Each condition takes another amount off, so that the sum tells which of them held. */
const programme: Partial<Bundle> = {
  coupons: [{ id: 'welcome', name: { ru: 'Купон' }, codes: ['HELLO'] }],
  externalProgrammes: [{ id: 'bank', name: { ru: 'Банк' }, customerPromotions: 'keep' }],
  flags: [{ id: 'new-tills', on: [{ tillIds: ['till-1'], agentFrom: '1.4.0' }] }],
  promotions: [
    off('coupon', 1, { kind: 'coupon', couponIds: ['welcome'] }),
    off('payment', 10, { kind: 'payment', methods: ['bank-card'] }),
    off('channel', 20, { kind: 'channel', channels: ['web'] }),
    off('external', 40, { kind: 'external', programmeIds: ['bank'] }),
    off('till', 80, { kind: 'till', tillIds: ['till-1'] }),
    off('flag', 160, { kind: 'flag', flagId: 'new-tills' }),
  ],
};
/** What promotions on the till and its agent take off, whatever the basket says. */
const ofTheTill = 240;
const everything = { coupons: ['HELLO', 'WHAT'], payment: { method: 'bank-card' }, channel: 'web', external: 'bank' };

describe('what a basket holds besides its lines', () => {
  let test: TestTill;
  beforeEach(() => {
    test = openTestTill(programme);
  });
  afterEach(() => {
    test.close();
  });
  const open = (input: Partial<Parameters<typeof priceSale>[1]> = {}) => saleOf(priceSale(test.till, { saleId: 'sale-1', baseRevision: 0, lines: twoMilks, ...input }));
  const commit = (input: Partial<Parameters<typeof commitSale>[1]> = {}) => commitSale(test.till, { saleId: 'sale-1', revision: 1, receipt: { number: '1' }, ...input });

  it.each([
    [{}, ofTheTill], [{ coupons: ['HELLO'] }, ofTheTill + 1], [{ payment: { method: 'bank-card' } }, ofTheTill + 10], [{ channel: 'web' }, ofTheTill + 20],
    [{ external: 'bank' }, ofTheTill + 40], [everything, ofTheTill + 71],
  ])('%j decides the price and is stored with the sale', (surroundings, discountMinor) => {
    const sale = open(surroundings);
    expect(sale.priced.discountMinor).toBe(discountMinor);
    expect(sale.basket).toEqual({ lines: [{ lineId: '1', ...twoMilks[0]! }], ...surroundings });
  });

  it('is part of the request: another coupon is another revision, not a retry', () => {
    open({ coupons: ['HELLO'] });
    expect(priceSale(test.till, { saleId: 'sale-1', baseRevision: 0, lines: twoMilks, coupons: ['HELLO'] })).toMatchObject({ ok: true, changed: false });
    expect(priceSale(test.till, { saleId: 'sale-1', baseRevision: 0, lines: twoMilks })).toMatchObject({ ok: false, code: 'sale-revised' });
  });

  it('is journalled with the till and the version of its agent', () => {
    open(everything);
    saleOf(commit());
    expect(test.written()[0]?.payload).toMatchObject({ tillId: 'till-1', agentVersion: '1.4.0', basket: everything });
  });

  it('is the version of the agent that priced, also where a newer one commits', () => {
    open();
    saleOf(commitSale({ ...test.till, agentVersion: '2.0.0' }, { saleId: 'sale-1', revision: 1, receipt: { number: '1' } }));
    expect(test.written()[0]?.payload).toMatchObject({ agentVersion: '1.4.0' });
  });

  it('comes with a commit that names the lines: the same basket is not priced again, another one is', () => {
    open(everything);
    expect(saleOf(commit({ lines: twoMilks, ...everything })).revision).toBe(1);
    expect(saleOf(commit({ saleId: 'sale-2', lines: twoMilks, coupons: ['HELLO'] })).priced.discountMinor).toBe(ofTheTill + 1);
  });

  it('answers a repeated commit alike, and another coupon as another commit', () => {
    const first = saleOf(commit({ lines: twoMilks, coupons: ['HELLO'] }));
    expect(commit({ lines: twoMilks, coupons: ['HELLO'] })).toEqual({ ok: true, sale: first, changed: false });
    expect(commit({ lines: twoMilks })).toMatchObject({ ok: false, code: 'sale-closed' });
  });

  it('an external programme that nobody knows is refused, and nothing changes', () => {
    expect(priceSale(test.till, { saleId: 'sale-1', baseRevision: 0, lines: twoMilks, external: 'other' })).toMatchObject({ ok: false, code: 'external-unknown', path: '/external' });
    expect(test.till.sales.find('sale-1')).toBeUndefined();
  });
});

describe('the reasons of a price', () => {
  let test: TestTill;
  beforeEach(() => {
    test = openTestTill(programme);
  });
  afterEach(() => {
    test.close();
  });

  it('are told and not stored, and change nothing else', () => {
    const sale = saleOf(priceSale(test.till, { saleId: 'sale-1', baseRevision: 0, lines: twoMilks, ...everything }));
    const { trace, ...price } = explainedPrice(test.till, sale);
    expect(trace).toBeDefined();
    expect(price).toEqual(sale.priced);
    expect(test.till.sales.find('sale-1')?.priced).not.toHaveProperty('trace');
  });

  it('are not told of a price that came from another programme', () => {
    const sale = saleOf(priceSale(test.till, { saleId: 'sale-1', baseRevision: 0, lines: twoMilks }));
    test.compiled = { ...compiledExample(), hash: 'cd'.repeat(32) };
    expect(explainedPrice(test.till, sale)).toEqual(sale.priced);
  });
});

describe('an order that was priced elsewhere', () => {
  let test: TestTill;
  beforeEach(() => {
    test = openTestTill(programme);
  });
  afterEach(() => {
    test.close();
  });
  const ordered = { quantityMilli: 2_000, unitPriceMinor: 500, discounts: [{ promotionId: 'web-only', amountMinor: 300 }] };
  const lines = [{ lineId: '1', ...twoMilks[0]!, ordered }];
  const put = (input: Partial<Parameters<typeof priceSale>[1]> = {}) => priceSale(test.till, { saleId: 'sale-1', baseRevision: 0, lines, ...input });

  const order = signedOrder([{ sku: 'milk', ordered }]);
  const milk = lines[0]!;

  it('keeps its discounts where it comes with the signed order, and is journalled with them', () => {
    const sale = saleOf(put({ order }));
    expect(sale.priced.lines[0]?.discounts).toEqual(ordered.discounts);
    saleOf(commitSale(test.till, { saleId: 'sale-1', revision: 1, receipt: { number: '1' } }));
    expect(test.written()[0]?.payload).toMatchObject({ basket: { lines } });
  });

  it('is refused without the order; what the sale has already may be carried along', () => {
    expect(put()).toMatchObject({ ok: false, code: 'order-unsigned', path: '/lines/0/ordered' });
    saleOf(put({ order }));
    expect(put({ baseRevision: 1, lines: [{ ...milk, quantityMilli: 1_000 }] })).toMatchObject({ ok: true });
    const more = { ...ordered, discounts: [{ promotionId: 'web-only', amountMinor: 301 }] };
    expect(put({ baseRevision: 2, lines: [{ ...milk, ordered: more }] })).toMatchObject({ ok: false, code: 'order-unsigned' });
    expect(put({ baseRevision: 2, lines: [{ ...milk, sku: 'gift' }] })).toMatchObject({ ok: false, code: 'order-unsigned' });
    expect(put({ baseRevision: 2, lines: [milk, { ...milk, lineId: '2' }] })).toMatchObject({ ok: false, code: 'order-unsigned', path: '/lines/1/ordered' });
  });

  it('is refused where the order was altered, is too old, of another programme, or has no such line', () => {
    const altered = { ...order, text: order.text.replace('300', '900') };
    expect(put({ order: altered })).toMatchObject({ ok: false, code: 'order-signature-wrong', path: '/order' });
    expect(put({ order: { ...order, signature: 'AAAA' } })).toMatchObject({ ok: false, code: 'order-signature-wrong' });
    expect(put({ order: { text: '{}', signature: testSignature('{}') } })).toMatchObject({ ok: false, code: 'order-signature-wrong' });
    expect(put({ order: signedOrder([{ sku: 'milk', ordered }], { validUntilMs: noonMs - 1 }) })).toMatchObject({ ok: false, code: 'order-expired', facts: { validUntilMs: noonMs - 1 } });
    expect(put({ order: signedOrder([{ sku: 'milk', ordered }], { programmeId: 'another' }) })).toMatchObject({ ok: false, code: 'order-differs' });
    expect(put({ order: signedOrder([{ sku: 'bread', ordered }]) })).toMatchObject({ ok: false, code: 'order-differs', path: '/lines/0/ordered' });
  });

  it('takes each line of the order once', () => {
    expect(put({ order, lines: [milk, { ...milk, lineId: '2' }] })).toMatchObject({ ok: false, code: 'order-differs', path: '/lines/1/ordered' });
    saleOf(put({ order }));
    expect(put({ baseRevision: 1, order, lines: [{ ...milk, lineId: '2' }, milk] })).toMatchObject({ ok: false, code: 'order-differs', path: '/lines/0/ordered' });
    const two = signedOrder([{ sku: 'milk', ordered }, { sku: 'milk', ordered }]);
    expect(put({ baseRevision: 1, order: two, lines: [{ ...milk, lineId: '2' }, milk] })).toMatchObject({ ok: true });
  });

  it('comes with the order to a commit that the till has no revision for', () => {
    const printed = { saleId: 'sale-2', revision: 1, receipt: { number: '1' }, lines };
    expect(commitSale(test.till, printed)).toMatchObject({ ok: false, code: 'order-unsigned' });
    expect(saleOf(commitSale(test.till, { ...printed, order })).priced.discountMinor).toBe(300);
  });

  it('is refused where it was discounted beyond its price', () => {
    const beyond = { ...ordered, discounts: [{ promotionId: 'web-only', amountMinor: 1_001 }] };
    expect(put({ lines: [{ ...milk, ordered: beyond }], order: signedOrder([{ sku: 'milk', ordered: beyond }]) })).toMatchObject({ ok: false, code: 'ordered-exceeds-line' });
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import { commitSale } from '../../agent/usecases/commit-sale.ts';
import { priceSale } from '../../agent/usecases/price-sale.ts';
import { promotionOf } from '../domain/kit/shop.ts';
import { allowancePolicy, leasedAccount, redemptionWith, riskPolicy } from './kit/allowances.ts';
import { saleOf } from './kit/outcomes.ts';
import { accountOf, cardNumber, openTestTill, twoMilks, type TestTill } from './kit/test-till.ts';
import type { Bundle } from '../../agent/domain/bundle/bundle.ts';

const promotions: Partial<Bundle> = {
  coupons: [{ id: 'once', name: { ru: 'Один раз' }, codes: ['ONE', 'TWO', 'THREE'], once: true }],
  promotions: [
    promotionOf('coupon', { kind: 'basket-amount', amountMinor: 50 }, { when: { kind: 'coupon', couponIds: ['once'] } }),
    promotionOf('daily', { kind: 'basket-amount', amountMinor: 7 }, { limits: { perCustomer: { times: 9, period: 'day' } } }),
  ],
};

describe('what can be used once, while the centre is out of reach', () => {
  let test: TestTill;
  const begin = (redemption: Partial<Bundle>) => {
    test = openTestTill({ ...promotions, ...redemption });
    test.snapshot([leasedAccount(test), accountOf(2)]);
  };
  afterEach(() => {
    test.close();
  });
  const put = (saleId: string, { serial, coupon = 'ONE', baseRevision = 0 }: { serial?: number; coupon?: string; baseRevision?: number } = {}) =>
    saleOf(priceSale(test.till, { saleId, baseRevision, lines: twoMilks, coupons: [coupon], ...(serial === undefined ? {} : { customer: { code: cardNumber(serial) } }) }));
  const cutOff = () => test.authority.stand({ isReachable: false });

  it('acts as ever where the programme says nothing', () => {
    begin(redemptionWith('never'));
    cutOff();
    expect(put('sale-1', { serial: 1 })).toMatchObject({ priced: { discountMinor: 57 } });
    expect(put('sale-1', { serial: 1, baseRevision: 1 }).programme).toBeUndefined();
  });

  it('does not act by the policy never, and the operation records that; it acts again with the next price online', () => {
    begin(redemptionWith('never', { onceOffline: 'never' }));
    cutOff();
    const sale = put('sale-1', { serial: 1 });
    expect(sale).toMatchObject({ programme: { withheld: ['once-coupons', 'customer-limits'] }, priced: { discountMinor: 0, coupons: [{ code: 'ONE', couponId: 'once', status: 'withheld' }] } });
    test.authority.stand({ isReachable: true });
    expect(put('sale-1', { serial: 1, baseRevision: 1 }).priced.discountMinor).toBe(57);
    cutOff();
    put('sale-2', { serial: 1 });
    saleOf(commitSale(test.till, { saleId: 'sale-2', revision: 1, receipt: { number: '2' } }));
    expect(test.written()).toMatchObject([{ payload: { programme: { withheld: ['once-coupons', 'customer-limits'] }, mayRedeem: { points: 0, limitedBy: 'offline' } } }]);
  });

  it('acts by the policy allowance where the till may spend of one of this customer', () => {
    begin(redemptionWith(allowancePolicy, { onceOffline: 'allowance' }));
    cutOff();
    expect(put('sale-1', { serial: 1 }).priced.discountMinor).toBe(57);
    expect(put('sale-2', { serial: 2 }).priced.discountMinor).toBe(0);
    expect(put('sale-3').priced.discountMinor).toBe(0);
    test.clock = 'suspect';
    expect(put('sale-4', { serial: 1 }).priced.discountMinor).toBe(0);
  });

  it('acts by the risk policy so many times a day, and a restart does not forget them', () => {
    begin(redemptionWith(riskPolicy, { onceOffline: { policy: 'risk-limit', maxPerTillDay: 2 } }));
    put('online', { coupon: 'THREE' });
    saleOf(commitSale(test.till, { saleId: 'online', revision: 1, receipt: { number: '0' } }));
    cutOff();
    expect(put('sale-1', { serial: 2 }).priced.discountMinor).toBe(57);
    saleOf(commitSale(test.till, { saleId: 'sale-1', revision: 1, receipt: { number: '1' } }));
    test.restart();
    expect(put('sale-2', { coupon: 'TWO' })).toMatchObject({ priced: { discountMinor: 0, coupons: [{ status: 'withheld' }] } });
  });

  it('stands on a receipt that was printed with it, though the centre is out of reach when the sale is priced again for it', () => {
    begin(redemptionWith('never', { onceOffline: 'never' }));
    put('sale-1', { serial: 1 });
    put('sale-1', { serial: 1, baseRevision: 1, coupon: 'TWO' });
    cutOff();
    const printed = { lines: twoMilks, coupons: ['ONE'], customer: { code: cardNumber(1) } };
    const sale = saleOf(commitSale(test.till, { saleId: 'sale-1', revision: 1, receipt: { number: '1' }, ...printed }));
    expect(sale.priced.discountMinor).toBe(57);
  });
});

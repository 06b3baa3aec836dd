import { afterEach, beforeEach, expect, it } from 'vitest';
import type { SaleView } from '../../../agent/contract/sale.ts';
import type { Bundle } from '../../../agent/domain/bundle/bundle.ts';
import { price } from '../../../agent/domain/pricing/price.ts';
import { promotionOf } from '../../domain/kit/shop.ts';
import { twoMilks } from '../../usecases/kit/test-till.ts';
import { startTestApi, type TestApi } from '../kit/test-api.ts';

const programme: Partial<Bundle> = {
  coupons: [{ id: 'once', name: { ru: 'Один раз' }, codes: ['ONCE'], once: true }],
  promotions: [
    promotionOf('coupon', { kind: 'basket-amount', amountMinor: 50 }, { when: { kind: 'coupon', couponIds: ['once'] } }),
    promotionOf('budget', { kind: 'basket-amount', amountMinor: 100 }, { limits: { budget: { whenOver: 'cut' } } }),
  ],
};

let api: TestApi;
beforeEach(async () => {
  api = await startTestApi({ bundle: programme });
  api.test.snapshot([]);
  const { writer, cache } = api.test.customers;
  const { epoch, cursor } = cache.view()!;
  writer.applyFeed({ epoch, cursor: cursor + 1, through: { journalId: api.test.till.journal.journalId, seq: 0 }, accounts: [], asOfMs: api.test.nowMs, programme: { budgets: [{ promotionId: 'budget', leftMinor: 130 }] } });
});
afterEach(() => api.close());

async function putSale(saleId: string): Promise<SaleView> {
  const { status, body } = await api.call('PUT', `/v1/sales/${saleId}`, { body: { baseRevision: 0, lines: twoMilks, coupons: ['ONCE'] } });
  expect(status).toBe(200);
  return body as unknown as SaleView;
}

/** What the inputs of the answer come to, with the programme of the test. */
function pricedAgain({ basket, inputs: { customerState, ...inputs } }: SaleView) {
  return price(api.test.compiled!, { basket, ...inputs, ...(customerState === undefined ? {} : { customer: customerState }) });
}

it('what stands in inputs gives the price again, budgets and used coupons included', async () => {
  const first = await putSale('sale-1');
  expect(first).toMatchObject({ priced: { discountMinor: 150 }, inputs: { programme: { budgets: [{ promotionId: 'budget', leftMinor: 130 }] } } });
  expect(pricedAgain(first)).toEqual(first.priced);
  expect((await api.call('POST', '/v1/sales/sale-1/commit', { body: { revision: 1, receipt: { number: '1' } } })).status).toBe(200);

  const second = await putSale('sale-2');
  expect(second).toMatchObject({ priced: { discountMinor: 30 }, inputs: { programme: { budgets: [{ promotionId: 'budget', leftMinor: 30 }], usedCoupons: ['ONCE'] } } });
  expect(pricedAgain(second)).toEqual(second.priced);
});

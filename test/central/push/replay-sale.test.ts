import { describe, expect, it } from 'vitest';
import type { Bundle } from '../../../agent/domain/bundle/bundle.ts';
import type { SaleCommitted } from '../../../agent/domain/operations/operation.ts';
import { price, type PricingInput } from '../../../agent/domain/pricing/price.ts';
import type { Condition } from '../../../agent/domain/promotions/promotion.ts';
import { replaySale } from '../../../sync/central/push/replay-sale.ts';
import { compileTestBundle, testSale } from '../kit/test-sale.ts';
import { testBundle } from '../kit/test-shop.ts';

const off = (id: string, amountMinor: number, when: Condition, changes: Partial<Bundle['promotions'][number]> = {}): Bundle['promotions'][number] =>
  ({ id, name: { ru: id }, groupId: 'main', priority: 0, when, goods: { kind: 'all' }, reward: { kind: 'basket-amount', amountMinor }, ...changes });
const compiled = compileTestBundle(testBundle({
  coupons: [{ id: 'welcome', name: { ru: 'Купон' }, codes: ['HELLO'] }],
  flags: [{ id: 'new-tills', on: [{ tillIds: ['till-1'], agentFrom: '1.4.0' }] }],
  promotions: [
    off('till', 100, { kind: 'till', tillIds: ['till-1'] }),
    off('flag', 200, { kind: 'flag', flagId: 'new-tills' }),
    off('coupon', 400, { kind: 'coupon', couponIds: ['welcome'] }),
    off('budget', 800, { kind: 'all', of: [] }, { limits: { budget: { whenOver: 'cut' } } }),
  ],
}));
const inputs = { agentVersion: '1.5.0', programme: { budgets: [{ promotionId: 'budget', leftMinor: 50 }], usedCoupons: ['OLD'] } };

/** A sale that an honest till priced with all of these inputs, and recorded with these of them. */
function saleOf(basket: Partial<SaleCommitted['basket']>, recorded: Partial<SaleCommitted> = inputs): SaleCommitted {
  const plain = testSale(compiled);
  const input: PricingInput = { basket: { ...plain.basket, ...basket }, storeId: plain.storeId, tillId: plain.tillId, time: plain.time, ...inputs };
  return { ...plain, basket: input.basket, result: price(compiled, input), ...recorded };
}

describe('the centre prices a sale again with every input that the till recorded', () => {
  it.each([[{}, 350], [{ coupons: ['HELLO'] }, 750]])('%j', (basket, discountMinor) => {
    const sale = saleOf(basket);
    expect(sale.result.discountMinor).toBe(discountMinor);
    expect(replaySale(compiled, sale, 'till-1').defect).toBeUndefined();
  });

  it.each([['the version of the agent', { programme: inputs.programme }], ['the state of the programme', { agentVersion: '1.5.0' }]])('and calls it a defect where %s was left out', (_, recorded) => {
    expect(replaySale(compiled, saleOf({}, recorded), 'till-1').defect).toMatchObject({ what: 'result' });
  });

  it('an external programme that the bundle does not know is a basket that cannot be priced', () => {
    expect(replaySale(compiled, { ...saleOf({}), basket: { lines: [], external: 'other' } }, 'till-1').defect).toEqual({ what: 'basket', fault: 'external-unknown' });
  });
});

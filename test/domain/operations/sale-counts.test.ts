import { describe, expect, test } from 'vitest';
import type { Account } from '../../../agent/domain/customer/account.ts';
import { countSale, countsOf, periodOf, uncountSale, uncountUses } from '../../../agent/domain/operations/sale-counts.ts';
import type { SaleCommitted } from '../../../agent/domain/operations/operation.ts';
import { price, type PricingInput } from '../../../agent/domain/pricing/price.ts';
import type { Promotion } from '../../../agent/domain/promotions/promotion.ts';
import { basketOf, exampleInput } from '../kit/examples.ts';
import { compiledExample, promotionOf } from '../kit/shop.ts';

const perCustomer = (period: 'day' | 'week' | 'month' | 'year' | 'ever'): Pick<Promotion, 'limits'> => ({ limits: { perCustomer: { times: 5, period } } });
const coupons = [{ id: 'once', name: { ru: 'Один раз' }, codes: ['ONCE'], once: true as const }, { id: 'often', name: { ru: 'Всегда' }, codes: ['OFTEN'] }];

/** Sold on Sunday, 22 November 2026. */
function counted(promotions: Promotion[], { accountId = 'account-1', ...input }: Partial<PricingInput> & { accountId?: string | null } = {}) {
  const compiled = compiledExample({ coupons, promotions });
  const asked: PricingInput = { ...exampleInput(), basket: basketOf('milk 2 × 500'), ...input };
  const sale: Pick<SaleCommitted, 'result' | 'time' | 'accountId'> = { result: price(compiled, asked), time: asked.time, ...(accountId === null ? {} : { accountId }) };
  return countsOf(compiled, sale);
}

describe('a sale uses up', () => {
  test.each([
    { what: 'money', reward: { kind: 'goods-amount', amountMinor: 10 }, period: 'day', since: '2026-11-22' },
    { what: 'points', reward: { kind: 'points-fixed', points: 5 }, period: 'week', since: '2026-11-16' },
    { what: 'a gift that was offered', reward: { kind: 'gift', units: 1 }, period: 'month', since: '2026-11-01' },
    { what: 'a coupon', reward: { kind: 'issue-coupon', couponId: 'often', count: 1, fromDays: 1, days: 7 }, period: 'year', since: '2026-01-01' },
    { what: 'a message', reward: { kind: 'message', to: 'cashier', text: { ru: 'да' } }, period: 'ever', since: '1970-01-01' },
  ] as const)('one of the times that a customer may have $what, in the $period', ({ reward, period, since }) => {
    const goods: Partial<Promotion> = reward.kind === 'gift' ? { goods: { kind: 'sku', skus: ['bread'] } } : {};
    expect(counted([promotionOf('A', reward, { ...goods, ...perCustomer(period) }), promotionOf('B', { kind: 'goods-amount', amountMinor: 10 })])).toEqual({ usage: [{ promotionId: 'A', since }] });
  });

  test('no times of a promotion that gave nothing, or where nobody said who bought', () => {
    const limited = promotionOf('A', { kind: 'points-fixed', points: 5 }, perCustomer('day'));
    expect(counted([{ ...limited, goods: { kind: 'sku', skus: ['bread'] } }])).toBeUndefined();
    expect(counted([limited], { accountId: null })).toBeUndefined();
  });

  test('a coupon that may be used once, if it did anything', () => {
    const asking = (couponId: string) => promotionOf(couponId, { kind: 'goods-amount', amountMinor: 10 }, { when: { kind: 'coupon', couponIds: [couponId] } });
    const shown = { basket: { ...basketOf('milk 2 × 500'), coupons: ['ONCE', 'OFTEN', 'STRANGE'] } };
    expect(counted([asking('once'), asking('often')], shown)).toEqual({ coupons: ['ONCE'] });
    expect(counted([asking('often')], shown)).toBeUndefined();
    expect(countsOf(compiledExample(), { ...sold(), result: { ...sold().result, coupons: [{ code: 'ONCE', couponId: 'once', status: 'applied' }] } })).toBeUndefined();
  });

  test('money of a budget, as much as was taken off', () => {
    const programme = { budgets: [{ promotionId: 'A', leftMinor: 15 }] };
    expect(counted([promotionOf('A', { kind: 'goods-amount', amountMinor: 10 }, { limits: { budget: { whenOver: 'cut' } } }), promotionOf('B', { kind: 'goods-amount', amountMinor: 10 })], { programme }))
      .toEqual({ budgets: [{ promotionId: 'A', discountMinor: 15 }] });
  });

  test('all of these at once', () => {
    const asking: Partial<Promotion> = { when: { kind: 'coupon', couponIds: ['once'] } };
    const input = { basket: { ...basketOf('milk 2 × 500'), coupons: ['ONCE'] }, programme: { budgets: [{ promotionId: 'A', leftMinor: 1 }] } };
    const [usage, shown, budgets] = [[{ promotionId: 'A', since: '2026-11-22' }], ['ONCE'], [{ promotionId: 'A', discountMinor: 1 }]];
    const limits = (limited: NonNullable<Promotion['limits']>, more: Partial<Promotion> = {}) => [promotionOf('A', { kind: 'goods-amount', amountMinor: 10 }, { limits: limited, ...more })];
    expect(counted(limits({ perCustomer: { times: 1, period: 'day' } }, asking), input)).toEqual({ usage, coupons: shown });
    expect(counted(limits({ budget: { whenOver: 'cut' } }, asking), input)).toEqual({ coupons: shown, budgets });
    expect(counted(limits({ perCustomer: { times: 1, period: 'day' }, budget: { whenOver: 'cut' } }), input)).toEqual({ usage, budgets });
  });
});

function sold(): Pick<SaleCommitted, 'result' | 'time'> {
  const input = { ...exampleInput(), basket: basketOf('milk 1 × 500') };
  return { result: price(compiledExample(), input), time: input.time };
}

test('a limit for ever counts in one period, whatever the day', () => {
  expect([periodOf('ever', '2026-11-22'), periodOf('ever', '1999-01-01')]).toEqual(['1970-01-01', '1970-01-01']);
});

const account = (changes: Partial<Account> = {}): Account => ({ accountId: 'account-1', tier: 'base', availablePoints: 0, holds: [], cards: [], ...changes });
const of = (promotionId: string, since: string, times: number) => ({ promotionId, since, times });

describe('an account counts', () => {
  test.each([
    { name: 'the first use', usage: undefined, since: '2026-11-01', left: [of('A', '2026-11-01', 1)] },
    { name: 'one use more in the same period, beside those of others', usage: [of('B', '2026-11-01', 4), of('A', '2026-11-01', 1)], since: '2026-11-01', left: [of('B', '2026-11-01', 4), of('A', '2026-11-01', 2)] },
    { name: 'from the start in a later period', usage: [of('A', '2026-10-01', 3)], since: '2026-11-01', left: [of('A', '2026-11-01', 1)] },
    { name: 'nothing of a period before the latest', usage: [of('A', '2026-11-01', 3)], since: '2026-10-01', left: [of('A', '2026-11-01', 3)] },
  ])('$name', ({ usage, since, left }) => {
    expect(countSale(account(usage === undefined ? {} : { usage }), { usage: [{ promotionId: 'A', since }] }).usage).toEqual(left);
  });

  test('purchases, if its row says how many there were', () => {
    expect(countSale(account({ purchases: 0 }), {})).toEqual(account({ purchases: 1 }));
    expect(countSale(account(), {})).toEqual(account());
    expect([uncountSale(account({ purchases: 2 })), uncountSale(account({ purchases: 0 })), uncountSale(account())]).toEqual([account({ purchases: 1 }), account({ purchases: 0 }), account()]);
  });

  test.each([
    { name: 'one use less', times: 3, left: [of('B', '2026-11-01', 1), of('A', '2026-11-01', 2)] },
    { name: 'one use where there were two', times: 2, left: [of('B', '2026-11-01', 1), of('A', '2026-11-01', 1)] },
    { name: 'no use where it was the only one', times: 1, left: [of('B', '2026-11-01', 1)] },
  ])('$name once its sale was cancelled', ({ times, left }) => {
    expect(uncountUses(account({ usage: [of('B', '2026-11-01', 1), of('A', '2026-11-01', times)] }), { usage: [{ promotionId: 'A', since: '2026-11-01' }] }).usage).toEqual(left);
  });

  test('nothing less for a sale of another period, or where nothing was counted', () => {
    const usage = [of('A', '2026-11-01', 3)];
    expect(uncountUses(account({ usage }), { usage: [{ promotionId: 'A', since: '2026-10-01' }] }).usage).toEqual(usage);
    expect(uncountUses(account(), { usage: [{ promotionId: 'A', since: '2026-11-01' }] }).usage).toEqual([]);
    expect(uncountUses(account({ usage }), {}).usage).toEqual(usage);
  });
});

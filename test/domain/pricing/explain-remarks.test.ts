import { describe, expect, test } from 'vitest';
import type { Bundle } from '../../../agent/domain/bundle/bundle.ts';
import type { PricingInput } from '../../../agent/domain/pricing/price.ts';
import type { Reason } from '../../../agent/domain/pricing/trace.ts';
import { basketOf, priceLines } from '../kit/examples.ts';
import { customerWith, exampleBundle, promotionOf } from '../kit/shop.ts';

function remarksOf(lines: string, bundle: Partial<Bundle>, input: Partial<PricingInput> = {}): Reason[] {
  return priceLines(lines, bundle, { basket: basketOf(lines), ...input, explain: true }).trace?.remarks ?? [];
}

describe('what is told of coupons', () => {
  const coupons: Bundle['coupons'] = [{ id: 'ten', name: { ru: 'Десять' }, codes: ['TEN', 'TEN-2'] }, { id: 'idle', name: { ru: 'Лишний' }, codes: ['IDLE'] }, { id: 'far', name: { ru: 'Далёкий' }, codes: ['FAR'] }];
  const asking = (id: string, couponId: string, minMinor: number) => promotionOf(id, { kind: 'basket-amount', amountMinor: 10 }, { when: { kind: 'all', of: [{ kind: 'coupon', couponIds: [couponId] }, { kind: 'basket-sum', goods: { kind: 'all' }, minMinor }] } });
  const bundle = { coupons, promotions: [asking('A', 'ten', 0), asking('B', 'far', 9000)] };

  test('each that was shown: what it did, which promotions it is for, that no promotion asks for it, that nobody knows it, that it was used', () => {
    const basket = { ...basketOf('milk 1 × 500'), coupons: ['TEN', 'FAR', 'IDLE', 'NEVER', 'TEN-2'] };
    const remarks = remarksOf('', bundle, { basket, programme: { usedCoupons: ['TEN-2'] } });
    expect(remarks.filter(({ key }) => key.startsWith('trace.coupon.'))).toEqual([
      { key: 'trace.coupon.applied', values: { code: 'TEN', coupon: { ru: 'Десять' } } },
      { key: 'trace.coupon.no-effect', values: { code: 'FAR', coupon: { ru: 'Далёкий' }, promotions: [{ ru: 'B' }] } },
      { key: 'trace.coupon.not-asked', values: { code: 'IDLE', coupon: { ru: 'Лишний' } } },
      { key: 'trace.coupon.unknown', values: { code: 'NEVER' } },
      { key: 'trace.coupon.used', values: { code: 'TEN-2' } },
    ]);
  });
});

describe('what is told of points that may pay', () => {
  const rules = exampleBundle().redemption;
  const redemption = (changes: Partial<Bundle['redemption']>): Partial<Bundle> => ({ redemption: { ...rules, ...changes } });
  const rich = customerWith({ availablePoints: 1000 });
  const most = (maxPoints: number, ...of: Reason[]): Reason => ({ key: 'trace.redemption.most', values: { maxPoints }, of });
  const none = (...of: Reason[]): Reason => ({ key: 'trace.redemption.none', of });
  const share: Reason = { key: 'trace.redemption.share', values: { shareBasisPoints: 5000 } };
  const external: Partial<Bundle> = { externalProgrammes: [{ id: 'bank', name: { ru: 'Спасибо' }, customerPromotions: 'keep' }] };

  test.each<[string, string, Partial<Bundle>, Partial<PricingInput>, Reason]>([
    ['the share of the receipt', 'milk 2 × 500', {}, { customer: rich }, most(5, share)],
    ['the whole receipt', 'milk 2 × 500', redemption({ maxShareBasisPoints: 10_000 }), { customer: rich }, { key: 'trace.redemption.whole', values: { maxPoints: 10 } }],
    ['minimum prices', 'vodka 1 × 1600', {}, { customer: rich }, most(1, { key: 'trace.room.min-price' })],
    ['the balance', 'milk 2 × 500', {}, { customer: customerWith({ availablePoints: 3 }) }, most(3, { key: 'trace.redemption.balance', values: { balancePoints: 3 } })],
    ['the step', 'milk 2 × 500', redemption({ stepPoints: 2 }), { customer: rich }, most(4, share, { key: 'trace.redemption.step', values: { stepPoints: 2 } })],
    ['money that must be paid', 'milk 2 × 500', redemption({ minMoneyMinor: 800 }), { customer: rich }, most(2, { key: 'trace.redemption.min-money', values: { leastMinor: 800 } })],
    ['goods that take no points', 'tobacco 1 × 900', {}, { customer: rich }, none({ key: 'trace.redemption.goods' })],
    ['goods that cost no more than their minimum price', 'vodka 1 × 1500; tobacco 1 × 900', {}, { customer: rich }, none({ key: 'trace.room.min-price' })],
    ['goods that discounts left nothing to pay of', 'milk 1 × 500; tobacco 1 × 900', { promotions: [promotionOf('A', { kind: 'goods-percent', basisPoints: 10_000 })] }, { customer: rich }, none({ key: 'trace.room.nothing-left' })],
    ['how the customer was identified', 'milk 2 × 500', {}, { customer: rich, identifiedBy: 'phone' }, none({ key: 'trace.redemption.identification', values: { identification: 'scan' } })],
    ['a card that is not active', 'milk 2 × 500', {}, { customer: customerWith({ card: { number: '2900770100017', state: 'issued' } }) }, none({ key: 'trace.redemption.card-state' })],
    ['a card that is blocked', 'milk 2 × 500', {}, { customer: customerWith({ card: { number: '2900770100017', state: 'blocked' } }) }, none({ key: 'trace.room.card-blocked' })],
    ['a card that was replaced', 'milk 2 × 500', {}, { customer: customerWith({ card: { number: '2900770100017', state: 'replaced' } }) }, none({ key: 'trace.room.card-replaced' })],
    ['another programme', 'milk 2 × 500', external, { customer: rich, basket: { ...basketOf('milk 2 × 500'), external: 'bank' } }, none({ key: 'trace.room.external', values: { name: { ru: 'Спасибо' } } })],
  ])('%s limits them', (_, lines, bundle, input, remark) => {
    expect(remarksOf(lines, bundle, input)).toEqual([remark]);
  });

  test('fewer paid than were asked for', () => {
    expect(remarksOf('milk 2 × 500', {}, { customer: rich, redeemPoints: 9 })).toEqual([most(5, share), { key: 'trace.redemption.less', values: { askedPoints: 9, spentPoints: 5 } }]);
  });
});

test('that not all combinations were compared is told with how many were', () => {
  const promotions = Array.from({ length: 12 }, (_, place) => promotionOf(`P${place}`, { kind: 'basket-amount', amountMinor: 10 + place }, { exclusive: { on: 'receipt', resolve: 'best' }, groupId: `g${place}` }));
  const trace = priceLines('milk 2 × 500', { groups: promotions.map(({ groupId }) => ({ id: groupId, mode: 'stack' as const })), promotions }, { explain: true }).trace;
  const told = trace?.remarks.filter(({ key }) => key === 'trace.combination.inexact');
  expect(told).toEqual(trace?.exact === false ? [{ key: 'trace.combination.inexact', values: { plans: trace.plans } }] : []);
});

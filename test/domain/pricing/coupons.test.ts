import { describe, expect, test } from 'vitest';
import type { Bundle } from '../../../agent/domain/bundle/bundle.ts';
import type { ProgrammeState } from '../../../agent/domain/pricing/programme-state.ts';
import { couponStatuses, usableCoupons } from '../../../agent/domain/pricing/semantics-1/coupons.ts';
import { issueCoupons } from '../../../agent/domain/pricing/semantics-1/issue-coupons.ts';
import { collectMessages } from '../../../agent/domain/pricing/semantics-1/messages.ts';
import type { Condition, Promotion, Reward } from '../../../agent/domain/promotions/promotion.ts';
import { sellWithoutDiscounts } from '../kit/after-discounts.ts';
import { basketOf, priceLines } from '../kit/examples.ts';
import { compiledExample, customerWith, promotionOf } from '../kit/shop.ts';

const coupons: NonNullable<Bundle['coupons']> = [
  { id: 'listed', name: { ru: 'По списку' }, codes: ['TEN', '0012'] },
  { id: 'both', name: { ru: 'И так и так' }, codes: ['TEN'], series: { prefix: '77', length: 6 } },
  { id: 'series', name: { ru: 'Серия' }, codes: ['777777'], series: { prefix: '7', length: 6 } },
];
const one: Reward = { kind: 'points-fixed', points: 1 };

describe('a code belongs to the kinds that list it or whose series it fits', () => {
  test.each([
    { codes: ['TEN'], kinds: ['listed', 'both'] },
    { codes: ['0012'], kinds: ['listed'] },
    { codes: ['ten'], kinds: [] },
    { codes: ['712345'], kinds: ['series'] },
    { codes: ['771234'], kinds: ['both', 'series'] },
    { codes: ['777777'], kinds: ['both', 'series'] },
    { codes: ['7712345'], kinds: [] },
    { codes: ['77123'], kinds: [] },
    { codes: ['77A234'], kinds: [] },
    { codes: ['871234'], kinds: [] },
    { codes: ['0012', '712345', '0012'], kinds: ['listed', 'series'] },
    { codes: [], kinds: [] },
  ])('$codes: $kinds', ({ codes, kinds }) => {
    expect([...usableCoupons(compiledExample({ coupons }), { lines: [], coupons: codes }, undefined)]).toEqual(kinds);
  });

  test('a code that was used before counts for nothing', () => {
    expect([...usableCoupons(compiledExample({ coupons }), { lines: [], coupons: ['TEN', '712345'] }, { usedCoupons: ['TEN'] })]).toEqual(['series']);
  });
});

describe('what became of the coupons', () => {
  test.each<{ name: string; when: Condition; codes: string[]; programme?: ProgrammeState; statuses: object[] }>([
    { name: 'asked for', when: asks('listed'), codes: ['0012'], statuses: [{ code: '0012', couponId: 'listed', status: 'applied' }] },
    { name: 'asked for inside all and any', when: { kind: 'all', of: [{ kind: 'any', of: [asks('listed')] }] }, codes: ['0012'], statuses: [{ code: '0012', couponId: 'listed', status: 'applied' }] },
    { name: 'asked for by the second of its kinds', when: asks('both'), codes: ['TEN'], statuses: [{ code: 'TEN', couponId: 'both', status: 'applied' }] },
    { name: 'not asked for', when: asks('listed'), codes: ['712345', '0012'], statuses: [{ code: '712345', couponId: 'series', status: 'no-effect' }, { code: '0012', couponId: 'listed', status: 'applied' }] },
    { name: 'only forbidden', when: { kind: 'not', of: asks('series') }, codes: ['0012', '712345'], statuses: [{ code: '0012', couponId: 'listed', status: 'no-effect' }, { code: '712345', couponId: 'series', status: 'no-effect' }] },
    { name: 'unknown', when: asks('listed'), codes: ['WHAT'], statuses: [{ code: 'WHAT', status: 'unknown' }] },
    { name: 'used', when: asks('listed'), codes: ['0012'], programme: { usedCoupons: ['0012'] }, statuses: [{ code: '0012', couponId: 'listed', status: 'used' }] },
    { name: 'used, though another of its kind is asked for', when: asks('listed'), codes: ['TEN', '0012'], programme: { usedCoupons: ['0012'] }, statuses: [{ code: 'TEN', couponId: 'listed', status: 'applied' }, { code: '0012', couponId: 'listed', status: 'used' }] },
    { name: 'used and unknown', when: asks('listed'), codes: ['WHAT'], programme: { usedCoupons: ['WHAT'] }, statuses: [{ code: 'WHAT', status: 'used' }] },
    { name: 'shown twice', when: asks('listed'), codes: ['0012', 'WHAT', '0012'], statuses: [{ code: '0012', couponId: 'listed', status: 'applied' }, { code: 'WHAT', status: 'unknown' }] },
  ])('$name', ({ when, codes, programme, statuses }) => {
    const basket = { ...basketOf('milk 1 × 500'), coupons: codes };
    const { sale } = sellWithoutDiscounts('', { coupons, promotions: [promotionOf('A', one, { when })] }, { basket, ...(programme === undefined ? {} : { programme }) });
    expect(couponStatuses(sale, new Set(sale.applied.flatMap(({ promotionId }) => sale.compiled.promotions.find(promotionId) ?? [])))).toEqual(statuses);
  });

  test.each<[string, Reward]>([
    ['offers a gift', { kind: 'gift', units: 1 }],
    ['issues a coupon', { kind: 'issue-coupon', couponId: 'series', count: 1, fromDays: 1, days: 1 }],
    ['says something', { kind: 'message', to: 'slip', text: { ru: 'Спасибо' } }],
    ['takes something off', { kind: 'goods-percent', basisPoints: 1000 }],
  ])('a coupon is applied where its promotion %s', (_, reward) => {
    const goods: Promotion['goods'] = { kind: 'sku', skus: [reward.kind === 'gift' ? 'bread' : 'milk'] };
    const priced = priceLines('', { coupons, promotions: [promotionOf('A', reward, { goods, when: asks('listed') })] }, { basket: { ...basketOf('milk 1 × 500'), coupons: ['0012'] } });
    expect(priced.coupons).toEqual([{ code: '0012', couponId: 'listed', status: 'applied' }]);
  });

  test('a coupon whose promotion gave nothing has no effect', () => {
    const { sale } = sellWithoutDiscounts('', { coupons, promotions: [promotionOf('A', one, { when: asks('listed') })] }, { basket: { ...basketOf('milk 1 × 500'), coupons: ['0012'] } });
    expect(couponStatuses(sale, new Set())).toEqual([{ code: '0012', couponId: 'listed', status: 'no-effect' }]);
  });

  test('nothing is said where no coupon was shown', () => {
    expect(couponStatuses(sellWithoutDiscounts('milk 1 × 500', { coupons }).sale, new Set())).toBeUndefined();
    expect(couponStatuses(sellWithoutDiscounts('', { coupons }, { basket: { lines: [], coupons: [] } }).sale, new Set())).toBeUndefined();
  });
});

describe('coupons for the next purchase', () => {
  const issue = (changes: Partial<Extract<Reward, { kind: 'issue-coupon' }>> = {}): Reward => ({ kind: 'issue-coupon', couponId: 'series', count: 2, fromDays: 1, days: 10, ...changes });

  test.each([
    { fromDays: 1, days: 10, validFrom: '2026-11-23', validTo: '2026-12-02' },
    { fromDays: 0, days: 1, validFrom: '2026-11-22', validTo: '2026-11-22' },
    { fromDays: 40, days: 365, validFrom: '2027-01-01', validTo: '2027-12-31' },
  ])('from $fromDays days on for $days days: $validFrom to $validTo', ({ fromDays, days, ...dates }) => {
    const { sale } = sellWithoutDiscounts('milk 1 × 500', { coupons, promotions: [promotionOf('A', issue({ fromDays, days }))] });
    expect(issueCoupons(sale)).toEqual([{ promotionId: 'A', couponId: 'series', count: 2, ...dates }]);
  });

  test('need the condition and one of the goods, but no customer, and do not compete', () => {
    const promotions = [
      promotionOf('A', issue()),
      promotionOf('B', issue(), { priority: 1 }),
      promotionOf('C', issue(), { goods: { kind: 'sku', skus: ['bread'] } }),
      promotionOf('D', issue(), { when: { kind: 'card' } }),
    ];
    const bundle = { coupons, groups: [{ id: 'g', mode: 'first' as const }], promotions };
    const blocked = customerWith({ card: { number: '2900770100017', state: 'blocked' } });
    expect(issueCoupons(sellWithoutDiscounts('milk 1 × 500', bundle, { customer: blocked }).sale)?.map(({ promotionId }) => promotionId)).toEqual(['A', 'B']);
    expect(issueCoupons(sellWithoutDiscounts('milk 1 × 500', bundle).sale)?.map(({ promotionId }) => promotionId)).toEqual(['A', 'D', 'B']);
  });

  test('nothing is said where none are issued', () => {
    expect(issueCoupons(sellWithoutDiscounts('milk 1 × 500', {}).sale)).toBeUndefined();
  });
});

test('messages are collected by group, priority and id, and do not compete', () => {
  const say = (text: string): Reward => ({ kind: 'message', to: 'slip', text: { ru: text } });
  const promotions = [
    promotionOf('A', say('a'), { groupId: 'later' }),
    promotionOf('B', say('b'), { priority: 1 }),
    promotionOf('C', say('c'), { when: asks('listed') }),
    promotionOf('D', say('d'), { goods: { kind: 'sku', skus: ['bread'] } }),
  ];
  const groups = [{ id: 'g', mode: 'first' as const }, { id: 'later', mode: 'stack' as const }];
  const { sale } = sellWithoutDiscounts('', { coupons, groups, promotions }, { basket: { ...basketOf('milk 1 × 500'), coupons: ['0012'] } });
  expect(collectMessages(sale).map(({ promotionId, text }) => [promotionId, text.ru])).toEqual([['C', 'c'], ['B', 'b'], ['A', 'a']]);
});

function asks(couponId: string): Condition {
  return { kind: 'coupon', couponIds: [couponId] };
}

import { array, assert, constantFrom, property } from 'fast-check';
import { expect, it } from 'vitest';
import type { Promotion } from '../../../agent/domain/promotions/promotion.ts';
import { offByEach, priceLines } from '../kit/examples.ts';
import { promotionOf } from '../kit/shop.ts';

const thresholds = constantFrom(0, 1, 500, 999, 1_000, 1_001, 5_000);
const stacked = { groups: [{ id: 'g', mode: 'stack' as const }] };

function amountFrom(minMinor: number, index: number): Promotion {
  return promotionOf(String.fromCodePoint(65 + index), { kind: 'basket-amount', amountMinor: 10 + index }, { when: { kind: 'basket-sum', goods: { kind: 'all' }, minMinor } });
}

it('of many thresholds in any order all that the basket reaches act, and no other', () => {
  assert(property(array(thresholds, { minLength: 1, maxLength: 12 }), (sums) => {
    const promotions = sums.map(amountFrom);
    expect(offByEach(priceLines('milk 1 × 1000', { ...stacked, promotions }), { promotions })).toEqual(sums.map((minMinor, index) => (minMinor <= 1_000 ? 10 + index : 0)));
  }), { numRuns: 500 });
});

it('what thresholds give is taken in the order of application, not in that of their sums', () => {
  const half: Promotion['reward'] = { kind: 'basket-percent', basisPoints: 5_000 };
  const promotions = [promotionOf('A', half, { when: { kind: 'basket-sum', goods: { kind: 'all' }, minMinor: 900 } }), promotionOf('B', half), promotionOf('C', half, { when: { kind: 'basket-sum', goods: { kind: 'all' }, minMinor: 100 } })];
  expect(offByEach(priceLines('milk 1 × 1000', { ...stacked, promotions }), { promotions })).toEqual([500, 250, 125]);
});

it('a threshold that was not reached is told of', () => {
  const promotions = [5_000, 0, 9_000].map(amountFrom);
  const { trace } = priceLines('milk 1 × 1000', { ...stacked, promotions }, { explain: true });
  expect(trace?.promotions.map(({ promotionId }) => promotionId).toSorted()).toEqual(['A', 'B', 'C']);
});

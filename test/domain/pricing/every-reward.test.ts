import { describe, expect, test } from 'vitest';
import type { PricedSale } from '../../../agent/domain/pricing/priced-sale.ts';
import type { Promotion, PromotionGroup, Reward } from '../../../agent/domain/promotions/promotion.ts';
import { priceLines } from '../kit/examples.ts';
import { rewardsOf } from '../kit/notation.ts';
import { promotionOf } from '../kit/shop.ts';

const rewards: readonly Reward[] = [
  ...rewardsOf('goods-percent 2000; goods-amount 1000; goods-price 1000; basket-percent 2000; basket-amount 1000; points-percent 1000; points-fixed 7; points-multiplier 20000'),
  { kind: 'message', to: 'cashier', text: { ru: 'да' } },
];
const modes = ['stack', 'first', 'best'] as const;
const cases = rewards.flatMap((reward) => modes.map((mode) => ({ reward, mode, kind: reward.kind })));

/** Prices with one promotion beside one that gives percent points, so that there is something to multiply; without changes, without that promotion. */
function priceWith(lines: string, reward: Reward, mode: PromotionGroup['mode'], changes?: Partial<Promotion>): PricedSale {
  const base = promotionOf('base', { kind: 'points-percent', basisPoints: 1000 }, { groupId: 'base' });
  return priceLines(lines, {
    groups: [{ id: 'base', mode: 'stack' }, { id: 'g', mode }],
    promotions: changes === undefined ? [base] : [base, promotionOf('A', reward, changes)],
  });
}

describe.each(cases)('$kind in a group of mode $mode', ({ reward, mode }) => {
  test('gives something where its condition holds, and nothing where it does not', () => {
    const without = priceWith('milk 1 × 5000', reward, mode);
    expect(priceWith('milk 1 × 5000', reward, mode, { when: { kind: 'store', storeIds: ['centre'] } })).not.toEqual(without);
    expect(priceWith('milk 1 × 5000', reward, mode, { when: { kind: 'store', storeIds: ['north'] } })).toEqual(without);
  });

  test('acts on the goods that it selects only', () => {
    const lines = 'milk 1 × 5000; bread 1 × 5000';
    const without = priceWith(lines, reward, mode);
    const onMilk = priceWith(lines, reward, mode, { goods: { kind: 'sku', skus: ['milk'] } });
    expect(onMilk).not.toEqual(without);
    expect(onMilk.lines[1]).toEqual(without.lines[1]);
    expect(priceWith(lines, reward, mode, { goods: { kind: 'sku', skus: ['vodka'] } })).toEqual(without);
  });
});

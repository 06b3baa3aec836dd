import { describe, expect, test } from 'vitest';
import { forecast, type ForecastInput } from '../../../agent/domain/pricing/forecast.ts';
import { compiledExample, customerWith, promotionOf, timeAt } from '../kit/shop.ts';

const programme = {
  promotions: [
    promotionOf('off', { kind: 'goods-percent', basisPoints: 1000 }, { goods: { kind: 'brand', brands: ['Lug'] } }),
    promotionOf('base', { kind: 'points-percent', basisPoints: 500 }, { when: { kind: 'card' } }),
    promotionOf('gold', { kind: 'points-percent', basisPoints: 500 }, { when: { kind: 'tier', tiers: ['gold'] } }),
    promotionOf('at-north', { kind: 'points-fixed', points: 7 }, { when: { kind: 'store', storeIds: ['north'] } }),
    promotionOf('large', { kind: 'basket-percent', basisPoints: 5000 }, { when: { kind: 'quantity', goods: { kind: 'all' }, minMilli: 2000 } }),
  ],
};

describe('what one unit of a good would earn and cost', () => {
  test.each<{ name: string; input: Partial<ForecastInput>; points: number; payableMinor: number }>([
    { name: 'for anybody', input: {}, points: 0, payableMinor: 9000 },
    { name: 'with a card', input: { customer: customerWith() }, points: 4, payableMinor: 9000 },
    { name: 'in gold', input: { customer: customerWith({ tier: 'gold' }) }, points: 8, payableMinor: 9000 },
    { name: 'with a balance: it spends nothing', input: { customer: customerWith({ availablePoints: 1000 }), identifiedBy: 'scan' }, points: 4, payableMinor: 9000 },
    { name: 'in another store', input: { customer: customerWith(), storeId: 'north' }, points: 11, payableMinor: 9000 },
    { name: 'of a good that earns nothing', input: { customer: customerWith(), sku: 'tobacco' }, points: 0, payableMinor: 10_000 },
    { name: 'of an unknown good', input: { customer: customerWith(), sku: 'new-good' }, points: 5, payableMinor: 10_000 },
    { name: 'of a kilogram', input: { customer: customerWith(), sku: 'cheese' }, points: 5, payableMinor: 10_000 },
    { name: 'behind a blocked card', input: { customer: customerWith({ card: { number: '2900770100017', state: 'blocked' } }) }, points: 0, payableMinor: 9000 },
  ])('$name: $points points for $payableMinor', ({ input, points, payableMinor }) => {
    expect(forecast(compiledExample(programme), { sku: 'milk', unitPriceMinor: 10_000, storeId: 'centre', time: timeAt(), ...input })).toEqual({ points, payableMinor });
  });

  test('a price that no basket may have is refused', () => {
    expect(() => forecast(compiledExample(), { sku: 'milk', unitPriceMinor: 0.5, storeId: 'centre', time: timeAt() })).toThrow(RangeError);
  });
});

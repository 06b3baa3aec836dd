import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BasketLine } from '../../../agent/domain/basket/basket.ts';
import type { Bundle } from '../../../agent/domain/bundle/bundle.ts';
import type { Promotion, PromotionGroup, Reward } from '../../../agent/domain/promotions/promotion.ts';
import { pointsByLine, pointsByPromotion, redemptionOf, sellWithoutDiscounts } from '../kit/after-discounts.ts';
import { basketOf } from '../kit/examples.ts';
import { customerWith, oneGroup, promotionOf } from '../kit/shop.ts';

const dairy = { kind: 'category' as const, categoryIds: ['dairy'] };

describe('points-percent of the part above a threshold', () => {
  const above = (aboveMinor: number): ReturnType<typeof oneGroup> => oneGroup('stack', [{ kind: 'points-percent', basisPoints: 1000, aboveMinor }]);

  test.each([
    { aboveMinor: 0, points: 30 },
    { aboveMinor: 10_000, points: 20 },
    { aboveMinor: 29_001, points: 0 },
    { aboveMinor: 30_000, points: 0 },
    { aboveMinor: 40_000, points: 0 },
  ])('above $aboveMinor, goods for 30000 earn $points', ({ aboveMinor, points }) => {
    const sold = sellWithoutDiscounts('milk 1 × 10000; bread 1 × 20000', above(aboveMinor));
    expect(pointsByLine(sold).reduce((sum, part) => sum + part, 0)).toBe(points);
  });

  test('what the part earns is split by what all the goods cost', () => {
    expect(pointsByLine(sellWithoutDiscounts('milk 1 × 10000; bread 1 × 30000', above(20_000)))).toEqual([5, 15]);
  });
});

describe('points-per-unit', () => {
  test.each([
    { lines: 'milk 3 × 500', points: [6] },
    { lines: 'cheese 0.999 × 4000', points: [1] },
    { lines: 'cheese 0.250 × 4000; cheese 0.250 × 4000', points: [1, 0] },
    { lines: 'milk 2 × 500; cheese 1.5 × 4000', points: [4, 3] },
    { lines: 'tobacco 2 × 900; milk 1 × 500', points: [0, 2] },
    { lines: 'milk 2 × 0; bread 1 × 200', points: [0, 2] },
  ])('$lines at 2 points a unit earns $points', ({ lines, points }) => {
    expect(pointsByLine(sellWithoutDiscounts(lines, oneGroup('stack', [{ kind: 'points-per-unit', points: 2 }])))).toEqual(points);
  });

  test('comes after multipliers, which do not see it, and before fixed points', () => {
    const rewards: Reward[] = [
      { kind: 'points-fixed', points: 1 },
      { kind: 'points-per-unit', points: 2 },
      { kind: 'points-multiplier', factorBasisPoints: 30_000 },
      { kind: 'points-percent', basisPoints: 1000 },
    ];
    expect(Object.entries(pointsByPromotion(sellWithoutDiscounts('milk 1 × 10000', oneGroup('stack', rewards))))).toEqual([['D', 10], ['C', 20], ['B', 2], ['A', 1]]);
  });
});

describe('R-18 a group with a choice', () => {
  const grouped = (mode: PromotionGroup['mode'], drafts: readonly [Reward, Partial<Promotion>?][]): Pick<Bundle, 'groups' | 'promotions'> => ({
    groups: [{ id: 'g', mode }],
    promotions: drafts.map(([reward, changes], index) => promotionOf(String.fromCodePoint(65 + index), reward, { priority: index, ...changes })),
  });
  const percent = (basisPoints: number, aboveMinor?: number): Reward => ({ kind: 'points-percent', basisPoints, ...(aboveMinor === undefined ? {} : { aboveMinor }) });

  test.each<{ mode: PromotionGroup['mode']; points: Record<string, number> }>([
    { mode: 'stack', points: { A: 4, B: 6 } },
    { mode: 'first', points: { A: 4, B: 3 } },
    { mode: 'best', points: { A: 2, B: 6 } },
  ])('$mode of points per unit decides line by line', ({ mode, points }) => {
    const bundle = grouped(mode, [
      [{ kind: 'points-per-unit', points: 2 }, { goods: dairy }],
      [{ kind: 'points-per-unit', points: 3 }, { goods: { kind: 'sku', skus: ['milk', 'bread'] } }],
    ]);
    expect(pointsByPromotion(sellWithoutDiscounts('milk 1 × 500; cheese 1 × 500; bread 1 × 500', bundle))).toEqual(points);
  });

  test.each<{ name: string; mode: PromotionGroup['mode']; rewards: Reward[]; points: Record<string, number> }>([
    { name: 'first: what does not reach its threshold leaves its lines', mode: 'first', rewards: [percent(1000, 20_000), percent(500)], points: { B: 10 } },
    { name: 'first: what reaches it takes them', mode: 'first', rewards: [percent(1000, 10_000), percent(500)], points: { A: 10 } },
    { name: 'best: the higher percentage of a small part is worse', mode: 'best', rewards: [percent(1000, 15_000), percent(500)], points: { B: 10 } },
    { name: 'best: of a large part it is better', mode: 'best', rewards: [percent(1000, 5000), percent(500)], points: { A: 15 } },
    { name: 'best: of equals the first', mode: 'best', rewards: [percent(1000, 10_000), percent(500)], points: { A: 10 } },
  ])('$name', ({ mode, rewards, points }) => {
    expect(pointsByPromotion(sellWithoutDiscounts('milk 1 × 20000', grouped(mode, rewards.map((reward) => [reward]))))).toEqual(points);
  });

  test('promotions of other groups and other kinds do not compete with it', () => {
    const bundle = {
      groups: [{ id: 'g', mode: 'best' as const }, { id: 'h', mode: 'first' as const }, { id: 'i', mode: 'stack' as const }],
      promotions: [
        promotionOf('A', percent(500)),
        promotionOf('B', percent(1000)),
        promotionOf('C', { kind: 'points-per-unit', points: 1 }),
        promotionOf('D', percent(100), { groupId: 'h' }),
        promotionOf('E', percent(200), { groupId: 'h', priority: 1 }),
        promotionOf('F', percent(300), { groupId: 'i' }),
      ],
    };
    expect(Object.entries(pointsByPromotion(sellWithoutDiscounts('milk 1 × 10000', bundle)))).toEqual([['B', 10], ['D', 1], ['F', 3], ['C', 1]]);
  });
});

describe('who and what earns', () => {
  const tenPercent = oneGroup('stack', [{ kind: 'points-percent', basisPoints: 1000 }, { kind: 'points-fixed', points: 7 }, { kind: 'points-per-unit', points: 3 }]);
  const external = { externalProgrammes: [{ id: 'bonus', name: { ru: 'Бонус' }, customerPromotions: 'keep' as const }] };

  test('with an external programme nothing is earned', () => {
    const sold = sellWithoutDiscounts('', { ...tenPercent, ...external }, { basket: { ...basketOf('milk 1 × 10000'), external: 'bonus' } });
    expect(pointsByPromotion(sold)).toEqual({});
    expect(pointsByLine(sold)).toEqual([0]);
  });

  test('a delivery earns only where it is named', () => {
    const onDelivery = { promotions: [promotionOf('A', { kind: 'points-percent', basisPoints: 1000 }, { goods: { kind: 'delivery' } }), promotionOf('B', { kind: 'points-percent', basisPoints: 500 })] };
    expect(pointsByLine(sellWithoutDiscounts('milk 1 × 10000; courier 1 × 10000', onDelivery))).toEqual([5, 10]);
  });

  test.each([
    { earns: 'nothing', rules: {}, halfPaid: { A: 5, B: 7, C: 3 }, onePaid: { A: 10, B: 7, C: 3 }, byLine: [20, 0] },
    { earns: 'like money', rules: { earnsOnPointsPaid: true as const }, halfPaid: { A: 10, B: 7, C: 3 }, onePaid: { A: 20, B: 7, C: 6 }, byLine: [17, 16] },
  ])('what points paid earns $earns', ({ rules, byLine, ...expected }) => {
    const bundle = { ...tenPercent, redemption: redemptionOf({ maxShareBasisPoints: 10_000, goods: dairy, ...rules }) };
    expect(pointsByPromotion(sellWithoutDiscounts('milk 1 × 10000', bundle, { redeemPoints: 50 }))).toEqual(expected.halfPaid);
    const onePaid = sellWithoutDiscounts('bread 1 × 10000; milk 1 × 10000', bundle, { redeemPoints: 100 });
    expect(pointsByPromotion(onePaid)).toEqual(expected.onePaid);
    expect(pointsByLine(onePaid)).toEqual(byLine);
  });

  test('points may ask for a coupon', () => {
    const bundle = {
      coupons: [{ id: 'bonus-day', name: { ru: 'Купон' }, codes: ['DAY'] }],
      promotions: [promotionOf('A', { kind: 'points-fixed', points: 7 }, { when: { kind: 'coupon', couponIds: ['bonus-day'] } })],
    };
    expect(pointsByLine(sellWithoutDiscounts('', bundle, { basket: { ...basketOf('milk 1 × 500'), coupons: ['DAY'] } }))).toEqual([7]);
    expect(pointsByLine(sellWithoutDiscounts('milk 1 × 500', bundle))).toEqual([0]);
  });

  test('one receipt never earns more than the largest amount, whichever stage gives it', () => {
    const rewards: Reward[] = [
      { kind: 'points-percent', basisPoints: 1_000_000 },
      { kind: 'points-multiplier', factorBasisPoints: 1_000_000 },
      { kind: 'points-per-unit', points: 2 ** 51 - 1 },
      { kind: 'points-fixed', points: 2 ** 51 - 1 },
    ];
    for (const unitPrice of [1, 2 ** 40, 2 ** 50]) {
      const sold = sellWithoutDiscounts(`milk 2 × ${unitPrice}`, { ...oneGroup('stack', rewards), points: { scale: 0, valueMinor: 1 } });
      expect(pointsByLine(sold)).toEqual([2 ** 51 - 1]);
    }
  });
});

test('R-3 lines earn the same in whatever order they are scanned', () => {
  const line = fc.record({ sku: fc.constantFrom('milk', 'bread', 'vodka', 'gum'), quantity: fc.integer({ min: 1, max: 3 }), price: fc.constantFrom(100, 150, 333) });
  const rewards: Reward[] = [
    { kind: 'points-percent', basisPoints: 700 },
    { kind: 'points-multiplier', factorBasisPoints: 15_000 },
    { kind: 'points-per-unit', points: 1 },
    { kind: 'points-fixed', points: 5 },
  ];
  const bundle = { ...oneGroup('stack', rewards), points: { scale: 0, valueMinor: 1 } };
  const earned = (lines: readonly BasketLine[]): Record<string, number> => {
    const { sale } = sellWithoutDiscounts('', bundle, { basket: { lines: [...lines] }, customer: customerWith({ availablePoints: 1000 }), redeemPoints: 17 });
    return Object.fromEntries(sale.lines.map(({ line: { lineId }, pointsEarned }) => [lineId, pointsEarned]));
  };
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1, maxLength: 8 }).chain((drafts) => {
        const lines = drafts.map(({ sku, quantity, price }, index) => ({ lineId: `l${index}`, sku, quantityMilli: quantity * 1000, unitPriceMinor: price }));
        return fc.tuple(fc.constant(lines), fc.shuffledSubarray(lines, { minLength: lines.length }));
      }),
      ([lines, shuffled]) => {
        expect(earned(shuffled)).toEqual(earned(lines));
      },
    ),
  );
});

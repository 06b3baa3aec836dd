import { describe, expect, test } from 'vitest';
import type { CardState, Identification } from '../../../agent/domain/cards/card.ts';
import { price } from '../../../agent/domain/pricing/price.ts';
import type { Promotion } from '../../../agent/domain/promotions/promotion.ts';
import { basketOf, exampleInput, pointsByEach, priceAnonymously, priceLines } from '../kit/examples.ts';
import { groupsOf, promotionsOf, rewardsOf, withGroups } from '../kit/notation.ts';
import { compiledExample, customerWith, exampleBundle, oneGroup, promotionOf } from '../kit/shop.ts';
import { numbersOf, specTable } from '../kit/spec-table.ts';

describe('R-4 a blocked or replaced card counts for nothing', () => {
  test.each(specTable('R-4'))('card $card: earns $pointsEarned, can spend $redeemable ($limitedBy)', ({ card = '', ...expected }) => {
    const tenPercent = oneGroup('stack', rewardsOf('points-percent 1000'));
    const forCards = { promotions: [promotionOf('A', { kind: 'goods-amount', amountMinor: 1 }, { when: { kind: 'card' } })] };
    const input = { customer: customerWith({ availablePoints: 1000, card: { number: '2900770100017', state: card as CardState } }) };
    const [priced, conditional] = [tenPercent, forCards].map((bundle) => (card === 'none' ? priceAnonymously('milk 1 × 50000', bundle) : priceLines('milk 1 × 50000', bundle, input)));
    expect(conditional?.discountMinor).toBe(expected.cardCondition === 'yes' ? 1 : 0);
    expect(priced?.pointsEarned).toBe(Number(expected.pointsEarned));
    expect(priced?.redeemable).toEqual({ maxPoints: Number(expected.redeemable), limitedBy: expected.limitedBy });
  });
});

describe('R-15 how many points a sale can take', () => {
  test.each(specTable('R-15'))('$lines with balance $balance by $identified: $points ($limitedBy)', ({ lines = '', balance, identified = '', share, step, ...expected }) => {
    const redemption = { ...exampleBundle().redemption, maxShareBasisPoints: Number(share), stepPoints: Number(step) };
    const { storeId, time } = exampleInput();
    const priced = price(compiledExample({ redemption }), {
      basket: basketOf(lines),
      storeId,
      time,
      customer: customerWith({ availablePoints: Number(balance) }),
      ...(identified === 'unknown' ? {} : { identifiedBy: identified as Identification }),
    });
    expect(priced.redeemable).toEqual({ maxPoints: Number(expected.points), limitedBy: expected.limitedBy });
    expect(priced.pointsSpent).toBe(0);
  });

  test('points that the sale already holds do not lower what the rest of the balance could pay', () => {
    const customer = customerWith({ availablePoints: 30 });
    expect(priceLines('milk 1 × 50000', {}, { customer, redeemPoints: 100 }).redeemable).toEqual({ maxPoints: 30, limitedBy: 'balance' });
  });
});

describe('R-16 points pay lines in proportion to what points may pay of them', () => {
  test.each(specTable('R-16'))('$redeemed points on $lines: $pointsSpent are spent', ({ lines = '', redeemed, ...expected }) => {
    const priced = priceLines(lines, {}, { redeemPoints: Number(redeemed) });
    expect(priced.pointsSpent).toBe(Number(expected.pointsSpent));
    expect(priced.lines.map((line) => line.pointsPaidMinor)).toEqual(numbersOf(expected.paidForEachLine));
    expect(priced.lines.map((line) => line.pointsSpent)).toEqual(numbersOf(expected.pointsForEachLine));
  });

  test.each(['issued', 'restricted', 'blocked', 'replaced'] as const)('a hold applies nothing with a card that is %s', (state) => {
    const customer = customerWith({ card: { number: '2900770100017', state } });
    expect(priceLines('milk 1 × 50000', {}, { customer, redeemPoints: 100 })).toMatchObject({ pointsSpent: 0, payableMinor: 50_000 });
  });

  test('a hold applies nothing to a sale without a customer or with too weak an identification', () => {
    const { storeId, time } = exampleInput();
    expect(priceLines('milk 1 × 50000', {}, { identifiedBy: 'typed', redeemPoints: 100 }).pointsSpent).toBe(0);
    expect(price(compiledExample(), { basket: basketOf('milk 1 × 50000'), storeId, time, redeemPoints: 100 }).pointsSpent).toBe(0);
  });

  test('a hold is spent in whole steps', () => {
    const redemption = { ...exampleBundle().redemption, stepPoints: 30 };
    expect(priceLines('milk 1 × 50000', { redemption }, { redeemPoints: 100 }).pointsSpent).toBe(90);
  });
});

describe.each(['R-17', 'R-20'])('%s points for each line', (rule) => {
  test.each(specTable(rule))('$promotions on $lines gives $pointsForEachLine', ({ promotions = '', lines = '', redeemed, ...expected }) => {
    const priced = priceLines(lines, oneGroup('stack', rewardsOf(promotions)), { redeemPoints: Number(redeemed ?? 0) });
    expect(priced.lines.map((line) => line.pointsEarned)).toEqual(numbersOf(expected.pointsForEachLine));
  });
});

describe('R-17 percent points come from the money paid', () => {
  test('a receipt never earns more points than can be computed exactly', () => {
    const bundle = { ...oneGroup('stack', rewardsOf('points-percent 100000; points-fixed 5')), points: { scale: 2, valueMinor: 1 } };
    const priced = priceLines('milk 1000 × 2251799813685', bundle);
    expect(priced.pointsEarned).toBe(2 ** 51 - 1);
    expect(pointsByEach(priced, bundle)).toEqual([2 ** 51 - 1, 0]);
  });
});

describe.each(['R-18', 'R-19'])('%s groups of points', (rule) => {
  test.each(specTable(rule).map(withGroups))('$groups of $promotions on $lines gives $pointsByEachPromotion', ({ groups, promotions = '', lines = '', ...expected }) => {
    const bundle = { groups: groupsOf(groups), promotions: promotionsOf(promotions) };
    expect(pointsByEach(priceLines(lines, bundle), bundle)).toEqual(numbersOf(expected.pointsByEachPromotion));
  });
});

describe('R-18 percent points compete line by line', () => {
  test('in a best group each line earns the highest percentage that selects it', () => {
    const bundle = {
      groups: [{ id: 'g', mode: 'best' as const }],
      promotions: [
        promotionOf('A', { kind: 'points-percent', basisPoints: 500 }),
        promotionOf('B', { kind: 'points-percent', basisPoints: 1000 }, { goods: { kind: 'category', categoryIds: ['dairy'] } }),
      ],
    };
    const priced = priceLines('milk 1 × 10000; bread 1 × 10000', bundle);
    expect(priced.lines.map((line) => line.pointsEarned)).toEqual([10, 5]);
  });

  test.each<{ name: string; changes: Partial<Promotion> }>([
    { name: 'whose condition does not hold', changes: { when: { kind: 'store', storeIds: ['north'] } } },
    { name: 'that selects nothing of the basket', changes: { goods: { kind: 'sku', skus: ['vodka'] } } },
    { name: 'that selects nothing that costs money', changes: { goods: { kind: 'sku', skus: ['bread'] } } },
  ])('fixed points $name leave their place in a first group to the next', ({ changes }) => {
    const bundle = {
      groups: [{ id: 'g', mode: 'first' as const }],
      promotions: [promotionOf('A', { kind: 'points-fixed', points: 10 }, changes), promotionOf('B', { kind: 'points-fixed', points: 20 }, { priority: 1 })],
    };
    expect(pointsByEach(priceLines('milk 1 × 10000; bread 1 × 0', bundle), bundle)).toEqual([0, 20]);
  });

  test('a multiplier doubles only the points of the lines that it selects', () => {
    const bundle = {
      promotions: [
        promotionOf('A', { kind: 'points-percent', basisPoints: 500 }),
        promotionOf('B', { kind: 'points-multiplier', factorBasisPoints: 20_000 }, { goods: { kind: 'brand', brands: ['Lug'] } }),
      ],
    };
    const priced = priceLines('milk 1 × 10000; bread 1 × 10000', bundle);
    expect(priced.lines.map((line) => line.pointsEarned)).toEqual([10, 5]);
  });
});

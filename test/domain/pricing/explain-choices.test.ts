import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Bundle } from '../../../agent/domain/bundle/bundle.ts';
import type { TracedChoice } from '../../../agent/domain/pricing/trace.ts';
import { rewardsOf } from '../kit/notation.ts';
import { priceLines } from '../kit/examples.ts';
import { oneGroup, promotionOf } from '../kit/shop.ts';

const best: Bundle['groups'] = [{ id: 'g', mode: 'best' }];

function choicesOf(lines: string, bundle: Partial<Bundle>): TracedChoice[] | undefined {
  return priceLines(lines, bundle, { explain: true }).trace?.choices;
}

describe('a choice says what was chosen, what came next, and what that saves', () => {
  test('on each line that more than one promotion of the group would have given something', () => {
    const promotions = [
      ...oneGroup('best', rewardsOf('goods-percent 1000; goods-amount 60')).promotions,
      promotionOf('C', { kind: 'goods-percent', basisPoints: 500 }, { goods: { kind: 'sku', skus: ['milk'] } }),
    ];
    expect(choicesOf('milk 2 × 500; bread 1 × 1000; tobacco 1 × 900', { groups: best, promotions })).toEqual([
      { lineIds: ['1'], chosen: ['B'], next: ['A'], savesMinor: 20 },
      { lineIds: ['2'], chosen: ['A'], next: ['B'], savesMinor: 40 },
    ]);
  });

  test('not where only one had anything to give', () => {
    expect(choicesOf('milk 1 × 500', oneGroup('best', rewardsOf('goods-percent 1000; goods-price 900')))).toEqual([]);
    expect(choicesOf('milk 1 × 500', oneGroup('stack', rewardsOf('goods-percent 1000; goods-percent 500')))).toEqual([]);
  });

  test('not between promotions of two groups, which go together', () => {
    const promotions = [promotionOf('A', { kind: 'goods-percent', basisPoints: 1000 }), promotionOf('B', { kind: 'goods-percent', basisPoints: 500 }, { groupId: 'h' })];
    expect(choicesOf('milk 1 × 500', { groups: [...best, { id: 'h', mode: 'best' }], promotions })).toEqual([]);
  });

  test('on the receipt, of promotions on the basket', () => {
    expect(choicesOf('milk 2 × 500', oneGroup('best', rewardsOf('basket-percent 1000; basket-amount 70')))).toEqual([{ lineIds: ['1'], onReceipt: true, chosen: ['A'], next: ['B'], savesMinor: 30 }]);
  });

  test('on the receipt, with the lines of what was chosen and of what came next', () => {
    const promotions = [promotionOf('A', { kind: 'basket-amount', amountMinor: 100 }, { goods: { kind: 'sku', skus: ['milk'] } }), promotionOf('B', { kind: 'basket-amount', amountMinor: 70 }, { goods: { kind: 'sku', skus: ['bread'] } })];
    expect(choicesOf('milk 1 × 500; bread 1 × 200', { groups: best, promotions })).toEqual([{ lineIds: ['1', '2'], onReceipt: true, chosen: ['A'], next: ['B'], savesMinor: 30 }]);
  });

  test('on a line, without what the group gives on other lines', () => {
    const promotions = [
      promotionOf('A', { kind: 'goods-percent', basisPoints: 1000 }, { goods: { kind: 'sku', skus: ['milk'] } }),
      promotionOf('B', { kind: 'goods-percent', basisPoints: 500 }, { goods: { kind: 'sku', skus: ['milk'] } }),
      promotionOf('C', { kind: 'goods-percent', basisPoints: 700 }, { goods: { kind: 'sku', skus: ['bread'] } }),
    ];
    expect(choicesOf('milk 1 × 500; bread 1 × 200', { groups: best, promotions })).toEqual([{ lineIds: ['1'], chosen: ['A'], next: ['B'], savesMinor: 25 }]);
  });

  test('on a line that only one of the ways takes anything off, without what that one takes elsewhere either way', () => {
    const promotions = [
      promotionOf('A', { kind: 'buy-get', buy: { kind: 'sku', skus: ['milk'] }, buyUnits: 2, getUnits: 1, off: { kind: 'percent', basisPoints: 10_000 }, pick: 'cheapest' }, { goods: { kind: 'sku', skus: ['bread'] } }),
      promotionOf('B', { kind: 'goods-percent', basisPoints: 1000 }),
    ];
    expect(choicesOf('milk 2 × 2000; bread 1 × 200', { groups: best, promotions })).toEqual([{ lineIds: ['2'], chosen: ['B'], next: [], savesMinor: 20 }]);
  });

  test('in the order of application where groups chose one after another on the same line', () => {
    const promotions = ['g', 'h'].flatMap((groupId) => [2000, 1000].map((basisPoints) => promotionOf(`${groupId}-${basisPoints}`, { kind: 'goods-percent', basisPoints }, { groupId })));
    expect(choicesOf('milk 1 × 500', { groups: [...best, { id: 'h', mode: 'best' }], promotions })).toEqual([
      { lineIds: ['1'], chosen: ['g-2000'], next: ['g-1000'], savesMinor: 40 },
      { lineIds: ['1'], chosen: ['h-2000'], next: ['h-1000'], savesMinor: 40 },
    ]);
  });

  test('also where it saves nothing, because both ways cost the same', () => {
    const promotions = [promotionOf('A', { kind: 'goods-percent', basisPoints: 1000 }), promotionOf('B', { kind: 'goods-percent', basisPoints: 1000 }, { exclusive: { on: 'receipt', resolve: 'best' } })];
    expect(choicesOf('milk 2 × 500', { promotions })).toEqual([{ lineIds: ['1'], onReceipt: true, chosen: ['A'], next: ['B'], savesMinor: 0 }]);
  });

  test('once, where all of a sale was compared', () => {
    expect(choicesOf('milk 1 × 10', { groups: [{ id: 'g', mode: 'best', on: 'receipt' }], promotions: oneGroup('best', rewardsOf('goods-percent 1000; goods-percent 2000')).promotions })).toEqual([
      { lineIds: ['1'], onReceipt: true, chosen: ['B'], next: ['A'], savesMinor: 1 },
    ]);
    expect(choicesOf('bread 3 × 50', { groups: [{ id: 'g', mode: 'best', on: 'receipt' }], promotions: oneGroup('best', rewardsOf('basket-percent 2000; basket-amount 20')).promotions })).toEqual([
      { lineIds: ['1'], onReceipt: true, chosen: ['A'], next: ['B'], savesMinor: 10 },
    ]);
  });

  test('with the lines alone that come out otherwise', () => {
    const promotions = [promotionOf('A', { kind: 'goods-percent', basisPoints: 2000 }, { goods: { kind: 'sku', skus: ['milk'] }, groupId: 'h' }), promotionOf('B', { kind: 'goods-percent', basisPoints: 10000 })];
    expect(choicesOf('bread 1 × 100; milk 3 × 50; bread 2 × 50', { groups: [{ id: 'g', mode: 'best', on: 'receipt' }, { id: 'h', mode: 'first' }], exclusions: [{ groupIds: ['g', 'h'], on: 'line', resolve: 'best' }], promotions })).toEqual([
      { lineIds: ['2'], chosen: ['B'], next: ['A'], savesMinor: 120 },
    ]);
    expect(choicesOf('milk 2 × 10; vodka 1 × 10; bread 1 × 1', { groups: best, promotions: oneGroup('best', rewardsOf('basket-amount 20; basket-percent 2000')).promotions })).toEqual([
      { lineIds: ['1', '3'], onReceipt: true, chosen: ['A'], next: ['B'], savesMinor: 14 },
    ]);
    expect(choicesOf('milk 1 × 10; bread 1 × 1', { groups: best, promotions: [promotionOf('A', { kind: 'basket-amount', amountMinor: 1 }, { goods: { kind: 'sku', skus: ['bread'] } }), promotionOf('B', { kind: 'basket-amount', amountMinor: 1 }, { goods: { kind: 'sku', skus: ['milk'] } })] })).toEqual([
      { lineIds: ['1', '2'], onReceipt: true, chosen: ['A'], next: ['B'], savesMinor: 0 },
    ]);
  });

  test('not where either way gives the same, but where the same promotion gives less in the other', () => {
    const amounts = [promotionOf('A', { kind: 'basket-amount', amountMinor: 60 }, { groupId: 'h' }), promotionOf('B', { kind: 'basket-amount', amountMinor: 60 })];
    expect(choicesOf('milk 1 × 1', { groups: [{ id: 'g', mode: 'first', on: 'receipt' }, { id: 'h', mode: 'best' }], exclusions: [{ groupIds: ['g', 'h'], on: 'line', resolve: 'first' }], promotions: amounts })).toEqual([]);
    const both = [promotionOf('A', { kind: 'basket-percent', basisPoints: 1000 }, { groupId: 'h' }), promotionOf('B', { kind: 'basket-amount', amountMinor: 1 })];
    expect(choicesOf('vodka 1 × 50; milk 2 × 10', { groups: [{ id: 'g', mode: 'first' }, { id: 'h', mode: 'stack' }], exclusions: [{ groupIds: ['g', 'h'], on: 'line', resolve: 'best' }], promotions: both })).toEqual([
      { lineIds: ['2'], chosen: ['A'], next: ['A'], savesMinor: 5 },
    ]);
  });

  test('only with what may act: not with a promotion whose condition does not hold', () => {
    const promotions = [
      promotionOf('A', { kind: 'goods-amount', amountMinor: 10 }),
      promotionOf('C', { kind: 'goods-amount', amountMinor: 1 }, { when: { kind: 'basket-sum', goods: { kind: 'all' }, minMinor: 90 } }),
    ];
    expect(choicesOf('milk 1 × 50', { groups: best, promotions })).toEqual([]);
    expect(choicesOf('milk 1 × 90', { groups: best, promotions })).toEqual([{ lineIds: ['1'], chosen: ['A'], next: ['C'], savesMinor: 9 }]);
  });

  test('by what each would have given at its turn, when nothing was taken off yet', () => {
    const promotions = [
      promotionOf('A', { kind: 'goods-amount', amountMinor: 50 }, { goods: { kind: 'not-discounted' } }), promotionOf('B', { kind: 'goods-percent', basisPoints: 10000 }, { goods: { kind: 'not-discounted' } }),
    ];
    expect(choicesOf('bread 3 × 50; bread 2 × 100', { groups: best, promotions })).toEqual([{ lineIds: ['1'], chosen: ['A'], next: ['B'], savesMinor: 0 }, { lineIds: ['2'], chosen: ['B'], next: ['A'], savesMinor: 100 }]);
  });

  test('down to one minor unit', () => {
    expect(choicesOf('bread 1 × 50', oneGroup('best', rewardsOf('goods-amount 2; goods-amount 1')))).toEqual([{ lineIds: ['1'], chosen: ['A'], next: ['B'], savesMinor: 1 }]);
  });

  test('on lines that a promotion on units shares', () => {
    const promotions = [promotionOf('A', { kind: 'goods-percent', basisPoints: 1000 }), promotionOf('B', { kind: 'nth-unit', every: 2, off: { kind: 'percent', basisPoints: 10_000 }, pick: 'cheapest' })];
    expect(choicesOf('milk 2 × 500; bread 1 × 200', { groups: best, promotions })).toContainEqual({ lineIds: ['1', '2'], chosen: ['A', 'B'], next: ['B'], savesMinor: 320 });
  });

  test('on the receipt, where a promotion wants to be alone', () => {
    const promotions = [promotionOf('A', { kind: 'goods-percent', basisPoints: 1000 }), promotionOf('B', { kind: 'goods-percent', basisPoints: 4000 }, { exclusive: { on: 'receipt', resolve: 'best' } })];
    expect(choicesOf('milk 2 × 500; tobacco 1 × 900', { promotions })).toEqual([{ lineIds: ['1'], onReceipt: true, chosen: ['B'], next: ['A'], savesMinor: 300 }]);
  });

  test('of the promotions that act otherwise, and not of one that acts in both ways alike', () => {
    const promotions = [
      promotionOf('A', { kind: 'goods-percent', basisPoints: 1000 }, { goods: { kind: 'sku', skus: ['milk'] } }),
      promotionOf('B', { kind: 'goods-percent', basisPoints: 4000 }, { goods: { kind: 'sku', skus: ['milk'] } }),
      promotionOf('C', { kind: 'goods-percent', basisPoints: 500 }, { goods: { kind: 'sku', skus: ['bread'] }, groupId: 'i' }),
      promotionOf('D', { kind: 'basket-amount', amountMinor: 10 }, { groupId: 'h' }),
    ];
    const groups: Bundle['groups'] = [{ id: 'g', mode: 'best' }, { id: 'i', mode: 'stack' }, { id: 'h', mode: 'stack' }];
    const choices = choicesOf('milk 2 × 500; bread 1 × 200', { groups, promotions, exclusions: [{ groupIds: ['g', 'h'], on: 'receipt', resolve: 'best' }] });
    expect(choices?.[0]).toEqual({ lineIds: ['1', '2'], onReceipt: true, chosen: ['B'], next: ['D'], savesMinor: 390 });
  });

  test('on the receipt, where a promotion wants to be alone and the others are better', () => {
    const promotions = [promotionOf('A', { kind: 'goods-percent', basisPoints: 4000 }), promotionOf('B', { kind: 'goods-percent', basisPoints: 1000 }, { exclusive: { on: 'receipt', resolve: 'best' } })];
    expect(choicesOf('milk 2 × 500', { promotions })).toEqual([{ lineIds: ['1'], onReceipt: true, chosen: ['A'], next: ['B'], savesMinor: 300 }]);
  });
});

test('what a choice saves is what would have been paid more without the promotion that was chosen', () => {
  const amount = fc.integer({ min: 1, max: 400 });
  fc.assert(fc.property(amount, amount, amount, amount, (one, two, three, price) => {
    const later = [promotionOf('S', { kind: 'goods-percent', basisPoints: 700 }, { groupId: 'later' }), promotionOf('T', { kind: 'basket-percent', basisPoints: 900 }, { groupId: 'later' })];
    const contenders = oneGroup('best', rewardsOf(`goods-percent ${one * 20}; goods-amount ${two}; goods-price ${three}`)).promotions;
    const groups: Bundle['groups'] = [...best, { id: 'later', mode: 'stack' }];
    const lines = `milk 2 × ${price}`;
    const [choice] = choicesOf(lines, { groups, promotions: [...contenders, ...later] }) ?? [];
    if (choice === undefined) return;
    const without = contenders.filter(({ id }) => !choice.chosen.includes(id));
    const paid = priceLines(lines, { groups, promotions: [...contenders, ...later] }).payableMinor;
    expect(choice.savesMinor).toBe(priceLines(lines, { groups, promotions: [...without, ...later] }).payableMinor - paid);
  }), { numRuns: 300 });
});

import { describe, expect, test } from 'vitest';
import type { Bundle } from '../../../agent/domain/bundle/bundle.ts';
import type { Reason } from '../../../agent/domain/pricing/trace.ts';
import type { GoodsSelector, Promotion, Reward } from '../../../agent/domain/promotions/promotion.ts';
import { priceLines } from '../kit/examples.ts';
import { promotionOf } from '../kit/shop.ts';

const percent = (id: string, basisPoints: number, changes: Partial<Promotion> = {}): Promotion => promotionOf(id, { kind: 'goods-percent', basisPoints }, changes);
const instead = (key: string, id: string, lineIds?: string[]): Reason => ({ key, values: { promotionId: id, name: { ru: id } }, ...(lineIds === undefined ? {} : { lineIds }) });
const milk: GoodsSelector = { kind: 'sku', skus: ['milk'] };

/** Why promotion A is lost. */
function reasonsOf(lines: string, bundle: Partial<Bundle>): Reason[] | undefined {
  const told = priceLines(lines, bundle, { explain: true }).trace?.promotions.find(({ promotionId }) => promotionId === 'A');
  expect(told?.verdict).toBe('lost');
  return told?.reasons;
}

describe('what is lost names those that it does not go with, and no other that acts on the same lines:', () => {
  test('its group', () => {
    const groups: Bundle['groups'] = [{ id: 'g', mode: 'best' }, { id: 'h', mode: 'stack' }];
    expect(reasonsOf('milk 1 × 500', { groups, promotions: [percent('A', 1000), percent('B', 2000), percent('C', 500, { groupId: 'h' })] })).toEqual([instead('trace.lost.group', 'B', ['1'])]);
  });

  test('its group, also on the line whose unit is bought', () => {
    const buyGet: Reward = { kind: 'buy-get', buy: milk, buyUnits: 1, getUnits: 1, off: { kind: 'percent', basisPoints: 10_000 }, pick: 'cheapest' };
    const promotions = [promotionOf('A', { kind: 'some-units', count: 9, off: { kind: 'percent', basisPoints: 1000 }, pick: 'cheapest' }, { priority: 1 }), promotionOf('B', buyGet, { goods: { kind: 'sku', skus: ['bread'] }, priority: 0 })];
    expect(reasonsOf('milk 1 × 500; bread 1 × 200', { groups: [{ id: 'g', mode: 'first' }], promotions })).toEqual([instead('trace.lost.group', 'B', ['1', '2'])]);
  });

  test('the group that is excluded', () => {
    const groups: Bundle['groups'] = ['g', 'h', 'k'].map((id) => ({ id, mode: 'stack' }));
    const exclusions: Bundle['exclusions'] = [{ groupIds: ['g', 'h'], on: 'line', resolve: 'best' }];
    const promotions = [percent('A', 1000, { goods: milk }), percent('B', 3000, { groupId: 'h' }), percent('C', 500, { groupId: 'k' })];
    expect(reasonsOf('milk 1 × 500', { groups, exclusions, promotions })).toEqual([instead('trace.lost.exclusion', 'B', ['1'])]);
  });

  test('the group that is excluded, and not its own', () => {
    const groups: Bundle['groups'] = ['g', 'h'].map((id) => ({ id, mode: 'stack' }));
    const exclusions: Bundle['exclusions'] = [{ groupIds: ['g', 'h'], on: 'line', resolve: 'best' }];
    // The units of the pool are those of both lines: of milk it is kept away, and the bread of its own group is what it would act on
    const units: Reward = { kind: 'some-units', count: 1, off: { kind: 'percent', basisPoints: 1000 }, pick: 'dearest' };
    const promotions = [promotionOf('A', units, { goods: milk }), percent('B', 3000, { goods: milk, groupId: 'h' }), percent('C', 500, { goods: { kind: 'sku', skus: ['bread'] } })];
    expect(reasonsOf('milk 1 × 500; bread 1 × 200', { groups, exclusions, promotions })).toEqual([instead('trace.lost.exclusion', 'B', ['1'])]);
  });
});

describe('what is lost on the whole receipt names no lines:', () => {
  test('to a promotion on the basket of its group', () => {
    const promotions = [percent('A', 1000), promotionOf('B', { kind: 'basket-amount', amountMinor: 100 })];
    expect(reasonsOf('milk 1 × 500', { groups: [{ id: 'g', mode: 'best' }], promotions })).toEqual([instead('trace.lost.group', 'B')]);
  });

  test('to one of its group that wants to be alone on the receipt, which says more than the group does', () => {
    const promotions = [percent('A', 1000), percent('B', 2000, { exclusive: { on: 'receipt', resolve: 'best' } })];
    expect(reasonsOf('milk 1 × 500', { groups: [{ id: 'g', mode: 'best' }], promotions })).toEqual([instead('trace.lost.exclusive', 'B')]);
  });
});

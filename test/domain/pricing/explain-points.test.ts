import { describe, expect, test } from 'vitest';
import type { Bundle } from '../../../agent/domain/bundle/bundle.ts';
import type { Reason } from '../../../agent/domain/pricing/trace.ts';
import type { GoodsSelector, Promotion, Reward } from '../../../agent/domain/promotions/promotion.ts';
import { customerWith, exampleBundle, exampleGoods, promotionOf } from '../kit/shop.ts';
import { toldOf } from '../kit/told-of.ts';

const stack: Bundle['groups'] = [{ id: 'g', mode: 'stack' }];
const best: Bundle['groups'] = [{ id: 'g', mode: 'best' }];
const tenPercent: Reward = { kind: 'goods-percent', basisPoints: 1000 };

describe('what gives points says where, and what stood in its way', () => {
  const milk: GoodsSelector = { kind: 'sku', skus: ['milk'] };
  const bread: GoodsSelector = { kind: 'sku', skus: ['bread'] };
  const percent = (id: string, basisPoints: number, changes: Partial<Promotion> = {}): Promotion => promotionOf(id, { kind: 'points-percent', basisPoints }, changes);
  const fixed = (id: string, points: number, changes: Partial<Promotion> = {}): Promotion => promotionOf(id, { kind: 'points-fixed', points }, changes);
  const perUnit = (id: string, points: number, changes: Partial<Promotion> = {}): Promotion => promotionOf(id, { kind: 'points-per-unit', points }, changes);
  const lostToB: Reason = { key: 'trace.lost.group', values: { promotionId: 'B', name: { ru: 'B' } }, lineIds: ['1'] };
  const noAccrual: Reason = { key: 'trace.room.no-accrual', lineIds: ['2'] };

  test.each<[string, string, Bundle['groups'], Promotion[], string, string[], Reason[]]>([
    ['a better one on some of its lines, where one point is left', 'milk 1 × 5000; bread 1 × 2000', best, [percent('A', 500), percent('B', 1000, { goods: milk })], 'applied', ['2'], [lostToB]],
    ['a better one, by the lines that both have', 'milk 1 × 5000; bread 1 × 5000', best, [percent('A', 500, { goods: milk }), percent('B', 1000)], 'lost', [], [lostToB]],
    ['nothing: the other of its group has other lines', 'milk 1 × 5000; bread 1 × 5000', best, [percent('A', 500, { goods: milk }), percent('B', 1000, { goods: bread })], 'applied', ['1'], []],
    ['nothing: they add up', 'milk 1 × 5000', stack, [percent('A', 500), percent('B', 1000)], 'applied', ['1'], []],
    ['nothing: the other is of another group', 'milk 1 × 5000', [...best, { id: 'h', mode: 'best' }], [percent('A', 500), percent('B', 1000, { groupId: 'h' })], 'applied', ['1'], []],
    ['a line that earns nothing', 'milk 1 × 500; tobacco 1 × 900', stack, [fixed('A', 5)], 'applied', ['1'], [noAccrual]],
    ['no line that costs nothing', 'milk 1 × 5000; bread 1 × 0', stack, [percent('A', 1000)], 'applied', ['1'], []],
    ['also a line that costs the smallest sum', 'milk 1 × 5000; bread 1 × 1', stack, [percent('A', 1000)], 'applied', ['1', '2'], []],
    ['goods that earn nothing, and not the other of its group', 'milk 1 × 500; tobacco 1 × 900', best, [fixed('A', 5, { goods: { kind: 'sku', skus: ['tobacco'] } }), fixed('B', 7)], 'no-room', [], [noAccrual]],
    ['what discounts left alone, down to one point', 'milk 1 × 500; bread 1 × 200', stack, [promotionOf('B', tenPercent, { goods: milk }), fixed('A', 1, { goods: { kind: 'not-discounted' } })], 'applied', ['2'], []],
    ['less than a point more', 'milk 1 × 10000', [...stack, { id: 'h', mode: 'stack' }], [percent('B', 100, { groupId: 'h' }), promotionOf('A', { kind: 'points-multiplier', factorBasisPoints: 11_000 })], 'no-room', [], [{ key: 'trace.room.too-little' }]],
    ['nothing, where it has other lines than the first of all', 'bread 1 × 5000; milk 1 × 5000', stack, [percent('B', 1000, { goods: bread }), percent('A', 1000, { goods: milk, priority: 1 })], 'applied', ['2'], []],
    ['nothing, of lines on which there is something to multiply', 'milk 1 × 5000; bread 1 × 5000', stack, [percent('B', 1000, { goods: milk }), promotionOf('A', { kind: 'points-multiplier', factorBasisPoints: 20_000 })], 'applied', ['1'], []],
    ['a better one for every unit, by the lines that both have', 'milk 1 × 500; bread 1 × 200', best, [perUnit('A', 2), perUnit('B', 3, { goods: milk })], 'applied', ['2'], [lostToB]],
    ['a better one for the receipt, whatever lines it has', 'milk 1 × 500; bread 1 × 200', best, [fixed('A', 5, { goods: milk }), fixed('B', 7, { goods: bread })], 'lost', [], [{ key: lostToB.key, values: { promotionId: 'B', name: { ru: 'B' } } }]],
    ['nothing: the other one for the receipt is worse', 'milk 1 × 500; bread 1 × 200', best, [fixed('A', 7, { goods: milk }), fixed('B', 5, { goods: bread })], 'applied', ['1'], []],
    ['nothing on lines that it does not want, as they have a discount', 'milk 1 × 5000; bread 1 × 5000', [{ id: 'g', mode: 'first' }, { id: 'off', mode: 'stack' }], [promotionOf('off', tenPercent, { goods: milk, groupId: 'off' }), percent('A', 1000, { goods: { kind: 'not-discounted' } }), percent('B', 1000, { priority: 1 })], 'applied', ['2'], []],
  ])('%s', (_, lines, groups, promotions, verdict, lineIds, reasons) => {
    expect(toldOf(lines, { groups, promotions })).toEqual({ verdict, lineIds, reasons });
  });

  test('a line that points paid in part is none that they paid', () => {
    expect(toldOf('milk 1 × 5000', { promotions: [percent('A', 1000)] }, { customer: customerWith({ availablePoints: 10 }), redeemPoints: 10 })).toEqual({ verdict: 'applied', lineIds: ['1'], reasons: [] });
  });

  const allOfIt: Bundle['redemption'] = { ...exampleBundle().redemption, maxShareBasisPoints: 10_000 };

  test('a line that points paid, where it earns like money', () => {
    expect(toldOf('milk 1 × 5000', { promotions: [percent('A', 1000)], redemption: { ...allOfIt, earnsOnPointsPaid: true } }, { redeemPoints: 50 })).toEqual({ verdict: 'applied', lineIds: ['1'], reasons: [] });
  });

  test('that points paid all of what a discount left', () => {
    const promotions = [promotionOf('B', tenPercent), percent('A', 1000)];
    expect(toldOf('milk 1 × 5000', { promotions, redemption: allOfIt }, { redeemPoints: 45 })).toEqual({ verdict: 'no-room', lineIds: [], reasons: [{ key: 'trace.room.paid-with-points', lineIds: ['1'] }] });
  });

  test('once that goods earn nothing, whoever paid for them', () => {
    const goods: Bundle['goods'] = { ...exampleGoods, card: { name: { ru: 'Карта' }, categoryId: 'other', unit: 'piece', priceMinor: 5000, noAccrual: true, barcodes: [] } };
    expect(toldOf('card 1 × 5000', { goods, promotions: [percent('A', 1000)], redemption: allOfIt }, { redeemPoints: 50 })?.reasons).toEqual([{ key: 'trace.room.no-accrual', lineIds: ['1'] }]);
  });
});

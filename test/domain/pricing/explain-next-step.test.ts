import { describe, expect, test } from 'vitest';
import type { Reason } from '../../../agent/domain/pricing/trace.ts';
import type { GoodsSelector, Promotion, Reward } from '../../../agent/domain/promotions/promotion.ts';
import { promotionOf } from '../kit/shop.ts';
import { toldOf } from '../kit/told-of.ts';

describe('no-goods: how many more', () => {
  const free = { kind: 'percent', basisPoints: 10_000 } as const;
  const any: Reason = { key: 'trace.goods.any' };
  const named = (name: string): Reason => ({ key: 'trace.goods.named', values: { goods: [{ ru: name }] } });
  const more = (what: string, missingUnits: number, goods: Reason): Reason => ({ key: `trace.more.${what}`, values: { missingUnits }, of: [goods] });
  const nothingLeft: Reason = { key: 'trace.room.nothing-left' };
  const half = { key: 'trace.off.percent', values: { offBasisPoints: 5000 } };
  const bread: GoodsSelector = { kind: 'sku', skus: ['bread'] };
  const buyGet = (buy: GoodsSelector, getUnits: number): Reward => ({ kind: 'buy-get', buy, buyUnits: 2, getUnits, off: free, pick: 'cheapest' });
  const limitOf = (what: 'units' | 'times', most: number): Reason => (what === 'units' ? { key: 'trace.room.unit-limit', values: { limitUnits: most } } : { key: 'trace.room.times-limit', values: { limitTimes: most } });
  const tiers: Reward = { kind: 'quantity-tiers', tiers: [{ minMilli: 6000, off: { kind: 'percent', basisPoints: 5000 } }, { minMilli: 3000, off: { kind: 'amount', amountMinor: 5 } }] };
  const ladder: Reward = { kind: 'spend-ladder', steps: [{ minMinor: 800, off: { kind: 'amount', amountMinor: 50 } }, { minMinor: 2000, off: { kind: 'percent', basisPoints: 5000 } }] };
  const set: Reward = { kind: 'sets', sets: [{ parts: [{ goods: { kind: 'sku', skus: ['milk'] }, units: 2 }, { goods: { kind: 'sku', skus: ['bread'] }, units: 1 }], priceMinor: 100 }] };
  const milk: Partial<Promotion> = { goods: { kind: 'sku', skus: ['milk'] } };

  test.each<[string, Reward, Partial<Promotion>, string, Reason[]]>([
    ['milk 2 × 500', { kind: 'nth-unit', every: 3, off: free, pick: 'cheapest' }, {}, 'no-goods', [more('units', 1, any)]],
    ['milk 4 × 500', { kind: 'nth-unit', every: 3, off: free, pick: 'cheapest' }, {}, 'applied', [more('units', 2, any)]],
    ['milk 4 × 500', { kind: 'nth-unit', every: 3, off: free, pick: 'cheapest' }, { limits: { times: 1 } }, 'applied', [{ key: 'trace.room.times-limit', values: { limitTimes: 1 } }]],
    ['milk 2 × 500', buyGet({ kind: 'all' }, 1), {}, 'no-goods', [more('to-get', 1, any)]],
    ['milk 1 × 500', buyGet({ kind: 'all' }, 1), {}, 'no-goods', [more('to-buy', 1, any), more('to-get', 1, any)]],
    ['milk 1 × 500', buyGet(bread, 1), milk, 'no-goods', [more('to-buy', 2, named('Хлеб'))]],
    ['bread 2 × 200', buyGet(bread, 1), milk, 'no-goods', [more('to-get', 1, named('Молоко'))]],
    ['bread 2 × 200; milk 1 × 500', buyGet(bread, 2), milk, 'applied', [more('to-get', 1, named('Молоко'))]],
    ['bread 2 × 200; milk 1 × 500', { kind: 'buy-get', buy: bread, buyUnits: 2, getUnits: 3, off: free, pick: 'cheapest', complete: true }, milk, 'no-goods', [more('to-get', 2, named('Молоко'))]],
    ['bread 4 × 200; milk 3 × 500', buyGet(bread, 2), { ...milk, limits: { units: 3 } }, 'applied', [limitOf('units', 3)]],
    ['bread 4 × 200; milk 2 × 500', buyGet(bread, 2), { ...milk, limits: { units: 3 } }, 'applied', [more('to-get', 1, named('Молоко'))]],
    ['bread 2 × 200; milk 3 × 500', buyGet(bread, 2), { ...milk, limits: { units: 3 } }, 'applied', [more('to-buy', 2, named('Хлеб'))]],
    ['bread 2 × 200; milk 1 × 500', buyGet(bread, 3), { ...milk, limits: { units: 2 } }, 'applied', [more('to-get', 1, named('Молоко'))]],
    ['bread 4 × 200; milk 4 × 500', { kind: 'buy-get', buy: bread, buyUnits: 2, getUnits: 2, off: free, pick: 'cheapest', complete: true }, { ...milk, limits: { units: 3 } }, 'applied', [limitOf('units', 2)]],
    ['bread 4 × 200; milk 3 × 500', buyGet(bread, 2), { ...milk, limits: { units: 3, times: 1 } }, 'applied', [limitOf('times', 1)]],
    ['bread 4 × 200; milk 3 × 500', buyGet(bread, 2), { ...milk, limits: { units: 3, times: 2 } }, 'applied', [limitOf('units', 3)]],
    ['bread 4 × 200; milk 3 × 500', buyGet(bread, 2), { ...milk, limits: { times: 1 } }, 'applied', [limitOf('times', 1)]],
    ['bread 4 × 200; milk 3 × 500', buyGet(bread, 2), { ...milk, limits: { times: 2 } }, 'applied', [more('to-get', 1, named('Молоко'))]],
    ['milk 2 × 500; bread 1 × 200', set, {}, 'applied', [{ key: 'trace.more.for-set', values: { missingUnits: 3 }, of: [{ key: 'trace.goods.named', values: { goods: [{ ru: 'Молоко' }] } }, { key: 'trace.goods.named', values: { goods: [{ ru: 'Хлеб' }] } }] }]],
    ['milk 5 × 500; bread 1 × 200', set, {}, 'applied', [{ key: 'trace.more.for-set', values: { missingUnits: 1 }, of: [{ key: 'trace.goods.named', values: { goods: [{ ru: 'Хлеб' }] } }] }]],
    ['milk 3 × 500; bread 2 × 200', set, { limits: { times: 1 } }, 'applied', [{ key: 'trace.room.times-limit', values: { limitTimes: 1 } }]],
    ['milk 3 × 500', { kind: 'sets', sets: [{ parts: [{ goods: { kind: 'all' }, units: 2 }], priceMinor: 600 }] }, {}, 'applied', [{ key: 'trace.more.for-set', values: { missingUnits: 1 }, of: [any] }]],
    ['tobacco 2 × 900', buyGet({ kind: 'sku', skus: ['tobacco'] }, 1), milk, 'no-goods', [more('to-get', 1, named('Молоко'))]],
    ['tobacco 2 × 900; milk 1 × 500', buyGet({ kind: 'all' }, 1), {}, 'applied', [more('to-buy', 1, any), more('to-get', 2, any)]],
    ['milk 1 × 500; bread 1 × 200', set, {}, 'no-goods', [{ key: 'trace.more.for-set', values: { missingUnits: 1 }, of: [{ key: 'trace.goods.named', values: { goods: [{ ru: 'Молоко' }] } }] }]],
    ['milk 1 × 500', tiers, {}, 'no-goods', [{ key: 'trace.more.quantity', values: { missingMilli: 2000 }, of: [{ key: 'trace.off.amount', values: { offMinor: 5 } }] }]],
    ['milk 4 × 500', tiers, {}, 'applied', [{ key: 'trace.more.quantity', values: { missingMilli: 2000 }, of: [half] }]],
    ['milk 1 × 500', ladder, {}, 'no-goods', [{ key: 'trace.more.sum', values: { missingMinor: 300 }, of: [{ key: 'trace.off.amount', values: { offMinor: 50 } }] }]],
    ['milk 2 × 500', ladder, {}, 'applied', [{ key: 'trace.more.sum', values: { missingMinor: 1000 }, of: [half] }]],
    ['milk 1 × 500', { kind: 'some-units', count: 3, off: free, pick: 'cheapest' }, {}, 'applied', [more('units', 2, any)]],
    ['milk 1 × 500', { kind: 'points-percent', basisPoints: 1000, aboveMinor: 700 }, {}, 'no-goods', [{ key: 'trace.more.points-above', values: { missingMinor: 201 } }]],
    ['milk 1 × 700', { kind: 'points-percent', basisPoints: 1000, aboveMinor: 700 }, {}, 'no-goods', [{ key: 'trace.more.points-above', values: { missingMinor: 1 } }]],
    ['milk 3 × 0', { kind: 'nth-unit', every: 3, off: free, pick: 'cheapest' }, {}, 'no-room', [nothingLeft, more('units', 3, any)]],
    ['milk 3 × 0', { kind: 'nth-unit', every: 3, off: free, pick: 'cheapest' }, { limits: { times: 1 } }, 'no-room', [nothingLeft, limitOf('times', 1)]],
    ['milk 3 × 0', buyGet({ kind: 'all' }, 1), {}, 'no-room', [nothingLeft, more('to-buy', 1, any), more('to-get', 2, any)]],
    ['milk 3 × 0', buyGet({ kind: 'all' }, 1), { limits: { times: 1 } }, 'no-room', [nothingLeft, limitOf('times', 1)]],
    ['milk 3 × 0', buyGet({ kind: 'all' }, 2), {}, 'no-room', [nothingLeft, more('to-get', 1, any)]],
    ['milk 1 × 0', { kind: 'some-units', count: 3, off: free, pick: 'cheapest' }, {}, 'no-room', [nothingLeft, more('units', 2, any)]],
    ['milk 3 × 0', { kind: 'some-units', count: 3, off: free, pick: 'cheapest' }, {}, 'no-room', [nothingLeft]],
    ['milk 3 × 0', tiers, {}, 'no-room', [nothingLeft, { key: 'trace.more.quantity', values: { missingMilli: 3000 }, of: [half] }]],
    ['milk 6 × 0', tiers, {}, 'no-room', [nothingLeft]],
    ['vodka 1 × 800', ladder, {}, 'no-room', [{ key: 'trace.room.min-price', lineIds: ['1'] }]],
    ['milk 2 × 400', ladder, {}, 'applied', [{ key: 'trace.more.sum', values: { missingMinor: 1200 }, of: [half] }]],
    ['milk 4 × 500', ladder, {}, 'applied', []],
    ['milk 6 × 500', tiers, {}, 'applied', []],
    ['milk 1 × 500; tobacco 1 × 900', { kind: 'points-percent', basisPoints: 1000, aboveMinor: 700 }, {}, 'no-goods', [{ key: 'trace.more.points-above', values: { missingMinor: 201 } }, { key: 'trace.room.no-accrual', lineIds: ['2'] }]],
  ])('%s with %j %j: %s', (lines, reward, changes, verdict, reasons) => {
    const told = toldOf(lines, { promotions: [promotionOf('A', reward, changes)] });
    expect([told?.verdict, told?.reasons]).toEqual([verdict, reasons]);
  });
});

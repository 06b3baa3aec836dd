import { describe, expect, test } from 'vitest';
import type { Bundle } from '../../../agent/domain/bundle/bundle.ts';
import type { PricingInput } from '../../../agent/domain/pricing/price.ts';
import type { Reason, Trace } from '../../../agent/domain/pricing/trace.ts';
import type { GoodsSelector, Promotion, Reward } from '../../../agent/domain/promotions/promotion.ts';
import { priceLines } from '../kit/examples.ts';
import { customerWith, promotionOf } from '../kit/shop.ts';

const stack: Bundle['groups'] = [{ id: 'g', mode: 'stack' }];
const best: Bundle['groups'] = [{ id: 'g', mode: 'best' }];
const tenPercent: Reward = { kind: 'goods-percent', basisPoints: 1000 };

/** What is told of promotion A, but for its name and what it gave. */
function toldOf(lines: string, bundle: Partial<Bundle>, input: Partial<PricingInput> = {}): Pick<Trace['promotions'][number], 'verdict' | 'lineIds' | 'reasons'> | undefined {
  const told = priceLines(lines, bundle, { ...input, explain: true }).trace?.promotions.find(({ promotionId }) => promotionId === 'A');
  return told === undefined ? undefined : { verdict: told.verdict, lineIds: told.lineIds, reasons: told.reasons };
}

describe('what gives points says where, and what stood in its way', () => {
  const milk: GoodsSelector = { kind: 'sku', skus: ['milk'] };
  const bread: GoodsSelector = { kind: 'sku', skus: ['bread'] };
  const percent = (id: string, basisPoints: number, changes: Partial<Promotion> = {}): Promotion => promotionOf(id, { kind: 'points-percent', basisPoints }, changes);
  const fixed = (id: string, points: number, changes: Partial<Promotion> = {}): Promotion => promotionOf(id, { kind: 'points-fixed', points }, changes);
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
  ])('%s', (_, lines, groups, promotions, verdict, lineIds, reasons) => {
    expect(toldOf(lines, { groups, promotions })).toEqual({ verdict, lineIds, reasons });
  });

  test('a line that points paid in part is none that they paid', () => {
    expect(toldOf('milk 1 × 5000', { promotions: [percent('A', 1000)] }, { customer: customerWith({ availablePoints: 10 }), redeemPoints: 10 })).toEqual({ verdict: 'applied', lineIds: ['1'], reasons: [] });
  });
});

describe('an applied promotion says what cut it', () => {
  test.each<[string, string, Reward, Partial<Promotion>, Partial<Bundle>, Partial<PricingInput>, Reason[]]>([
    ['minimum price', 'vodka 1 × 1600; milk 1 × 100', tenPercent, {}, {}, {}, [{ key: 'trace.room.min-price', lineIds: ['1'] }]],
    ['cap of the receipt', 'milk 1 × 500', tenPercent, {}, { caps: { maxLineDiscountBasisPoints: 10_000, maxReceiptDiscountBasisPoints: 500 } }, {}, [{ key: 'trace.room.receipt-cap', values: { capBasisPoints: 500 } }]],
    ['minimum price, where it cut', 'vodka 1 × 1600; vodka 1 × 5000', tenPercent, {}, {}, {}, [{ key: 'trace.room.min-price', lineIds: ['1'] }]],
    ['no floor that it stays above', 'vodka 1 × 5000', { kind: 'basket-percent', basisPoints: 1000 }, {}, {}, {}, []],
    ['no limit that it just keeps', 'milk 1 × 500', { kind: 'basket-percent', basisPoints: 1000 }, { limits: { discountMinor: 50 } }, {}, {}, []],
    ['own limit', 'milk 1 × 500', { kind: 'basket-percent', basisPoints: 1000 }, { limits: { discountMinor: 20 } }, {}, {}, [{ key: 'trace.room.limit', values: { limitMinor: 20 } }]],
    ['budget', 'milk 1 × 500', tenPercent, { limits: { budget: { whenOver: 'cut' } } }, {}, { programme: { budgets: [{ promotionId: 'A', leftMinor: 7 }] } }, [{ key: 'trace.room.budget', values: { leftMinor: 7 } }]],
    ['its own budget, whatever is left of others', 'milk 1 × 500', tenPercent, { limits: { budget: { whenOver: 'cut' } } }, {}, { programme: { budgets: [{ promotionId: 'B', leftMinor: 0 }, { promotionId: 'A', leftMinor: 7 }] } }, [{ key: 'trace.room.budget', values: { leftMinor: 7 } }]],
    ['budget, down to the last minor unit', 'milk 1 × 500', tenPercent, { limits: { budget: { whenOver: 'cut' } } }, {}, { programme: { budgets: [{ promotionId: 'A', leftMinor: 1 }] } }, [{ key: 'trace.room.budget', values: { leftMinor: 1 } }]],
    ['no budget that just suffices', 'milk 1 × 500', tenPercent, { limits: { budget: { whenOver: 'cut' } } }, {}, { programme: { budgets: [{ promotionId: 'A', leftMinor: 50 }] } }, []],
    ['own limit, where the budget leaves more', 'milk 1 × 500', tenPercent, { limits: { discountMinor: 20, budget: { whenOver: 'cut' } } }, {}, { programme: { budgets: [{ promotionId: 'A', leftMinor: 30 }] } }, [{ key: 'trace.room.limit', values: { limitMinor: 20 } }]],
    ['own limit, where the budget leaves as much', 'milk 1 × 500', tenPercent, { limits: { discountMinor: 20, budget: { whenOver: 'cut' } } }, {}, { programme: { budgets: [{ promotionId: 'A', leftMinor: 20 }] } }, [{ key: 'trace.room.limit', values: { limitMinor: 20 } }]],
    ['own limit, and no budget that it has not', 'milk 1 × 500', tenPercent, { limits: { discountMinor: 20 } }, {}, { programme: { budgets: [{ promotionId: 'A', leftMinor: 7 }] } }, [{ key: 'trace.room.limit', values: { limitMinor: 20 } }]],
    ['units of a line', 'milk 3 × 500', tenPercent, { limits: { unitsPerLine: 2 } }, {}, {}, [{ key: 'trace.room.unit-limit-line', values: { limitUnits: 2 }, lineIds: ['1'] }]],
    ['units of the receipt', 'milk 2 × 500; bread 1 × 200', tenPercent, { limits: { units: 2 } }, {}, {}, [{ key: 'trace.room.unit-limit', values: { limitUnits: 2 } }]],
    ['units of the one line that has more', 'milk 3 × 500; bread 2 × 200', tenPercent, { limits: { unitsPerLine: 2 } }, {}, {}, [{ key: 'trace.room.unit-limit-line', values: { limitUnits: 2 }, lineIds: ['1'] }]],
    ['no units of lines that just keep to it', 'milk 2 × 500', tenPercent, { limits: { unitsPerLine: 2, units: 2 } }, {}, {}, []],
    ['units of a line, and not of the receipt, which so has no more than it may', 'milk 3 × 500; bread 1 × 200', tenPercent, { limits: { unitsPerLine: 2, units: 3 } }, {}, {}, [{ key: 'trace.room.unit-limit-line', values: { limitUnits: 2 }, lineIds: ['1'] }]],
    ['units that get an amount off', 'milk 3 × 500', { kind: 'goods-amount', amountMinor: 10 }, { limits: { units: 2 } }, {}, {}, [{ key: 'trace.room.unit-limit', values: { limitUnits: 2 } }]],
    ['units that get a price', 'milk 3 × 500', { kind: 'goods-price', priceMinor: 400 }, { limits: { units: 2 } }, {}, {}, [{ key: 'trace.room.unit-limit', values: { limitUnits: 2 } }]],
    ['goods that take no discount', 'milk 1 × 500; tobacco 1 × 900', { kind: 'basket-percent', basisPoints: 1000 }, {}, {}, {}, [{ key: 'trace.room.no-discount', lineIds: ['2'] }]],
  ])('%s', (_, lines, reward, changes, bundle, input, reasons) => {
    const told = toldOf(lines, { promotions: [promotionOf('A', reward, changes)], ...bundle }, input);
    expect([told?.verdict, told?.reasons]).toEqual(['applied', reasons]);
  });
});

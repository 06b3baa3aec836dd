import { describe, expect, test } from 'vitest';
import type { Bundle } from '../../../agent/domain/bundle/bundle.ts';
import { price, type PricingInput } from '../../../agent/domain/pricing/price.ts';
import type { Reason, Trace } from '../../../agent/domain/pricing/trace.ts';
import type { Promotion, Reward } from '../../../agent/domain/promotions/promotion.ts';
import { basketOf, exampleInput, priceLines } from '../kit/examples.ts';
import { compiledExample, customerWith, promotionOf } from '../kit/shop.ts';

const stack: Bundle['groups'] = [{ id: 'g', mode: 'stack' }];
const best: Bundle['groups'] = [{ id: 'g', mode: 'best' }];
const tenPercent: Reward = { kind: 'goods-percent', basisPoints: 1000 };
const all = { key: 'trace.goods.all' };
const never: Promotion['when'] = { kind: 'tier', tiers: ['gold'] };
const gold = { key: 'trace.condition.tier', values: { tiers: [{ ru: 'Золотой' }] } };

function traceOf(lines: string, bundle: Partial<Bundle>, input: Partial<PricingInput> = {}): Trace {
  const { trace } = priceLines(lines, bundle, { ...input, explain: true });
  if (trace === undefined) throw new Error('no trace');
  return trace;
}

/** Verdict and reasons of promotion A. */
function toldOf(lines: string, bundle: Partial<Bundle>, input: Partial<PricingInput> = {}): [string, Reason[]] {
  const told = traceOf(lines, bundle, input).promotions.find(({ promotionId }) => promotionId === 'A');
  if (told === undefined) throw new Error('promotion A is not in the trace');
  return [told.verdict, told.reasons];
}

/** The same of one promotion alone. */
function alone(lines: string, reward: Reward, changes: Partial<Promotion> = {}, bundle: Partial<Bundle> = {}, input: Partial<PricingInput> = {}): [string, Reason[]] {
  return toldOf(lines, { promotions: [promotionOf('A', reward, changes)], ...bundle }, input);
}

const instead = (key: string, id: string, lineIds?: string[]): Reason => ({ key, values: { promotionId: id, name: { ru: id } }, ...(lineIds === undefined ? {} : { lineIds }) });

test.each<Reward>([tenPercent, { kind: 'some-units', count: 1, off: { kind: 'percent', basisPoints: 1000 }, pick: 'cheapest' }, { kind: 'basket-percent', basisPoints: 1000 }])('what asks for a coupon that nobody showed is told of: $kind', (reward) => {
  const coupons = [{ id: 'ten', name: { ru: 'Десять' }, codes: ['TEN'] }];
  expect(alone('milk 1 × 500', reward, { when: { kind: 'coupon', couponIds: ['ten'] } }, { coupons })[0]).toBe('not-met');
});

test('a promotion that is applied says what it gave and where', () => {
  expect(traceOf('milk 2 × 500; bread 1 × 200', { promotions: [promotionOf('A', tenPercent, { goods: { kind: 'sku', skus: ['milk'] } })] })).toEqual({
    exact: true,
    plans: 1,
    choices: [],
    remarks: [{ key: 'trace.redemption.none', of: [{ key: 'trace.redemption.balance', values: { balancePoints: 0 } }] }],
    promotions: [{ promotionId: 'A', name: { ru: 'A' }, verdict: 'applied', lineIds: ['1'], discountMinor: 100, points: 0, reasons: [] }],
  });
});

describe('which promotions are told of', () => {
  test('those of the goods in the basket, applied ones first, each in the order of application', () => {
    const promotions = [
      promotionOf('A', tenPercent, { goods: { kind: 'sku', skus: ['vodka'] } }),
      promotionOf('B', { kind: 'points-fixed', points: 5 }),
      promotionOf('C', tenPercent, { when: never, goods: { kind: 'sku', skus: ['milk'] } }),
      promotionOf('D', { kind: 'basket-amount', amountMinor: 10 }),
      promotionOf('E', { kind: 'message', to: 'slip', text: { ru: 'Спасибо' } }),
    ];
    expect(traceOf('milk 1 × 500', { promotions }).promotions.map(({ promotionId, verdict }) => `${promotionId} ${verdict}`)).toEqual(['D applied', 'B applied', 'E applied', 'C not-met']);
  });

  test('a gift that is not in the basket but may be taken', () => {
    expect(alone('milk 1 × 500', { kind: 'gift', units: 2 }, { goods: { kind: 'sku', skus: ['bread'] } })).toEqual(['applied', [{ key: 'trace.more.gift', values: { giftUnits: 2 }, of: [{ key: 'trace.goods.named', values: { goods: [{ ru: 'Хлеб' }] } }] }]]);
  });

  test('which of several discounts of an order the receipt\'s cap left less of, by the lines that keep them', () => {
    const discounts = [{ promotionId: 'first', amountMinor: 40 }, { promotionId: 'second', amountMinor: 40 }];
    const milk = { sku: 'milk', quantityMilli: 1000, unitPriceMinor: 500 };
    const lines = [
      { lineId: '1', ...milk, ordered: { quantityMilli: 1000, unitPriceMinor: 500, discounts } },
      // Another quantity than in the order: nothing is kept of it, and so nothing is cut
      { lineId: '2', ...milk, ordered: { quantityMilli: 2000, unitPriceMinor: 500, discounts: [{ promotionId: 'first', amountMinor: 40 }] } },
    ];
    const caps = { maxLineDiscountBasisPoints: 10_000, maxReceiptDiscountBasisPoints: 500 };
    const { trace } = priceLines('', { caps, promotions: [] }, { basket: { lines }, explain: true });
    expect(trace?.promotions.map(({ promotionId, discountMinor, reasons }) => ({ promotionId, discountMinor, reasons }))).toEqual([
      { promotionId: 'first', discountMinor: 40, reasons: [] },
      { promotionId: 'second', discountMinor: 10, reasons: [{ key: 'trace.room.receipt-cap', values: { capBasisPoints: 500 }, lineIds: ['1'] }] },
    ]);
  });

  test('what an order brought along, and that the receipt\'s cap left less of it', () => {
    const [line] = basketOf('milk 1 × 500').lines;
    const lines = line === undefined ? [] : [{ ...line, ordered: { quantityMilli: 1000, unitPriceMinor: 500, discounts: [{ promotionId: 'elsewhere', amountMinor: 40 }] } }];
    const caps = { maxLineDiscountBasisPoints: 10_000, maxReceiptDiscountBasisPoints: 600 };
    const { trace } = priceLines('', { caps, promotions: [] }, { basket: { lines }, explain: true });
    expect(trace?.promotions).toMatchObject([{ promotionId: 'elsewhere', verdict: 'applied', discountMinor: 30, reasons: [{ key: 'trace.room.receipt-cap', values: { capBasisPoints: 600 }, lineIds: ['1'] }] }]);
  });

  test.each([1, 40])('what an order brought along, although its goods are others now: %d', (amountMinor) => {
    const [line] = basketOf('milk 1 × 500').lines;
    const lines = line === undefined ? [] : [{ ...line, ordered: { quantityMilli: 1000, unitPriceMinor: 500, discounts: [{ promotionId: 'A', amountMinor }] } }];
    const promotions = [promotionOf('A', tenPercent, { goods: { kind: 'sku', skus: ['vodka'] } }), promotionOf('B', tenPercent)];
    const told = traceOf('', { promotions }, { basket: { lines } }).promotions;
    expect(told).toMatchObject([{ promotionId: 'A', verdict: 'applied', lineIds: ['1'], discountMinor: amountMinor, reasons: [{ key: 'trace.room.order', lineIds: ['1'] }] }, { promotionId: 'B', verdict: 'no-room', reasons: [{ key: 'trace.room.order', lineIds: ['1'] }] }]);
  });
});

describe('what stood before a promotion of a later stage', () => {
  const free = { kind: 'some-units', count: 1, off: { kind: 'percent', basisPoints: 10_000 }, pick: 'cheapest' } as const;
  test.each<[string, Reward]>([['units of several lines', free], ['each line', { kind: 'goods-percent', basisPoints: 10_000 }]])('took all: discounts on %s', (_, reward) => {
    const told = traceOf('milk 1 × 500', { promotions: [promotionOf('A', reward), promotionOf('B', { kind: 'basket-amount', amountMinor: 100 }, { priority: 1 })] }).promotions;
    expect(told).toMatchObject([{ promotionId: 'A', verdict: 'applied' }, { promotionId: 'B', verdict: 'no-room', reasons: [{ key: 'trace.room.nothing-left' }] }]);
  });

  test('names all lines on which one promotion was better', () => {
    const promotions = [promotionOf('A', tenPercent), promotionOf('B', { kind: 'goods-percent', basisPoints: 2000 }, { priority: 1 })];
    expect(toldOf('milk 1 × 500; bread 1 × 200', { groups: best, promotions })).toMatchObject(['lost', [{ key: 'trace.lost.group', lineIds: ['1', '2'] }]]);
  });

  test('names the floor of the lines that have come down to it, and no line that costs nothing', () => {
    const told = traceOf('vodka 1 × 1500; milk 1 × 0', { promotions: [promotionOf('A', tenPercent)] }).promotions;
    expect(told).toMatchObject([{ promotionId: 'A', verdict: 'no-room', reasons: [{ key: 'trace.room.min-price', lineIds: ['1'] }] }]);
  });

  test('the smallest sum earns too little, and no threshold is missed where there is none', () => {
    const told = traceOf('milk 1 × 1', { promotions: [promotionOf('A', { kind: 'points-percent', basisPoints: 100 })] }).promotions;
    expect(told).toMatchObject([{ promotionId: 'A', verdict: 'no-room', reasons: [{ key: 'trace.room.too-little' }] }]);
  });
});

describe('not-met: what the condition lacks', () => {
  const sum = { kind: 'basket-sum', goods: { kind: 'all' }, minMinor: 1200 } as const;
  test.each<[Promotion['when'], Reason[]]>([
    [never, [gold]],
    [sum, [{ key: 'trace.condition.basket-sum-missing', values: { minMinor: 1200, missingMinor: 200 }, of: [all] }]],
    [{ ...sum, minMinor: 0, maxMinor: 900 }, [{ key: 'trace.condition.basket-sum-over', values: { maxMinor: 900, overMinor: 100 }, of: [all] }]],
    [{ kind: 'quantity', goods: { kind: 'sku', skus: ['milk'] }, minMilli: 5000 }, [{ key: 'trace.condition.quantity-missing', values: { minMilli: 5000, missingMilli: 3000 }, of: [{ key: 'trace.goods.named', values: { goods: [{ ru: 'Молоко' }] } }] }]],
    [{ kind: 'distinct', goods: { kind: 'category', categoryIds: ['food'] }, min: 3 }, [{ key: 'trace.condition.distinct-missing', values: { min: 3, missing: 2 }, of: [{ key: 'trace.goods.named', values: { goods: [{ ru: 'Еда' }] } }] }]],
    [{ kind: 'all', of: [{ kind: 'card' }, never, sum] }, [gold, { key: 'trace.condition.basket-sum-missing', values: { minMinor: 1200, missingMinor: 200 }, of: [all] }]],
    [{ kind: 'any', of: [never, { kind: 'all', of: [never, { kind: 'weekdays', days: [6, 1] }] }] }, [{ key: 'trace.condition.any', of: [gold, { key: 'trace.condition.all', of: [gold, { key: 'trace.condition.weekdays', values: { weekdays: [1, 6] } }] }] }]],
    [{ kind: 'not', of: { kind: 'all', of: [{ kind: 'card' }] } }, [{ key: 'trace.condition.not', of: [{ key: 'trace.condition.all', of: [{ key: 'trace.condition.card' }] }] }]],
    [{ kind: 'not', of: { kind: 'card' } }, [{ key: 'trace.condition.no-card' }]],
    [{ kind: 'quantity', goods: { kind: 'sku', skus: ['bread'] }, minMilli: 1 }, [{ key: 'trace.condition.goods', of: [{ key: 'trace.goods.named', values: { goods: [{ ru: 'Хлеб' }] } }] }]],
    [{ kind: 'distinct', goods: { kind: 'category', categoryIds: ['alcohol'] }, min: 1 }, [{ key: 'trace.condition.goods', of: [{ key: 'trace.goods.named', values: { goods: [{ ru: 'Алкоголь' }] } }] }]],
    [{ kind: 'period', from: '2026-12-31', to: '2026-12-31' }, [{ key: 'trace.condition.date', values: { dayOn: '2026-12-31' } }]],
    [{ kind: 'birthday', daysBefore: 0, daysAfter: 0 }, [{ key: 'trace.condition.birthday-day' }]],
    [{ kind: 'birthday', daysBefore: 1, daysAfter: 2 }, [{ key: 'trace.condition.birthday', values: { beforeDays: 1, afterDays: 2 } }]],
    [{ kind: 'purchase', to: 1 }, [{ key: 'trace.condition.purchase-first' }]],
    [{ kind: 'purchase', from: 5, to: 5 }, [{ key: 'trace.condition.purchase-at', values: { number: 5 } }]],
    [{ kind: 'store', storeIds: ['north'] }, [{ key: 'trace.condition.store', values: { stores: [{ ru: 'Север' }] } }]],
    [{ kind: 'hours', fromMinute: 540, toMinute: 600 }, [{ key: 'trace.condition.hours', values: { fromMinute: 540, toMinute: 600 } }]],
    [{ kind: 'purchase', from: 3, every: 3 }, [{ key: 'trace.condition.purchase-every', values: { from: 3, every: 3 } }]],
    [{ kind: 'tenure', fromMonths: 12 }, [{ key: 'trace.condition.tenure-from', values: { fromMonths: 12 } }]],
  ])('%j', (when, reasons) => {
    expect(alone('milk 2 × 500', tenPercent, { when })).toEqual(['not-met', reasons]);
  });

  test('a sum after discounts is counted as the promotion’s stage found it', () => {
    const promotions = [promotionOf('B', tenPercent), promotionOf('A', { kind: 'basket-amount', amountMinor: 10 }, { when: { ...sum, of: 'net', minMinor: 1000 } })];
    expect(toldOf('milk 2 × 500', { promotions })).toEqual(['not-met', [{ key: 'trace.condition.basket-sum-missing', values: { minMinor: 1000, missingMinor: 100 }, of: [all] }]]);
  });

  test('the customer had it as often as the period allows, or is nobody', () => {
    const promotions = [promotionOf('A', tenPercent, { limits: { perCustomer: { times: 2, period: 'month' } } })];
    const customer = customerWith({ usage: [{ promotionId: 'A', since: '2026-11-01', times: 2 }] });
    expect(toldOf('milk 1 × 500', { promotions }, { customer })).toEqual(['not-met', [{ key: 'trace.customer-limit.month', values: { limitTimes: 2 } }]]);
    const blocked = customerWith({ card: { number: '2900770100017', state: 'blocked' } });
    expect(toldOf('milk 1 × 500', { promotions }, { customer: blocked })).toEqual(['not-met', [{ key: 'trace.condition.card-blocked' }]]);
  });
});

test('points that ask for a net sum miss what all discounts took from it', () => {
  const when: Promotion['when'] = { kind: 'basket-sum', goods: { kind: 'all' }, of: 'net', minMinor: 1000 };
  const promotions = [promotionOf('A', { kind: 'points-fixed', points: 7 }, { when }), promotionOf('B', tenPercent)];
  expect(toldOf('milk 2 × 500', { promotions })).toEqual(['not-met', [{ key: 'trace.condition.basket-sum-missing', values: { minMinor: 1000, missingMinor: 100 }, of: [all] }]]);
});

describe('lost: which promotion has it instead', () => {
  test('the better one of its group on the line', () => {
    const promotions = [promotionOf('A', tenPercent), promotionOf('B', { kind: 'goods-percent', basisPoints: 2000 })];
    expect(toldOf('milk 2 × 500', { groups: best, promotions })).toEqual(['lost', [instead('trace.lost.group', 'B', ['1'])]]);
  });

  test('on some of its lines, while it acts on others', () => {
    const promotions = [promotionOf('A', tenPercent), promotionOf('B', { kind: 'goods-percent', basisPoints: 2000 }, { goods: { kind: 'sku', skus: ['milk'] } })];
    expect(toldOf('milk 2 × 500; bread 1 × 200', { groups: best, promotions })).toEqual(['applied', [instead('trace.lost.group', 'B', ['1'])]]);
  });

  test('on some of its lines, and no limit that it would reach with them only', () => {
    const promotions = [promotionOf('A', tenPercent, { limits: { discountMinor: 60 } }), promotionOf('B', { kind: 'goods-percent', basisPoints: 2000 }, { goods: { kind: 'sku', skus: ['bread'] } })];
    expect(toldOf('milk 1 × 500; bread 1 × 200', { groups: best, promotions })).toEqual(['applied', [instead('trace.lost.group', 'B', ['2'])]]);
  });

  test('the first of a group that comes first, also where it leaves the price lower than this one would', () => {
    const promotions = [promotionOf('B', { kind: 'goods-price', priceMinor: 300 }), promotionOf('A', { kind: 'goods-price', priceMinor: 400 }, { priority: 1 })];
    expect(toldOf('milk 1 × 500', { groups: [{ id: 'g', mode: 'first' }], promotions })).toEqual(['lost', [instead('trace.lost.group', 'B', ['1'])]]);
  });

  test('a group that it does not go with', () => {
    const groups: Bundle['groups'] = [{ id: 'g', mode: 'stack' }, { id: 'h', mode: 'stack' }];
    const promotions = [promotionOf('B', { kind: 'goods-percent', basisPoints: 2000 }), promotionOf('A', { kind: 'basket-percent', basisPoints: 1000 }, { groupId: 'h' })];
    expect(toldOf('milk 2 × 500', { groups, exclusions: [{ groupIds: ['g', 'h'], on: 'receipt', resolve: 'best' }], promotions })).toEqual(['lost', [instead('trace.lost.exclusion', 'B')]]);
  });

  test('one that wants to be alone', () => {
    const promotions = [promotionOf('A', tenPercent), promotionOf('B', { kind: 'goods-percent', basisPoints: 2000 }, { exclusive: { on: 'receipt', resolve: 'best' } })];
    expect(toldOf('milk 2 × 500', { groups: stack, promotions })).toEqual(['lost', [instead('trace.lost.exclusive', 'B')]]);
  });

  test('whatever took something off goods that must not be discounted', () => {
    const promotions = [promotionOf('B', tenPercent), promotionOf('A', tenPercent, { goods: { kind: 'not-discounted' }, priority: 1 })];
    expect(toldOf('milk 2 × 500', { groups: stack, promotions })).toEqual(['lost', [instead('trace.lost.discounted', 'B', ['1'])]]);
  });

  test('the same for points and for messages', () => {
    for (const reward of [{ kind: 'points-fixed', points: 5 }, { kind: 'message', to: 'slip', text: { ru: 'Спасибо' } }] satisfies Reward[]) {
      const promotions = [promotionOf('B', tenPercent), promotionOf('A', reward, { goods: { kind: 'not-discounted' } })];
      expect(toldOf('milk 2 × 500', { promotions })).toEqual(['lost', [instead('trace.lost.discounted', 'B', ['1'])]]);
    }
  });

  test('the one that gives more points', () => {
    const promotions = [promotionOf('A', { kind: 'points-percent', basisPoints: 500 }), promotionOf('B', { kind: 'points-percent', basisPoints: 1000 })];
    expect(toldOf('milk 2 × 5000', { groups: best, promotions })).toEqual(['lost', [instead('trace.lost.group', 'B', ['1'])]]);
    const fixed = [promotionOf('A', { kind: 'points-fixed', points: 5 }), promotionOf('B', { kind: 'points-fixed', points: 7 })];
    expect(toldOf('milk 2 × 5000', { groups: best, promotions: fixed })).toEqual(['lost', [instead('trace.lost.group', 'B')]]);
  });

  test('the rounding that comes first', () => {
    const promotions = [promotionOf('B', { kind: 'round-down', toMinor: 100 }), promotionOf('A', { kind: 'round-down', toMinor: 1000 }, { priority: 1 })];
    expect(toldOf('milk 1 × 555', { promotions })).toEqual(['lost', [instead('trace.lost.group', 'B')]]);
  });
});

describe('no-room: what stands in its way', () => {
  const caps = (maxLineDiscountBasisPoints: number, maxReceiptDiscountBasisPoints: number): Partial<Bundle> => ({ caps: { maxLineDiscountBasisPoints, maxReceiptDiscountBasisPoints } });
  const onFirst = (key: string, values?: Reason['values']): Reason => ({ key, ...(values === undefined ? {} : { values }), lineIds: ['1'] });

  const onSecond = (key: string): Reason => ({ key, lineIds: ['2'] });
  test.each<[string, string, Reward, Partial<Promotion>, Partial<Bundle>, Partial<PricingInput>, Reason[]]>([
    ['goods take no discount', 'tobacco 1 × 900', tenPercent, {}, {}, {}, [onFirst('trace.room.no-discount')]],
    ['minimum price', 'vodka 1 × 1500', tenPercent, {}, {}, {}, [onFirst('trace.room.min-price')]],
    ['cap of a line', 'milk 1 × 500', tenPercent, {}, caps(0, 10_000), {}, [onFirst('trace.room.line-cap', { capBasisPoints: 0 })]],
    ['cap of the receipt', 'milk 1 × 500', tenPercent, {}, caps(10_000, 0), {}, [{ key: 'trace.room.receipt-cap', values: { capBasisPoints: 0 } }]],
    ['own limit', 'milk 1 × 500', tenPercent, { limits: { discountMinor: 0 } }, {}, {}, [{ key: 'trace.room.limit', values: { limitMinor: 0 } }]],
    ['minimum price, and not the goods that were bought for it', 'tobacco 1 × 900; vodka 1 × 1500', { kind: 'buy-get', buy: { kind: 'sku', skus: ['tobacco'] }, buyUnits: 1, getUnits: 1, off: { kind: 'percent', basisPoints: 5000 }, pick: 'cheapest' }, { goods: { kind: 'sku', skus: ['vodka'] } }, {}, {}, [{ key: 'trace.room.min-price', lineIds: ['2'] }]],
    ['budget', 'milk 1 × 500', tenPercent, { limits: { budget: { whenOver: 'skip' } } }, {}, { programme: { budgets: [{ promotionId: 'A', leftMinor: 49 }] } }, [{ key: 'trace.room.budget', values: { leftMinor: 49 } }]],
    ['budget, all of it used', 'milk 1 × 500', tenPercent, { limits: { budget: { whenOver: 'cut' } } }, {}, { programme: { budgets: [{ promotionId: 'A', leftMinor: 0 }] } }, [{ key: 'trace.room.budget-used' }]],
    ['cap of a line that costs the smallest sum', 'milk 1 × 1', { kind: 'goods-percent', basisPoints: 10_000 }, {}, caps(0, 10_000), {}, [onFirst('trace.room.line-cap', { capBasisPoints: 0 })]],
    ['cheaper already', 'milk 1 × 500', { kind: 'goods-price', priceMinor: 600 }, {}, {}, {}, [{ key: 'trace.room.cheaper' }]],
    ['a set that saves nothing', 'milk 1 × 500', { kind: 'sets', sets: [{ parts: [{ goods: { kind: 'all' }, units: 1 }], priceMinor: 900 }] }, {}, {}, {}, [{ key: 'trace.room.cheaper' }]],
    ['rounds to nothing', 'milk 1 × 4', tenPercent, {}, {}, {}, [{ key: 'trace.room.too-little' }]],
    ['costs nothing', 'milk 1 × 0', tenPercent, {}, {}, {}, [{ key: 'trace.room.nothing-left' }]],
    ['rounds to nothing, beside what costs nothing', 'milk 1 × 0; bread 1 × 4', tenPercent, {}, {}, {}, [{ key: 'trace.room.too-little' }]],
    ['one unit of several cheaper already', 'milk 2 × 500', { kind: 'some-units', count: 1, off: { kind: 'price', priceMinor: 600 }, pick: 'cheapest' }, {}, {}, {}, [{ key: 'trace.room.cheaper' }]],
    ['one unit of several that rounds to nothing', 'milk 2 × 4', { kind: 'some-units', count: 1, off: { kind: 'percent', basisPoints: 1000 }, pick: 'cheapest' }, {}, {}, {}, [{ key: 'trace.room.too-little' }]],
    ['even sum', 'milk 1 × 500', { kind: 'round-down', toMinor: 100 }, {}, {}, {}, [{ key: 'trace.room.even' }]],
    ['rounding beyond the cap', 'milk 1 × 555', { kind: 'round-down', toMinor: 100 }, {}, caps(10_000, 100), {}, [{ key: 'trace.room.receipt-cap', values: { capBasisPoints: 100 } }]],
    ['goods earn nothing', 'tobacco 1 × 900', { kind: 'points-fixed', points: 5 }, {}, {}, {}, [onFirst('trace.room.no-accrual')]],
    ['nothing to multiply', 'milk 1 × 500', { kind: 'points-multiplier', factorBasisPoints: 20_000 }, {}, {}, {}, [{ key: 'trace.room.nothing-to-multiply' }]],
    ['points of less than one', 'milk 1 × 500', { kind: 'points-percent', basisPoints: 100 }, {}, {}, {}, [{ key: 'trace.room.too-little' }]],
    ['nothing to multiply, and goods that earn nothing', 'milk 1 × 500; tobacco 1 × 900', { kind: 'points-multiplier', factorBasisPoints: 20_000 }, {}, {}, {}, [{ key: 'trace.room.nothing-to-multiply' }, onSecond('trace.room.no-accrual')]],
    ['points of less than one, and goods that earn nothing', 'milk 1 × 500; tobacco 1 × 900', { kind: 'points-percent', basisPoints: 100 }, {}, {}, {}, [{ key: 'trace.room.too-little' }, onSecond('trace.room.no-accrual')]],
    ['goods that cost nothing', 'milk 1 × 0', { kind: 'points-fixed', points: 5 }, {}, {}, {}, [{ key: 'trace.room.nothing-left' }]],
    ['another programme of several', 'milk 1 × 500', { kind: 'points-fixed', points: 5 }, {}, { externalProgrammes: ['shop', 'bank'].map((id) => ({ id, name: { ru: id }, customerPromotions: 'keep' as const })) }, { basket: { ...basketOf('milk 1 × 500'), external: 'bank' } }, [{ key: 'trace.room.external', values: { name: { ru: 'bank' } } }]],
    ['another programme', 'milk 1 × 500', { kind: 'points-fixed', points: 5 }, {}, { externalProgrammes: [{ id: 'bank', name: { ru: 'Спасибо' }, customerPromotions: 'keep' }] }, { basket: { ...basketOf('milk 1 × 500'), external: 'bank' } }, [{ key: 'trace.room.external', values: { name: { ru: 'Спасибо' } } }]],
  ])('%s', (_, lines, reward, changes, bundle, input, reasons) => {
    expect(alone(lines, reward, changes, bundle, input)).toEqual(['no-room', reasons]);
  });

  test('points paid for all of it', () => {
    const bundle: Partial<Bundle> = { promotions: [promotionOf('A', { kind: 'points-fixed', points: 5 })], redemption: { maxShareBasisPoints: 10_000, stepPoints: 1, minStrengthToRedeem: 'scan', offline: 'never', holdSeconds: 600 } };
    expect(toldOf('milk 1 × 500', bundle, { redeemPoints: 5 })).toEqual(['no-room', [onFirst('trace.room.paid-with-points')]]);
  });

  test('nobody is there to earn', () => {
    const { storeId, time } = exampleInput();
    const compiled = compiledExample({ promotions: [promotionOf('A', { kind: 'points-fixed', points: 5 })] });
    const told = price(compiled, { basket: basketOf('milk 1 × 500'), storeId, time, explain: true }).trace;
    expect(told?.promotions).toMatchObject([{ verdict: 'no-room', reasons: [{ key: 'trace.room.no-customer' }] }]);
  });
});

describe('a card that does not count', () => {
  const asks: Promotion['when'] = { kind: 'all', of: [never, { kind: 'segment', segments: ['cook'] }, { kind: 'weekdays', days: [1] }] };
  const monday = { key: 'trace.condition.weekdays', values: { weekdays: [1] } };
  const card = (state: 'blocked' | 'replaced') => customerWith({ tier: 'gold', card: { number: '2900770100017', state } });
  const drop: Partial<Bundle> = { externalProgrammes: [{ id: 'bank', name: { ru: 'Спасибо' }, customerPromotions: 'drop' }] };

  test.each(['blocked', 'replaced'] as const)('%s is the reason, once, in place of all that is asked of the customer', (state) => {
    expect(alone('milk 1 × 500', tenPercent, { when: asks }, {}, { customer: card(state) })).toEqual(['not-met', [{ key: `trace.condition.card-${state}` }, monday]]);
    expect(alone('milk 1 × 500', { kind: 'points-fixed', points: 5 }, {}, {}, { customer: card(state) })).toEqual(['no-room', [{ key: `trace.room.card-${state}` }]]);
  });

  test('because an external programme drops the customer names that programme', () => {
    const basket = { ...basketOf('milk 1 × 500'), external: 'bank' };
    expect(alone('', tenPercent, { when: asks }, drop, { basket })).toEqual(['not-met', [{ key: 'trace.condition.card-external', values: { name: { ru: 'Спасибо' } } }, monday]]);
  });

  test('is none where nobody showed a card', () => {
    const { storeId, time } = exampleInput();
    const compiled = compiledExample({ promotions: [promotionOf('A', tenPercent, { when: never })] });
    expect(price(compiled, { basket: basketOf('milk 1 × 500'), storeId, time, explain: true }).trace).toMatchObject({ remarks: [], promotions: [{ reasons: [gold] }] });
  });
});

test('exclusivity is told from the side of the one that wants to be alone', () => {
  const exclusive = { on: 'receipt', resolve: 'best' } as const;
  const promotions = [promotionOf('A', tenPercent, { exclusive }), promotionOf('B', { kind: 'goods-percent', basisPoints: 2000 }), promotionOf('C', tenPercent)];
  expect(toldOf('milk 2 × 500', { groups: stack, promotions })).toEqual(['lost', [instead('trace.lost.alone', 'B')]]);
});

test('ids are called as the bundle calls them, where it does', () => {
  const when: Promotion['when'] = { kind: 'all', of: [{ kind: 'segment', segments: ['cook', 'baker'] }, { kind: 'payment', methods: ['qr'] }, { kind: 'channel', channels: ['web'] }, { kind: 'personal-offer', offerId: 'spring' }, { kind: 'till', tillIds: ['t9'] }, { kind: 'region', regions: ['astana'] }] };
  const stores: Bundle['stores'] = [{ id: 'centre', name: { ru: 'Центр' }, region: 'almaty' }, { id: 'north', name: { ru: 'Север' }, region: 'astana' }];
  const names: Bundle['names'] = { segments: { cook: { ru: 'Повара' } }, paymentMethods: { qr: { ru: 'Код' } }, channels: { web: { ru: 'Сайт' } }, offers: { spring: { ru: 'Весна' } }, tills: { t9: { ru: 'Касса 9' } }, regions: { astana: { ru: 'Астана' } } };
  expect(alone('milk 1 × 500', tenPercent, { when }, { stores, names })[1].map(({ values }) => Object.values(values ?? {}).flat())).toEqual([
    [{ ru: 'Повара' }, 'baker'], [{ ru: 'Код' }], [{ ru: 'Сайт' }], [{ ru: 'Весна' }], [{ ru: 'Касса 9' }], [{ ru: 'Астана' }],
  ]);
});

test('many names are cut to five, and those that are left out are counted', () => {
  const skus = ['milk', 'bread', 'vodka', 'gift', 'cheese', 'tobacco', 'new-1'];
  const [, [told]] = alone('milk 1 × 500', tenPercent, { when: { kind: 'quantity', goods: { kind: 'sku', skus }, minMilli: 9000 } });
  expect(told?.of).toEqual([{ key: 'trace.goods.some', values: { goods: ['Молоко', 'Хлеб', 'Водка', 'Подарочная карта', 'Сыр'].map((ru) => ({ ru })), others: 2 } }]);
});

describe('sets that were packed one after another', () => {
  const skus = ['milk', 'bread', 'new-1', 'gift'];
  const set = (one: string, other: string, priceMinor: number) => ({ parts: [one, other].map((sku) => ({ goods: { kind: 'sku' as const, skus: [sku] }, units: 1 })), priceMinor });
  const sets = skus.flatMap((one, place) => skus.slice(place + 1).map((other) => set(one, other, 100)));
  const promotions = [promotionOf('A', { kind: 'sets', sets })];

  test('make the trace inexact, and the promotion says it', () => {
    const trace = traceOf('milk 20 × 500; bread 20 × 400; new-1 20 × 2000; gift 20 × 300', { promotions });
    expect(trace.exact).toBe(false);
    expect(trace.promotions[0]).toMatchObject({ verdict: 'applied', reasons: expect.arrayContaining([{ key: 'trace.room.sets-in-turn' }]) });
  });

  test.each([[1000, true], [1001, false]])('one kind of set from %d pieces is as many packings: all are compared: %s', (pieces, exact) => {
    const one = [promotionOf('A', { kind: 'sets', sets: [{ parts: [{ goods: { kind: 'sku', skus: ['milk'] }, units: 1 }], priceMinor: 400 }] })];
    expect(traceOf(`milk ${pieces} × 500`, { promotions: one }).exact).toBe(exact);
  });

  test('not by sets that save nothing, on which no other is built', () => {
    const of = (sku: string, priceMinor: number) => ({ parts: [{ goods: { kind: 'sku' as const, skus: [sku] }, units: 1 }], priceMinor });
    const two = [promotionOf('A', { kind: 'sets', sets: [of('milk', 500), of('bread', 100)] })];
    expect(traceOf('milk 2000 × 500; bread 1 × 200', { promotions: two })).toMatchObject({ exact: true, promotions: [{ verdict: 'applied', discountMinor: 100 }] });
  });

  test('not where all packings were compared', () => {
    const trace = traceOf('milk 2 × 500; bread 2 × 400', { promotions });
    expect(trace).toMatchObject({ exact: true, promotions: [{ verdict: 'applied' }] });
    expect(trace.promotions[0]?.reasons.map(({ key }) => key)).toEqual(['trace.more.for-set']);
  });
});

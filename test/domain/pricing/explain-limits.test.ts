import { describe, expect, test } from 'vitest';
import type { Bundle } from '../../../agent/domain/bundle/bundle.ts';
import type { PricingInput } from '../../../agent/domain/pricing/price.ts';
import type { Reason } from '../../../agent/domain/pricing/trace.ts';
import type { Promotion, Reward } from '../../../agent/domain/promotions/promotion.ts';
import { promotionOf } from '../kit/shop.ts';
import { toldOf } from '../kit/told-of.ts';

const tenPercent: Reward = { kind: 'goods-percent', basisPoints: 1000 };
const everyThird: Reward = { kind: 'nth-unit', every: 3, off: { kind: 'percent', basisPoints: 10_000 }, pick: 'cheapest' };

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
    ['own limit, and not what is missing for a second time, which would give no more', 'milk 3 × 500', everyThird, { limits: { discountMinor: 400 } }, {}, {}, [{ key: 'trace.room.limit', values: { limitMinor: 400 } }]],
    ['nothing of a second time, where the first just reached the limit', 'milk 3 × 500', everyThird, { limits: { discountMinor: 500 } }, {}, {}, []],
    ['what is missing for a second time, where the limit leaves something', 'milk 3 × 500', everyThird, { limits: { discountMinor: 501 } }, {}, {}, [{ key: 'trace.more.units', values: { missingUnits: 3 }, of: [{ key: 'trace.goods.any' }] }]],
    ['budget, and not what is missing for a second time', 'milk 3 × 500', everyThird, { limits: { budget: { whenOver: 'cut' } } }, {}, { programme: { budgets: [{ promotionId: 'A', leftMinor: 400 }] } }, [{ key: 'trace.room.budget', values: { leftMinor: 400 } }]],
  ])('%s', (_, lines, reward, changes, bundle, input, reasons) => {
    const told = toldOf(lines, { promotions: [promotionOf('A', reward, changes)], ...bundle }, input);
    expect([told?.verdict, told?.reasons]).toEqual(['applied', reasons]);
  });
});

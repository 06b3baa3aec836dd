import { describe, expect, test } from 'vitest';
import { maxBasketLines } from '../../../agent/domain/basket/basket.ts';
import { checkBasket } from '../../../agent/domain/basket/check-basket.ts';
import { price } from '../../../agent/domain/pricing/price.ts';
import { maxAmount } from '../../../agent/domain/scalars.ts';
import { compiledExample, linesOf, timeAt } from '../kit/shop.ts';

const compiled = compiledExample();
const milk = { lineId: '1', sku: 'milk', quantityMilli: 1000, unitPriceMinor: 500 };

describe('checkBasket names the first reason why a basket cannot be priced', () => {
  test('a basket that can be priced has none, whatever the goods', () => {
    expect(checkBasket(compiled, { lines: linesOf('milk 2 × 500; cheese 0.333 × 4000; new-good 0.5 × 100') })).toBeUndefined();
    expect(checkBasket(compiled, { lines: [] })).toBeUndefined();
  });

  test('too many lines', () => {
    const lines = Array.from({ length: maxBasketLines + 1 }, (_, index) => ({ ...milk, lineId: String(index) }));
    expect(checkBasket(compiled, { lines })).toMatchObject({ code: 'too-many-lines', path: '/lines' });
    expect(checkBasket(compiled, { lines: lines.slice(1) })).toBeUndefined();
  });

  test('two lines with one id', () => {
    expect(checkBasket(compiled, { lines: [milk, { ...milk, lineId: '2' }, { ...milk, sku: 'bread' }] })).toMatchObject({ code: 'duplicate-line', path: '/lines/2/lineId' });
  });

  test('a part of a piece, but not of a kilogram nor of an unknown good', () => {
    expect(checkBasket(compiled, { lines: linesOf('cheese 0.5 × 1; milk 1.5 × 1') })).toMatchObject({ code: 'quantity-not-whole', path: '/lines/1/quantityMilli' });
  });

  test.each([
    { name: 'a line', lines: linesOf('milk 2 × 2251799813685247'), path: '/lines/0' },
    { name: 'the largest price and quantity together', lines: [{ ...milk, sku: 'new-good', quantityMilli: 1_000_000_000, unitPriceMinor: maxAmount }], path: '/lines/0' },
    { name: 'the sum of the lines', lines: linesOf('milk 1 × 2251799813685247; milk 1 × 1'), path: '/lines' },
  ])('an amount that could not be computed exactly: $name', ({ lines, path }) => {
    expect(checkBasket(compiled, { lines })).toMatchObject({ code: 'amount-too-large', path });
  });

  test('an external programme that the bundle does not know', () => {
    const bank = compiledExample({ externalProgrammes: [{ id: 'bank', name: { ru: 'Банк' }, customerPromotions: 'keep' }] });
    expect(checkBasket(bank, { lines: [milk], external: 'bank' })).toBeUndefined();
    expect(checkBasket(bank, { lines: [milk], external: 'other' })).toMatchObject({ code: 'external-unknown', path: '/external' });
    expect(checkBasket(compiled, { lines: [], external: 'bank' })).toMatchObject({ code: 'external-unknown', path: '/external' });
  });

  test('discounts of an order that are more than its line cost, whatever the line costs now', () => {
    const ordered = (...amounts: number[]) => ({
      lines: [milk, { ...milk, lineId: '2', unitPriceMinor: 9_000, ordered: { quantityMilli: 2000, unitPriceMinor: 500, discounts: amounts.map((amountMinor) => ({ promotionId: 'A', amountMinor })) } }],
    });
    expect(checkBasket(compiled, ordered(400, 600))).toBeUndefined();
    expect(checkBasket(compiled, ordered(400, 601))).toMatchObject({ code: 'ordered-exceeds-line', path: '/lines/1/ordered/discounts' });
    expect(checkBasket(compiled, ordered(maxAmount, maxAmount))).toMatchObject({ code: 'ordered-exceeds-line' });
    expect(checkBasket(compiled, ordered())).toBeUndefined();
  });

  test('the largest amount is still priced exactly', () => {
    const basket = { lines: linesOf('milk 1 × 2251799813685246; milk 1 × 1') };
    expect(checkBasket(compiled, basket)).toBeUndefined();
    expect(price(compiled, { basket, storeId: 'centre', time: timeAt() }).payableMinor).toBe(maxAmount);
  });
});

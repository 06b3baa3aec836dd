import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { BasketLine } from '../../../agent/domain/basket/basket.ts';
import { canonicalJson } from '../../../agent/domain/canonical-json.ts';
import { PricedSale } from '../../../agent/domain/pricing/priced-sale.ts';
import type { PromotionGroup } from '../../../agent/domain/promotions/promotion.ts';
import { compileValidator } from '../../../agent/domain/validate.ts';
import { priceLines } from '../kit/examples.ts';
import { rewardsOf } from '../kit/notation.ts';
import { exampleBundle, exampleHash, linesOf, oneGroup, promotionOf } from '../kit/shop.ts';
import { ruleIds, specTable } from '../kit/spec-table.ts';
import { outcomeOf, workedRows } from '../kit/worked.ts';

describe('R-1 the stages run in a fixed order', () => {
  test.each(workedRows('R-1'))('$given: $gives', (worked) => {
    expect(outcomeOf('R-1', worked)).toEqual(worked.expected);
  });
});

describe('R-21 the result names what was given', () => {
  const text = { ru: 'Проверьте возраст' };

  test.each(specTable('R-21'))('$lines in a group of mode $mode shows "$messages"', ({ mode = '', lines = '', messages = '' }) => {
    const priced = priceLines(lines, {
      groups: [{ id: 'g', mode: mode as PromotionGroup['mode'] }],
      promotions: [
        promotionOf('B', { kind: 'message', to: 'customer', text }, { priority: 1 }),
        promotionOf('A', { kind: 'message', to: 'cashier', text }, { goods: { kind: 'category', categoryIds: ['alcohol'] } }),
      ],
    });
    expect(priced.messages.map(({ promotionId }) => promotionId).join('; ')).toBe(messages);
    expect(priced.promotions).toEqual([]);
  });

  test('a message carries its text and whom it is for', () => {
    const priced = priceLines('milk 1 × 500', { promotions: [promotionOf('A', { kind: 'message', to: 'cashier', text })] });
    expect(priced.messages).toEqual([{ promotionId: 'A', to: 'cashier', text }]);
  });

  test('promotions that gave nothing are not listed, the others are in the order applied', () => {
    const bundle = oneGroup('stack', rewardsOf('points-percent 500; goods-price 9000; basket-amount 100; goods-percent 1000'));
    const priced = priceLines('milk 1 × 9000', bundle);
    expect(priced.promotions).toEqual([
      { promotionId: 'D', name: { ru: 'D' }, discountMinor: 900, points: 0 },
      { promotionId: 'C', name: { ru: 'C' }, discountMinor: 100, points: 0 },
      { promotionId: 'A', name: { ru: 'A' }, discountMinor: 0, points: 4 },
    ]);
  });

  test('those of an order are listed by id before the others, each once, with all that it took off', () => {
    const ordered = (lineId: string, discounts: { promotionId: string; amountMinor: number }[]): BasketLine => ({ lineId, sku: 'milk', quantityMilli: 1000, unitPriceMinor: 10_000, ordered: { quantityMilli: 1000, unitPriceMinor: 10_000, discounts } });
    const lines = [
      ordered('1', [{ promotionId: 'Y', amountMinor: 100 }, { promotionId: 'B', amountMinor: 50 }]),
      ordered('2', [{ promotionId: 'X', amountMinor: 10 }, { promotionId: 'Y', amountMinor: 30 }]),
      { lineId: '3', sku: 'bread', quantityMilli: 1000, unitPriceMinor: 200 },
    ];
    // B, a discount when the order was priced, gives points by now, and A gives some after it
    const priced = priceLines('', oneGroup('stack', rewardsOf('points-fixed 3; points-percent 1000; goods-percent 1000')), { basket: { lines } });
    expect(priced.promotions).toEqual([
      { promotionId: 'X', name: { ru: 'X' }, discountMinor: 10, points: 0 },
      { promotionId: 'Y', name: { ru: 'Y' }, discountMinor: 130, points: 0 },
      { promotionId: 'C', name: { ru: 'C' }, discountMinor: 20, points: 0 },
      { promotionId: 'B', name: { ru: 'B' }, discountMinor: 50, points: 19 },
      { promotionId: 'A', name: { ru: 'A' }, discountMinor: 0, points: 3 },
    ]);
  });

  test('each line names the promotions that took something off it', () => {
    const priced = priceLines('milk 1 × 500', oneGroup('stack', rewardsOf('goods-percent 1000; basket-amount 100')));
    expect(priced.lines[0]?.discounts).toEqual([{ promotionId: 'A', amountMinor: 50 }, { promotionId: 'B', amountMinor: 100 }]);
  });
});

describe('the result as a whole', () => {
  test('an empty basket costs nothing', () => {
    const priced = priceLines('', oneGroup('stack', rewardsOf('basket-amount 100; points-fixed 5')));
    expect(priced).toEqual({
      semantics: 1,
      bundle: { serial: 7, hash: exampleHash },
      lines: [],
      grossMinor: 0, discountMinor: 0, netMinor: 0, pointsSpent: 0, pointsPaidMinor: 0, payableMinor: 0, pointsEarned: 0,
      promotions: [],
      redeemable: { maxPoints: 0, limitedBy: 'goods' },
      messages: [],
    });
  });

  test('has the form that the contract describes', () => {
    const priced = priceLines('milk 2 × 50000; cheese 0.333 × 4000; new-good 1 × 77', oneGroup('best', rewardsOf('goods-percent 1000; points-percent 700')), { redeemPoints: 3 });
    expect(compileValidator(PricedSale)(JSON.parse(canonicalJson(priced)))).toMatchObject({ ok: true });
  });

  test('keeps the lines in the order of the basket', () => {
    const priced = priceLines('milk 1 × 1; bread 1 × 1; cheese 1 × 1; bread 1 × 2', {});
    expect(priced.lines.map(({ lineId, sku }) => [lineId, sku])).toEqual([['1', 'milk'], ['2', 'bread'], ['3', 'cheese'], ['4', 'bread']]);
  });

  test('lists each promotion once, with what it took off all lines, in the order of application', () => {
    const promotions = [
      promotionOf('A', { kind: 'goods-percent', basisPoints: 1000 }, { goods: { kind: 'sku', skus: ['bread', 'cheese'] } }),
      promotionOf('B', { kind: 'goods-percent', basisPoints: 1000 }, { goods: { kind: 'sku', skus: ['milk'] }, priority: 1 }),
    ];
    const priced = priceLines('milk 1 × 500; bread 1 × 200; cheese 1 × 100', { promotions });
    expect(priced.promotions.map(({ promotionId, discountMinor }) => [promotionId, discountMinor])).toEqual([['A', 30], ['B', 50]]);
  });

  test('names the other programme, and says that points were a means of payment', () => {
    const bank = { externalProgrammes: [{ id: 'bank', name: { ru: 'Спасибо' }, customerPromotions: 'keep' as const }] };
    expect(priceLines('', bank, { basket: { lines: linesOf('milk 1 × 500'), external: 'bank' } })).toMatchObject({ external: 'bank' });
    const redemption = { ...exampleBundle().redemption, as: 'tender' as const };
    expect(priceLines('milk 1 × 500', { redemption }, { redeemPoints: 1 })).toMatchObject({ pointsSpent: 1, pointsPaidAs: 'tender' });
    expect(priceLines('milk 1 × 500', { redemption })).not.toHaveProperty('pointsPaidAs');
  });

  test('says nothing of gifts where none may be taken any more', () => {
    const promotions = [promotionOf('A', { kind: 'gift', units: 1 }, { goods: { kind: 'sku', skus: ['milk'] } })];
    expect(priceLines('bread 1 × 200', { promotions }).gifts).toHaveLength(1);
    expect(priceLines('milk 1 × 500', { promotions })).not.toHaveProperty('gifts');
  });
});

test('every rule of docs/spec/pricing.md is the title of a test, and in the order of its number', () => {
  const folder = new URL('../', import.meta.url);
  const tests = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.test.ts'));
  const titles = tests.map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n');
  expect(ruleIds).toEqual(ruleIds.map((_, index) => `R-${index + 1}`));
  expect(ruleIds.filter((id) => !new RegExp(`'${id}\\b`).test(titles))).toEqual([]);
});

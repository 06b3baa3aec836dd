import { describe, expect, test } from 'vitest';
import type { Condition, GoodsSelector } from '../../../agent/domain/promotions/promotion.ts';
import type { PricingInput } from '../../../agent/domain/pricing/price.ts';
import { goldenResult } from '../../../agent/domain/bundle/golden.ts';
import { loadBundle } from '../../../agent/domain/bundle/load.ts';
import { Account, CustomerState } from '../../../agent/domain/customer/account.ts';
import { compileValidator } from '../../../agent/domain/validate.ts';
import { goodsAndDelivery } from '../kit/after-discounts.ts';
import { basketOf, priceAnonymously, priceLines } from '../kit/examples.ts';
import { customerWith, exampleBundle, exampleHash, promotionOf, timeAt } from '../kit/shop.ts';
import { specTable } from '../kit/spec-table.ts';

const validateCustomer = compileValidator(CustomerState);
const validateAccount = compileValidator(Account);

const message = { kind: 'message', to: 'cashier', text: { ru: 'да' } } as const;
const favourite = { categoryId: 'dairy', until: '2026-11-22' };

/** A message shows whether a condition holds; the condition is checked on top of a discount of one half. */
function holds(when: Condition, lines: string, input: Partial<PricingInput>): boolean {
  const promotions = [promotionOf('A', { kind: 'goods-percent', basisPoints: 5000 }), promotionOf('B', message, { when })];
  return priceLines(`${lines}; bread 0.001 × 0`, { promotions }, input).messages.length > 0;
}

function hits(goods: GoodsSelector, sku: string, input: Partial<PricingInput>): boolean {
  return priceLines(`${sku} 1 × 500`, { goods: goodsAndDelivery, promotions: [promotionOf('A', message, { goods })] }, input).messages.length > 0;
}

describe('R-5 a selector looks at the good’s facts', () => {
  const skus = ['milk', 'cheese', 'bread', 'vodka', 'tobacco', 'gift', 'courier', 'new-good'];

  test.each(specTable('R-5'))('$selector selects $selects', ({ selector = '', selects = '' }) => {
    const goods = JSON.parse(selector) as GoodsSelector;
    const customer = customerWith({ favourite });
    expect(skus.filter((sku) => hits(goods, sku, { customer })).join('; ')).toBe(selects);
  });

  test.each([
    { date: '2026-11-22', category: 'dairy', selected: true, why: 'on its last day' },
    { date: '2026-11-23', category: 'dairy', selected: false, why: 'after its last day' },
    { date: '2026-11-22', category: 'food', selected: true, why: 'also below it' },
    { date: '2026-11-22', category: 'bakery', selected: false, why: 'not beside it' },
    { date: '2026-11-22', category: 'closed-down', selected: false, why: 'not one that the bundle does not have' },
  ])('the favourite category counts $why', ({ date, category, selected }) => {
    const customer = customerWith({ favourite: { categoryId: category, until: '2026-11-22' } });
    expect(hits({ kind: 'favourite' }, 'milk', { customer, time: timeAt(date) })).toBe(selected);
  });

  test('nobody has a favourite category without one, without a card, and behind a blocked card', () => {
    expect(hits({ kind: 'favourite' }, 'milk', {})).toBe(false);
    expect(hits({ kind: 'favourite' }, 'milk', { customer: customerWith({ favourite, card: { number: '2900770100017', state: 'blocked' } }) })).toBe(false);
    expect(priceAnonymously('milk 1 × 500', { promotions: [promotionOf('A', message, { goods: { kind: 'favourite' } })] }).messages).toEqual([]);
  });

  test('a sku that is the name of an object’s own method is just an unknown good', () => {
    expect(hits({ kind: 'category', categoryIds: ['food'] }, 'constructor', {})).toBe(false);
    expect(hits({ kind: 'all' }, 'constructor', {})).toBe(true);
  });
});

describe('R-6 conditions of time look at the store’s calendar', () => {
  test.each(specTable('R-6'))('$condition on $date (weekday $weekday) at $time: $holds', ({ condition = '', date, weekday, time = '', holds: expected }) => {
    const [hours = 0, minutes = 0] = time.split(':').map(Number);
    const at = timeAt(date, hours * 60 + minutes, Number(weekday));
    expect(holds(JSON.parse(condition) as Condition, 'milk 1 × 500', { time: at })).toBe(expected === 'yes');
  });
});

describe('R-7 a birthday has days around it', () => {
  const isRefused = ({ holds: expected }: Record<string, string>): boolean => expected === 'refused';

  test.each(specTable('R-7').filter((row) => !isRefused(row)))('$birthday from $daysBefore before to $daysAfter after, on $today: $holds', ({ birthday = '', today, holds: expected, ...days }) => {
    const when: Condition = { kind: 'birthday', daysBefore: Number(days.daysBefore), daysAfter: Number(days.daysAfter) };
    const customer = customerWith(birthday === 'none' ? {} : { birthday });
    expect(validateCustomer(customer)).toEqual({ ok: true, value: customer });
    expect(holds(when, 'milk 1 × 500', { customer, time: timeAt(today) })).toBe(expected === 'yes');
  });

  test.each(specTable('R-7').filter(isRefused))('$birthday is no birthday: a customer, an account and a golden receipt with it are refused', ({ birthday = '', today }) => {
    const customer = customerWith({ birthday });
    const { card, ...account } = customer;
    expect(validateCustomer(customer)).toMatchObject({ ok: false, invalid: { code: 'bad-request', path: '/birthday' } });
    expect(validateAccount({ ...account, cards: [card] })).toMatchObject({ ok: false, invalid: { path: '/birthday' } });
    const time = timeAt(today);
    const golden = { name: 'birthday', basket: basketOf('milk 1 × 500'), customer, storeId: 'centre', time, expected: goldenResult(priceLines('milk 1 × 500', {})) };
    const text = JSON.stringify(exampleBundle({ goldenReceipts: [golden] }));
    expect(loadBundle(text, exampleHash)).toMatchObject({ ok: false, invalid: { path: '/goldenReceipts/0/customer/birthday' } });
    expect(loadBundle(text.replace(`"${birthday}"`, '"02-29"'), exampleHash)).toMatchObject({ ok: true });
  });

  test.each([
    { birthday: '02-29', daysAfter: 0, today: '2100-02-28', expected: true },
    { birthday: '12-30', daysAfter: 3, today: '2101-01-02', expected: true },
    { birthday: '12-30', daysAfter: 2, today: '2101-01-02', expected: false },
    { birthday: '12-30', daysAfter: 3, today: '2001-01-02', expected: true },
    { birthday: '12-30', daysAfter: 2, today: '2001-01-02', expected: false },
  ])('over a century’s end too: $birthday up to $daysAfter days after, on $today: $expected', ({ birthday, daysAfter, today, expected }) => {
    expect(holds({ kind: 'birthday', daysBefore: 0, daysAfter }, '', { customer: customerWith({ birthday }), time: timeAt(today) })).toBe(expected);
  });
});

describe('R-8 conditions on the basket look at it before any discount', () => {
  test.each(specTable('R-8'))('$condition with $lines: $holds', ({ condition = '', lines = '', holds: expected }) => {
    expect(holds(JSON.parse(condition) as Condition, lines, { customer: customerWith({ tier: 'gold' }) })).toBe(expected === 'yes');
  });

  test('the basket’s favourite goods are those of the customer', () => {
    const when: Condition = { kind: 'basket-sum', goods: { kind: 'favourite' }, minMinor: 500 };
    expect(holds(when, 'milk 1 × 500', { customer: customerWith({ favourite }) })).toBe(true);
    expect(holds(when, 'milk 1 × 499; vodka 1 × 2000', { customer: customerWith({ favourite }) })).toBe(false);
    expect(holds(when, 'milk 1 × 500', {})).toBe(false);
  });

  test('a tier or a birthday holds for nobody without a card', () => {
    for (const when of [{ kind: 'tier', tiers: ['base', 'gold'] }, { kind: 'birthday', daysBefore: 60, daysAfter: 60 }, { kind: 'card' }] as const satisfies Condition[]) {
      expect(priceAnonymously('milk 1 × 500', { promotions: [promotionOf('A', message, { when })] }).messages).toEqual([]);
    }
  });
});

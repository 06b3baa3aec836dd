import { describe, expect, it } from 'vitest';
import { medusa } from './medusa/suite.ts';

type Fields = Record<string, unknown>;

const cup = { id: 'cup', quantity: 4, subtotal: 40, product: { id: 'prod-cup' }, category: { id: 'kitchen' } };
const bag = { id: 'bag', quantity: 1, subtotal: 60, product: { id: 'prod-bag' } };
const post = { id: 'post', subtotal: 5, shipping_option: { id: 'slow' } };
const courier = { id: 'courier', subtotal: 10, shipping_option: { id: 'fast' } };

const rule = (attribute: string, operator: string, ...values: string[]): Fields => ({ attribute, operator, values });
const isCup = [rule('items.product.id', 'eq', 'prod-cup')];
const isBag = [rule('items.product.id', 'eq', 'prod-bag')];

/** One promotion, asked for by its code, on four cups at 10 and a bag at 60. */
function call(method: Fields, expected: unknown, changes: Fields = {}, promotion: Fields = {}): object {
  return {
    suite: 'medusa', test: 'T', call: 0, promotions: [promotionOf('CODE', method, promotion)], otherOps: [], codes: ['CODE'],
    context: { currency_code: 'usd', items: [cup, bag] }, expect: [{ m: 'toEqual', value: expected }], ...changes,
  };
}

function promotionOf(code: string, method: Fields, changes: Fields = {}): Fields {
  return { id: `promo-${code}`, code, type: 'standard', status: 'active', application_method: { currency_code: 'usd', type: 'percentage', target_type: 'items', ...method }, ...changes };
}

const off = (id: string, amount: number, code = 'CODE'): Fields => ({ action: 'addItemAdjustment', item_id: id, amount, code });
const offDelivery = (id: string, amount: number, code = 'CODE'): Fields => ({ action: 'addShippingMethodAdjustment', shipping_method_id: id, amount, code });
const passed = { verdict: 'passed' };

describe('a promotion of Medusa', () => {
  it.each([
    ['takes money off so many units of each line', { type: 'fixed', allocation: 'each', value: 3, max_quantity: 2 }, [off('cup', 6), off('bag', 3)]],
    ['takes money off one unit of each line, if it says nothing', { type: 'fixed', allocation: 'each', value: 3 }, [off('cup', 3), off('bag', 3)]],
    ['takes a percentage off so many units of each line', { allocation: 'each', value: 50, max_quantity: 3 }, [off('cup', 15), off('bag', 30)]],
    ['splits money over all lines', { type: 'fixed', allocation: 'across', value: 10 }, [off('cup', 4), off('bag', 6)]],
    ['takes a percentage off very many units', { allocation: 'each', value: 7.25, max_quantity: 1_000_000 }, [off('cup', 89506.172025)], [{ ...cup, quantity: 100_000, subtotal: 1234567.89 }]],
    ['takes off no ten-thousandth', { type: 'fixed', allocation: 'across', value: 0.0002 }, [off('bag', 0.00012)]],
    ['splits money into fractions', { type: 'fixed', allocation: 'across', value: 1 / 8 }, [off('cup', 0.05), off('bag', 0.075)]],
    ['takes a percentage off all lines', { allocation: 'across', value: 12.5 }, [off('cup', 5), off('bag', 7.5)]],
    ['takes money off the whole order', { type: 'fixed', target_type: 'order', value: 200 }, [off('cup', 40), off('bag', 60)]],
    ['takes money off the cheapest units', { type: 'fixed', allocation: 'once', value: 3, max_quantity: 5 }, [off('cup', 12), off('bag', 3)]],
    ['takes a percentage off the cheapest units', { allocation: 'once', value: 10, max_quantity: 3 }, [off('cup', 3)]],
    ['acts on the goods that its rules name', { allocation: 'across', value: 10, target_rules: isCup }, [off('cup', 4)]],
    ['acts on the goods that its rules leave', { allocation: 'across', value: 10, target_rules: [rule('items.category.id', 'ne', 'kitchen')] }, [off('bag', 6)]],
    ['acts on goods that are in one of some categories', { allocation: 'across', value: 10, target_rules: [rule('items.tags.id', 'in', 'new', 'warm')] }, [off('cup', 4)], [{ ...cup, tags: [{ id: 'old' }, { id: 'warm' }] }, { ...bag, tags: [{ id: 'old' }] }]],
    ['acts on goods that are in no other category', { allocation: 'across', value: 10, target_rules: [rule('items.tags.id', 'eq', 'old', 'warm')] }, [off('cup', 4)], [{ ...cup, tags: [{ id: 'old' }, { id: 'warm' }] }, { ...bag, tags: [{ id: 'old' }, { id: 'new' }] }]],
    ['acts on goods that are not in a category', { allocation: 'across', value: 10, target_rules: [rule('items.tags.id', 'ne', 'warm')] }, [off('bag', 6)], [{ ...cup, tags: [{ id: 'old' }, { id: 'warm' }] }, { ...bag, tags: [] }]],
    ['acts on goods by the price of a unit', { allocation: 'across', value: 10, target_rules: [rule('items.unit_price', 'gt', '10')] }, [off('bag', 6)], [{ ...cup, unit_price: 10 }, { ...bag, unit_price: 60 }]],
    ['acts on goods up to a price of a unit', { allocation: 'across', value: 10, target_rules: [rule('items.unit_price', 'lte', '10')] }, [off('cup', 4)], [{ ...cup, unit_price: 10 }, { ...bag, unit_price: 60 }]],
    ['acts on goods below a price of a unit', { allocation: 'across', value: 10, target_rules: [rule('items.unit_price', 'lt', '10')] }, [], [{ ...cup, unit_price: 10 }, { ...bag, unit_price: 60 }]],
    ['acts on goods by a number of theirs', { allocation: 'across', value: 10, target_rules: [rule('items.product.weight', 'gte', '2')] }, [off('bag', 6)], [{ ...cup, product: { weight: 1.5 } }, { ...bag, product: { weight: 2 } }]],
    ['acts on the goods that all its rules name', { allocation: 'across', value: 10, target_rules: [...isCup, rule('items.category.id', 'in', 'garden', 'hall')] }, []],
    ['is for another currency', { allocation: 'across', value: 10, currency_code: 'eur' }, []],
  ])('%s', (_, method, expected, items: readonly Fields[] = [cup, bag]) => {
    expect(medusa.check(call(method, expected, { context: { currency_code: 'usd', items } }))).toEqual(passed);
  });

  it.each([
    ['each delivery', { type: 'fixed', allocation: 'each', value: 7 }, [offDelivery('post', 5), offDelivery('courier', 7)]],
    ['a percentage of each delivery', { allocation: 'each', value: 50 }, [offDelivery('post', 2.5), offDelivery('courier', 5)]],
    ['all deliveries together', { type: 'fixed', allocation: 'across', value: 1 }, [offDelivery('post', 1 / 3), offDelivery('courier', 2 / 3)]],
    ['the cheapest delivery', { allocation: 'once', value: 100, max_quantity: 1 }, [offDelivery('post', 5)]],
    ['deliveries of a kind', { allocation: 'across', value: 100, target_rules: [rule('shipping_methods.shipping_option.id', 'in', 'fast')] }, [offDelivery('courier', 10)]],
  ])('discounts %s', (_, method, expected) => {
    expect(medusa.check(call({ target_type: 'shipping_methods', ...method }, expected, { context: { currency_code: 'usd', items: [cup], shipping_methods: [post, courier] } }))).toEqual(passed);
  });

  it.each([
    ['the customer', [rule('customer.group.id', 'in', 'vip', 'staff')], { customer: { group: { id: 'vip' } } }, { customer: { group: { id: 'new' } } }],
    ['who the customer is not', [rule('customer.group.id', 'ne', 'staff')], {}, { customer: { group: { id: 'staff' } } }],
    ['the region', [rule('region_id', 'eq', 'north')], { region_id: 'north' }, { region_id: 'south' }],
    ['the channel', [rule('sales_channel_id', 'eq', 'web')], { sales_channel_id: 'web' }, {}],
    ['the channels that it is not sold in', [rule('sales_channel_id', 'ne', 'web', 'app')], {}, { sales_channel_id: 'app' }],
    ['the currency', [rule('currency_code', 'in', 'usd', 'eur')], {}, { currency_code: 'kzt', items: [] }],
    ['a currency that it is not', [rule('currency_code', 'ne', 'eur')], {}, { currency_code: 'eur', items: [] }],
    ['one of the groups of the customer', [rule('customer.groups.id', 'in', 'vip', 'staff')], { customer: { groups: [{ id: 'new' }, { id: 'vip' }] } }, { customer: { groups: [{ id: 'new' }] } }],
    ['none of the groups of the customer', [rule('customer.groups.id', 'ne', 'staff')], { customer: { groups: [{ id: 'new' }, { id: 'vip' }] } }, { customer: { groups: [{ id: 'new' }, { id: 'staff' }] } }],
    ['all of the groups of the customer', [rule('customer.groups.id', 'eq', 'vip', 'staff')], { customer: { groups: [{ id: 'vip' }] } }, { customer: { groups: [{ id: 'vip' }, { id: 'new' }] } }],
    ['groups of a customer who has none', [rule('customer.groups.id', 'ne', 'staff')], { customer: { groups: [] } }, { customer: { groups: [{ id: 'staff' }] } }],
    ['the age of the customer', [rule('customer.age', 'gte', '60')], { customer: { age: 60 } }, { customer: { age: 59.5 } }],
    ['the age of the customer from above', [rule('customer.age', 'lt', '18', '21')], { customer: { age: 20 } }, { customer: { age: 21 } }],
    ['a sum above', [rule('subtotal', 'gt', '59')], { subtotal: 60 }, { subtotal: 59, items: [{ ...bag, subtotal: 59 }] }],
    ['a sum from', [rule('item_total', 'gte', '60')], { item_total: 60 }, { item_total: 59.99, items: [{ ...bag, subtotal: 59.99 }] }],
    ['a sum of the cart as a whole', [rule('total', 'gte', '60')], { total: 60 }, { total: 59, items: [{ ...bag, subtotal: 59 }] }],
    ['a sum below', [rule('subtotal', 'lt', '60.01')], { subtotal: 60 }, { subtotal: 60.01, items: [{ ...bag, subtotal: 60.01 }] }],
    ['a sum up to', [rule('subtotal', 'lte', '60')], { subtotal: 60 }, { subtotal: 60.5, items: [{ ...bag, subtotal: 60.5 }] }],
    ['one sum', [rule('subtotal', 'eq', '60', '70')], { subtotal: 60 }, { subtotal: 61, items: [{ ...bag, subtotal: 61 }] }],
    ['what each line costs', [rule('items.subtotal', 'gt', '59.99')], {}, { items: [bag, { ...cup, subtotal: 59.99 }] }],
    ['what each line costs at most', [rule('items.subtotal', 'lte', '60')], {}, { items: [{ ...bag, subtotal: 60.01 }] }],
    ['how many of each', [rule('items.quantity', 'lt', '2')], {}, { items: [bag, cup] }],
    ['how many of each at least', [rule('items.quantity', 'gte', '1')], {}, { items: [] }],
    ['every line', [rule('items.product.id', 'eq', 'prod-bag', 'prod-hat')], {}, { items: [bag, cup] }],
    ['one of the lines', [rule('items.product.id', 'in', 'prod-bag')], {}, { items: [cup] }],
    ['none of the lines', [rule('items.product.id', 'ne', 'prod-cup')], {}, { items: [bag, cup] }],
    ['what each good weighs', [rule('items.product.weight', 'lte', '5')], { items: [{ ...bag, product: { weight: 5 } }] }, { items: [{ ...bag, product: { weight: 6 } }] }],
  ])('asks for %s', (_, rules, holds, fails) => {
    const context = { currency_code: 'usd', items: [bag] };
    expect(medusa.check(call({ allocation: 'across', value: 10 }, [off('bag', 6)], { context: { ...context, ...holds } }, { rules }))).toEqual(passed);
    expect(medusa.check(call({ allocation: 'across', value: 10 }, [], { context: { ...context, ...fails } }, { rules }))).toEqual(passed);
  });

  it('is asked for by its code, or acts by itself unless that is forbidden', () => {
    const method = { allocation: 'across', value: 10, target_rules: isBag };
    expect(medusa.check(call(method, [], { codes: [] }))).toEqual(passed);
    expect(medusa.check(call(method, [off('bag', 6)], { codes: [] }, { is_automatic: true }))).toEqual(passed);
    expect(medusa.check(call(method, [], { codes: [], options: { prevent_auto_promotions: true } }, { is_automatic: true }))).toEqual(passed);
    expect(medusa.check(call(method, [off('bag', 6)], { options: { prevent_auto_promotions: true } }, { is_automatic: true }))).toEqual(passed);
    expect(medusa.check(call(method, [], {}, { status: 'draft' }))).toEqual(passed);
  });

  it('acts by itself only where the call tells all that its rules ask for', () => {
    const check = (rules: Fields[], byItself: unknown, context: Fields = {}, changes: Fields = {}) => {
      const of = (codes: string[], expected: unknown) => medusa.check(call({ allocation: 'across', value: 10, ...changes }, expected, { codes, context: { currency_code: 'usd', items: [bag], ...context } }, { is_automatic: true, rules }));
      expect(of([], byItself)).toEqual(passed);
      expect(of(['CODE'], [off('bag', 6)])).toEqual(passed);
    };
    check([rule('region_id', 'ne', 'north')], []);
    check([rule('region_id', 'ne', 'north')], [off('bag', 6)], { region_id: 'south' });
    check([], [], {}, { target_rules: [rule('items.tags.id', 'ne', 'warm')] });
    check([], [off('bag', 6)], { items: [{ ...bag, tags: [{ id: 'old' }] }] }, { target_rules: [rule('items.tags.id', 'ne', 'warm')] });
    // Of several numbers one is enough for the rule, and each is asked for where nobody asked for the promotion.
    check([rule('customer.age', 'gt', '18', '60')], [], { customer: { age: 20 } });
    check([rule('customer.age', 'gt', '18', '19')], [off('bag', 6)], { customer: { age: 20 } });
    check([rule('customer.age', 'lte', '18', '60')], [], { customer: { age: 20 } });
    check([rule('customer.age', 'gte', '20')], [off('bag', 6)], { customer: { age: 20 } });
    check([rule('customer.age', 'lt', '21')], [off('bag', 6)], { customer: { age: 20 } });
  });

  it('is refused where it acts by itself and asks for lists of several lines, of which Medusa sees one', () => {
    const tagged = (...tags: string[]) => ({ tags: tags.map((id) => ({ id })) });
    const check = (codes: string[]) => medusa.check(call({ allocation: 'across', value: 10 }, [off('bag', 6)], {
      codes, context: { currency_code: 'usd', items: [{ ...bag, ...tagged('old') }, { ...cup, ...tagged('warm') }] },
    }, { is_automatic: true, rules: [rule('items.tags.id', 'in', 'old')] }));
    expect(check([])).toMatchObject({ verdict: 'refused', reason: expect.stringContaining('one line only') as string });
    expect(check(['CODE'])).not.toMatchObject({ reason: expect.stringContaining('one line only') as string });
  });

  it('acts again where an earlier call gave it, unless it asks for a code', () => {
    const items = [{ ...bag, adjustments: [{ id: 'old', code: 'CODE' }] }];
    const removed = { action: 'removeItemAdjustment', adjustment_id: 'old', code: 'CODE' };
    const check = (expected: unknown[], promotion: Fields) =>
      medusa.check(call({ allocation: 'across', value: 10 }, [removed, ...expected], { codes: [], options: { prevent_auto_promotions: true }, context: { currency_code: 'usd', items } }, promotion));
    expect(check([off('bag', 6)], { is_automatic: true, rules: [rule('region_id', 'ne', 'north')] })).toEqual(passed);
    expect(check([], {})).toEqual(passed);
  });

  it('may be used so often, and is told to be used up before anything else is asked', () => {
    const used = (codes: string[]): Fields => ({ op: 'registerUsage', data: [codes.map((code) => ({ amount: 6, code })), {}] });
    const exceeded = { action: 'promotionLimitExceeded', code: 'CODE' };
    const check = (expected: unknown[], promotion: Fields, changes: Fields = {}, method: Fields = {}) => medusa.check(call({ allocation: 'across', value: 10, target_rules: isBag, ...method }, expected, changes, promotion));
    expect(check([off('bag', 6)], { limit: 2, used: 1 })).toEqual(passed);
    expect(check([off('bag', 6)], { limit: null, used: 1 })).toEqual(passed);
    expect(check([exceeded], { limit: 2, used: 2 })).toEqual(passed);
    expect(check([exceeded], { limit: 0 })).toEqual(passed);
    // One call is one use, however many lines it discounted.
    expect(check([off('bag', 6)], { limit: 2 }, { otherOps: [used(['CODE', 'CODE'])] })).toEqual(passed);
    expect(check([exceeded], { limit: 2 }, { otherOps: [used(['CODE']), used(['CODE'])] })).toEqual(passed);
    expect(check([], { limit: 2, used: 2 }, { codes: [] })).toEqual(passed);
    expect(check([exceeded], { limit: 2, used: 2 }, {}, { currency_code: 'eur' })).toEqual(passed);
    expect(check([exceeded], { limit: 2, used: 2, rules: [rule('region_id', 'eq', 'north')] })).toEqual(passed);
  });

  it('passes over what costs nothing where it counts units', () => {
    const items = [{ ...cup, subtotal: 0 }, bag];
    expect(medusa.check(call({ allocation: 'once', value: 10, max_quantity: 1 }, [off('bag', 6)], { context: { currency_code: 'usd', items } }))).toEqual(passed);
    const deliveries = { currency_code: 'usd', items: [cup], shipping_methods: [{ ...post, subtotal: 0 }, courier] };
    expect(medusa.check(call({ target_type: 'shipping_methods', allocation: 'once', value: 10, max_quantity: 1 }, [offDelivery('courier', 1)], { context: deliveries }))).toEqual(passed);
  });

  it('does not discount what takes no discount', () => {
    expect(medusa.check(call({ allocation: 'across', value: 10 }, [off('bag', 6)], { context: { currency_code: 'usd', items: [{ ...cup, is_discountable: false }, bag] } }))).toEqual(passed);
  });

  it('leaves nothing of what an earlier call took off', () => {
    const items = [{ ...bag, adjustments: [{ id: 'old', code: 'OLD' }] }];
    expect(medusa.check(call({ allocation: 'across', value: 10 }, [{ action: 'removeItemAdjustment', adjustment_id: 'old', code: 'OLD' }, off('bag', 6)], { context: { currency_code: 'usd', items } }))).toEqual(passed);
  });
});

describe('buy and get of Medusa', () => {
  const buyGet = (method: Fields, expected: unknown, items: readonly Fields[] = [cup, bag], changes: Fields = {}) =>
    medusa.check(call({ allocation: 'each', value: 100, max_quantity: 100, apply_to_quantity: 1, buy_rules_min_quantity: 1, ...method }, expected, { context: { currency_code: 'usd', items }, ...changes }, { type: 'buyget' }));

  it.each([
    ['gives other goods', { buy_rules_min_quantity: 4, target_rules: isBag, buy_rules: isCup }, [off('bag', 60)]],
    ['takes a part off', { value: 50, target_rules: isBag, buy_rules: isCup }, [off('bag', 30)]],
    ['takes money off', { type: 'fixed', value: 7, target_rules: isBag, buy_rules: isCup }, [off('bag', 7)]],
    ['gives the same goods again and again', { target_rules: isCup, buy_rules: isCup }, [off('cup', 20)]],
    ['gives no more than it may', { max_quantity: 1, target_rules: isCup, buy_rules: isCup }, [off('cup', 10)]],
    ['gives nothing where too little is bought', { buy_rules_min_quantity: 5, target_rules: isBag, buy_rules: isCup }, []],
    ['gives all of several units or none', { buy_rules_min_quantity: 2, apply_to_quantity: 3, target_rules: isCup, buy_rules: isCup }, []],
    ['gives as many complete times as there are', { apply_to_quantity: 2, target_rules: isCup, buy_rules: isCup }, [off('cup', 20)]],
  ])('%s', (_, method, expected) => {
    expect(buyGet(method, expected)).toEqual(passed);
  });

  it('does not mind goods that take no discount, or cost nothing, and are neither bought nor got', () => {
    const tea = { id: 'tea', quantity: 1, subtotal: 5, product: { id: 'prod-tea' }, is_discountable: false };
    const method = { buy_rules_min_quantity: 4, target_rules: isBag, buy_rules: isCup };
    expect(buyGet(method, [off('bag', 60)], [cup, bag, tea])).toEqual(passed);
    expect(buyGet(method, [off('bag', 60)], [cup, bag, { ...tea, is_discountable: true, subtotal: 0 }])).toEqual(passed);
  });

  it('is refused where less than a whole time is left of what it may give, and several lines could get it', () => {
    const bags = { ...bag, quantity: 2, subtotal: 120 };
    const hats = { id: 'hat', quantity: 2, subtotal: 100, product: { id: 'prod-hat' } };
    const method = { buy_rules_min_quantity: 2, apply_to_quantity: 2, buy_rules: isCup, target_rules: [rule('items.product.id', 'in', 'prod-bag', 'prod-hat')] };
    expect(buyGet({ ...method, max_quantity: 2 }, [off('bag', 120)], [cup, bags, hats])).toEqual(passed);
    expect(buyGet({ ...method, max_quantity: 3 }, [off('bag', 120)], [cup, bags, hats])).toMatchObject({ verdict: 'refused', reason: expect.stringContaining('more units than the promotion may give') as string });
    expect(buyGet({ ...method, max_quantity: 3 }, [off('bag', 120)], [{ ...cup, quantity: 3 }, bags, hats])).toEqual(passed);
    expect(buyGet({ ...method, max_quantity: 3, target_rules: isBag }, [off('bag', 120)], [cup, { ...bags, quantity: 4, subtotal: 240 }])).toEqual(passed);
  });

  it('lets a unit serve one promotion', () => {
    const method = { type: 'percentage', allocation: 'each', value: 100, apply_to_quantity: 1, buy_rules_min_quantity: 2, target_rules: isCup, buy_rules: isCup };
    const promotions = [promotionOf('A', { ...method, max_quantity: 1 }, { type: 'buyget' }), promotionOf('B', { ...method, max_quantity: 2 }, { type: 'buyget' })];
    const check = (units: number, expected: unknown) =>
      medusa.check(call({}, expected, { promotions, codes: ['A', 'B'], context: { currency_code: 'usd', items: [{ ...cup, quantity: units, subtotal: units * 10 }] } }));
    expect(check(9, [off('cup', 10, 'A'), off('cup', 20, 'B')])).toEqual(passed);
    expect(check(3, [off('cup', 10, 'A')])).toEqual(passed);
    expect(check(5, [])).toMatchObject({ verdict: 'refused' });
  });

  it.each([
    ['of several prices are bought and got', { target_rules: [], buy_rules: [] }, [cup, bag]],
    ['are bought and got, and others only bought', { target_rules: isCup, buy_rules: [] }, [cup, bag]],
    ['cost less though their line costs most', { target_rules: [], buy_rules: [rule('items.product.id', 'eq', 'prod-tea')] }, [{ ...cup, quantity: 10, subtotal: 100 }, bag]],
    ['cost nothing', { target_rules: isBag, buy_rules: isCup }, [{ ...cup, subtotal: 0 }, bag]],
    ['cost the same and stand in lines of several lengths', { max_quantity: 1, target_rules: isBag, buy_rules: isCup }, [cup, bag, { ...bag, id: 'bags', quantity: 2, subtotal: 120 }]],
    ['take no discount', { target_rules: isBag, buy_rules: isCup }, [{ ...cup, is_discountable: false }, bag]],
  ])('is refused where goods %s', (_, method, items) => {
    expect(buyGet(method, [], items)).toMatchObject({ verdict: 'refused' });
  });
});

describe('the campaign of a promotion of Medusa', () => {
  const spend = (limit: number, used: number): Fields => ({ op: 'createCampaigns', data: [{ id: 'c', budget: { type: 'spend', limit, used } }] });
  const exceeded = { action: 'campaignBudgetExceeded', code: 'CODE' };
  const onBag = { type: 'fixed', allocation: 'across', value: 20, target_rules: isBag };
  const check = (otherOps: readonly Fields[], expected: unknown, method: Fields = onBag, context: Fields = {}) =>
    medusa.check(call(method, expected, { otherOps, context: { currency_code: 'usd', items: [cup, bag], ...context } }, { campaign_id: 'c' }));

  it('gives what is left of its money, and nothing beyond', () => {
    expect(check([spend(100, 80)], [off('bag', 20)])).toEqual(passed);
    expect(check([spend(100, 81)], [exceeded])).toEqual(passed);
    expect(check([spend(100, 70), { op: 'registerUsage', data: [[{ amount: 15, code: 'CODE' }], {}] }], [exceeded])).toEqual(passed);
    expect(check([spend(100, 0), { op: 'updateCampaigns', data: [{ id: 'c', budget: { used: 90 } }] }], [exceeded])).toEqual(passed);
  });

  it('is known where it is one of those that every recorded call begins with', () => {
    const ofFixture = (id: string, value: number, expected: unknown) =>
      medusa.check(call({ type: 'fixed', allocation: 'across', value }, expected, { context: { currency_code: 'usd', items: [{ ...bag, subtotal: 2000 }] } }, { campaign_id: id }));
    expect(ofFixture('campaign-id-1', 1000, [off('bag', 1000)])).toEqual(passed);
    expect(ofFixture('campaign-id-1', 1001, [exceeded])).toEqual(passed);
    expect(ofFixture('campaign-id-2', 1001, [off('bag', 1001)])).toEqual(passed);
  });

  it('tells that it is used up once for each line, where it may discount so many units of all', () => {
    const usage = { op: 'createCampaigns', data: [{ id: 'c', budget: { type: 'usage', limit: 2, used: 2 } }] };
    expect(check([usage], [exceeded, exceeded], { allocation: 'once', value: 10, max_quantity: 1 })).toEqual(passed);
  });

  it('that counts by customer is told to be used up, whatever the promotion would give', () => {
    const byEmail = { op: 'createCampaigns', data: [{ id: 'c', budget: { type: 'use_by_attribute', attribute: 'customer_email', limit: 1 } }] };
    const use = { op: 'registerUsage', data: [[{ amount: 1, code: 'CODE' }], { customer_id: null, customer_email: 'a@b' }] };
    expect(check([byEmail, use], [exceeded], { ...onBag, target_rules: [rule('items.product.id', 'eq', 'prod-tea')] }, { email: 'a@b' })).toEqual(passed);
    expect(check([byEmail, use], [exceeded], { ...onBag, currency_code: 'eur' }, { email: 'a@b' })).toEqual(passed);
    expect(check([byEmail], [], { ...onBag, currency_code: 'eur' }, { email: 'a@b' })).toEqual(passed);
  });

  it('is exceeded only where the promotion would give something', () => {
    expect(check([spend(100, 100)], [], { ...onBag, target_rules: [rule('items.product.id', 'eq', 'prod-tea')] })).toEqual(passed);
  });

  it('may be used so often, by all or by each customer', () => {
    const usage = { op: 'createCampaigns', data: [{ id: 'c', budget: { type: 'usage', limit: 2, used: 1 } }] };
    const byEmail = { op: 'createCampaigns', data: [{ id: 'c', budget: { type: 'use_by_attribute', attribute: 'customer_email', limit: 1 } }] };
    const use = { op: 'registerUsage', data: [[{ amount: 1, code: 'CODE' }], { customer_id: null, customer_email: 'a@b' }] };
    expect(check([usage], [off('bag', 20)])).toEqual(passed);
    expect(check([usage, use], [exceeded])).toEqual(passed);
    expect(check([byEmail, use], [exceeded], onBag, { email: 'a@b' })).toEqual(passed);
    expect(check([byEmail, use], [off('bag', 20)], onBag, { email: 'c@d' })).toEqual(passed);
    expect(check([byEmail, use], [off('bag', 20)])).toMatchObject({ verdict: 'refused' });
  });

  it.each([
    ['is not described', []],
    ['counts by something that is not known', [{ op: 'createCampaigns', data: [{ id: 'c', budget: { type: 'use_by_attribute', attribute: 'shoe_size', limit: 1 } }] }]],
    ['has a budget of a kind that is not known', [{ op: 'createCampaigns', data: [{ id: 'c', budget: { type: 'moons', limit: 1 } }] }]],
    ['begins on a day', [{ op: 'createCampaigns', data: [{ id: 'c', starts_at: '2026-01-01' }] }]],
    ['was changed in a way that is not known', [{ op: 'deleteCampaigns', data: [] }]],
  ])('is refused where it %s', (_, otherOps) => {
    expect(check(otherOps, [off('bag', 20)])).toMatchObject({ verdict: 'refused' });
  });

  it('is refused where Medusa would take more than is left from several lines', () => {
    expect(check([spend(15, 0)], [], { type: 'fixed', allocation: 'across', value: 20 })).toMatchObject({ verdict: 'refused' });
  });
});

describe('promotions of Medusa together', () => {
  const both = (a: Fields, b: Fields, expected: unknown) => medusa.check(call({}, expected, { promotions: [promotionOf('A', a), promotionOf('B', b)], codes: ['A', 'B'] }));

  it('act by value, the higher one first', () => {
    expect(both({ type: 'fixed', allocation: 'across', value: 10 }, { type: 'fixed', allocation: 'across', value: 50 }, [off('cup', 20, 'B'), off('bag', 30, 'B'), off('cup', 4, 'A'), off('bag', 6, 'A')])).toEqual(passed);
    expect(both({ type: 'fixed', allocation: 'across', value: 50 }, { allocation: 'across', value: 10 }, [off('cup', 20, 'A'), off('bag', 30, 'A'), off('cup', 2, 'B'), off('bag', 3, 'B')])).toEqual(passed);
  });

  it.each([
    ['only some units of what was made cheaper are discounted', { allocation: 'each', value: 50, max_quantity: 10 }, { allocation: 'each', value: 20, max_quantity: 2 }],
    ['the basket comes before single goods', { type: 'fixed', allocation: 'across', value: 50 }, { type: 'fixed', allocation: 'each', value: 5, max_quantity: 10 }],
  ])('are refused where %s', (_, a, b) => {
    expect(both(a, b, [])).toMatchObject({ verdict: 'refused' });
  });
});

describe('a call of Medusa', () => {
  const method = { allocation: 'across', value: 10 };
  const right = [off('cup', 4), off('bag', 6)];

  it.each([
    ['an amount that is two thousandths off', [off('cup', 4.002), off('bag', 6)]],
    ['one action too few', [off('cup', 4)]],
    ['one action too many', [...right, off('cup', 0)]],
    ['another code', [off('cup', 4, 'OTHER'), off('bag', 6)]],
    ['a budget that was not exceeded', [...right, { action: 'campaignBudgetExceeded', code: 'CODE' }]],
  ])('fails by %s', (_, expected) => {
    expect(medusa.check(call(method, expected))).toMatchObject({ verdict: 'failed' });
  });

  it('fails by promotions in another order', () => {
    const promotions = [promotionOf('A', { type: 'fixed', allocation: 'across', value: 30 }), promotionOf('B', { type: 'fixed', allocation: 'across', value: 20 })];
    const expected = [off('cup', 8, 'B'), off('bag', 12, 'B'), off('cup', 12, 'A'), off('bag', 18, 'A')];
    expect(medusa.check(call({}, expected, { promotions, codes: ['A', 'B'] }))).toMatchObject({ verdict: 'failed', reason: 'in the order A, B instead of B, A' });
  });

  it('may expect a number of actions, or that some are among them', () => {
    expect(medusa.check(call(method, [], { expect: [{ m: 'toHaveLength', value: 2 }, { m: 'toEqual', value: { $arrayContaining: [off('bag', 6)] } }] }))).toEqual(passed);
    expect(medusa.check(call(method, [], { expect: [{ m: 'toHaveLength', value: 3 }] }))).toMatchObject({ verdict: 'failed' });
    expect(medusa.check(call(method, [], { expect: [{ m: 'toEqual', value: { $arrayContaining: [off('bag', 5)] } }] }))).toMatchObject({ verdict: 'failed' });
  });

  it.each([
    ['a promotion of another kind', {}, { type: 'lottery' }, {}],
    ['a promotion in another state', {}, { status: 'frozen' }, {}],
    ['a discount of another kind', { type: 'points' }, {}, {}],
    ['a target that is not known', { target_type: 'taxes' }, {}, {}],
    ['an allocation that is not known', { allocation: 'sometimes' }, {}, {}],
    ['a percentage finer than a hundredth', { value: 33.333 }, {}, {}],
    ['an operator that is not known', {}, { rules: [rule('customer.group.id', 'like', 'v%')] }, {}],
    ['a rule of goods by what one line holds', { target_rules: [rule('items.subtotal', 'gt', '5')] }, {}, {}],
    ['a rule of goods by a price that is not what the line costs', { target_rules: [rule('items.unit_price', 'gt', '5')] }, {}, { context: { currency_code: 'usd', items: [{ ...cup, unit_price: 7 }] } }],
    ['a number of goods that nobody tells', { target_rules: [rule('items.product.weight', 'gt', '5')] }, {}, {}],
    ['a number that is none', { target_rules: [rule('items.product.weight', 'gt', 'heavy')] }, {}, { context: { currency_code: 'usd', items: [{ ...cup, product: { weight: 7 } }] } }],
    ['a rule on lists of every line', {}, { rules: [rule('items.tags.id', 'in', 'a')] }, { context: { currency_code: 'usd', items: [{ ...cup, tags: [{ id: 'a' }] }] } }],
    ['a sum that is not told', {}, { rules: [rule('subtotal', 'gt', '5')] }, {}],
    ['a sum with what comes on top of the goods', {}, { rules: [rule('total', 'gt', '5')] }, { context: { currency_code: 'usd', total: 105, items: [cup, bag], shipping_methods: [post] } }],
    ['a sum that is not that of the lines', {}, { rules: [rule('subtotal', 'gt', '5')] }, { context: { currency_code: 'usd', subtotal: 99, items: [cup, bag] } }],
    ['a number of the customer that nobody tells', {}, { rules: [rule('customer.age', 'gt', '5')] }, { context: { currency_code: 'usd', items: [cup, bag], customer: {} } }],
    ['a number that a till does not know', {}, { rules: [rule('weather.degrees', 'gt', '5')] }, {}],
    ['several regions of one sale', {}, { rules: [rule('region_id', 'in', 'north')] }, { context: { currency_code: 'usd', items: [cup, bag], region_id: ['north', 'south'] } }],
    ['a rule on what a till does not know', {}, { rules: [rule('weather', 'eq', 'fine')] }, {}],
    ['a rule without values', {}, { rules: [rule('region_id', 'eq')] }, {}],
    ['prices that contain tax', {}, { is_tax_inclusive: true }, {}],
    ['a rule on something inside', { target_rules: [rule('items.product', 'eq', 'a')] }, {}, {}],
    ['a discount of all goods on some units', { max_quantity: 2 }, {}, {}],
    ['a field of the promotion that is not known', {}, { colour: 'red' }, {}],
    ['a number of a customer whom the call does not know', {}, { rules: [rule('customer.age', 'lt', '5')] }, {}],
    ['half a unit', {}, {}, { context: { currency_code: 'usd', items: [{ ...cup, quantity: 0.5 }] } }],
    ['two lines of one id', {}, {}, { context: { currency_code: 'usd', items: [cup, cup] } }],
    ['nothing that was expected', {}, {}, { expect: null }],
    ['a comparison that is not known', {}, {}, { expect: [{ m: 'toThrow', value: 'x' }] }],
    ['an action that is not known', {}, {}, { expect: [{ m: 'toEqual', value: [{ action: 'sing' }] }] }],
  ])('is refused with %s', (_, methodChanges, promotion, changes) => {
    expect(medusa.check(call({ ...method, ...methodChanges }, right, changes, promotion))).toMatchObject({ verdict: 'refused' });
  });
});

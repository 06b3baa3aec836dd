import { describe, expect, it } from 'vitest';
import { sylius } from './sylius/suite.ts';

type Fields = Record<string, unknown>;

/** A cup at 10.00 in the category Cups and a bag at 30.00 in Bags; one promotion that takes 10 % off the order. */
function scenario(promotion: Fields, expected: Fields, changes: Fields = {}): object {
  return {
    suite: 'sylius', feature: 'F', scenario: 'S',
    products: { Cup: { price: 1000, taxons: ['Cups', 'All things'] }, Bag: { price: 3000, taxons: ['Bags'] } },
    taxons: { Cups: { parent: null } },
    promotions: [promotionOf(promotion)],
    cart: [['Cup', 2], ['Bag', 1]],
    coupons: [], usedCoupons: [], customer: {}, shipping: [], multiStage: false,
    expect: expected,
    ...changes,
  };
}

function promotionOf(changes: Fields): Fields {
  return { name: 'P', priority: null, exclusive: false, couponBased: false, conditions: [], actions: [{ scope: 'order', kind: 'percent', value: 10 }], ...changes };
}

const unit = (kind: string, value: number, filter?: Fields): Fields => ({ scope: 'unit', kind, value, ...(filter === undefined ? {} : { filter }) });
const order = (kind: string, value: number): Fields => ({ scope: 'order', kind, value });
const delivery = { shipping: [['Post', 500], ['Courier', 900]], shippingChosen: 'Courier' };

describe('a promotion of Sylius', () => {
  it.each([
    ['takes a percentage off the order', {}, { total: 4500, discount: -500, lineDiscount: { Cup: 200, Bag: 300 } }],
    ['takes money off the order', { actions: [order('fixed', 1000)] }, { total: 4000, lineDiscount: { Cup: 400, Bag: 600 } }],
    ['never makes the order cost less than nothing', { actions: [order('fixed', 9000)] }, { total: 0, discount: -5000 }],
    ['takes money off every unit', { actions: [unit('fixed', 100)] }, { total: 4700, lineDiscount: { Cup: 200, Bag: 100 } }],
    ['rounds the percentage of every unit by itself', { actions: [unit('percent', 0.05)] }, { total: 4996, lineDiscount: { Cup: 2, Bag: 2 } }],
    ['looks at the price of a unit', { actions: [unit('fixed', 100, { minPrice: 1000, maxPrice: 2999 })] }, { total: 4800, lineDiscount: { Bag: 0 } }],
    ['looks at any category of a product', { actions: [unit('percent', 50, { taxons: ['All things', 'Shoes'] })] }, { total: 4000, lineDiscount: { Cup: 1000, Bag: 0 } }],
    ['looks at the product', { actions: [unit('percent', 50, { products: ['Bag'] })] }, { total: 3500, lineDiscount: { Cup: 0, Bag: 1500 } }],
    ['adds its percentages of the first price', { actions: [unit('percent', 20), unit('percent', 10, { products: ['Cup'] })] }, { total: 3800, lineDiscount: { Cup: 600, Bag: 600 } }],
    ['takes percentages before money, whatever its order of actions', { actions: [unit('fixed', 100, { products: ['Bag'] }), unit('percent', 10)] }, { total: 4400, lineDiscount: { Bag: 400 } }],
    ['does not run', { active: false }, { total: 5000, discount: 0 }],
    ['does nothing', { actions: [] }, { total: 5000 }],
  ])('%s', (_, promotion, expected) => {
    expect(sylius.check(scenario(promotion, expected))).toEqual({ verdict: 'passed' });
  });

  it.each([
    ['the number of goods', { type: 'cart_quantity_gte', value: 3 }, { type: 'cart_quantity_gte', value: 4 }],
    ['the sum of all goods', { type: 'items_total_gte', value: 5000 }, { type: 'items_total_gte', value: 5001 }],
    ['the sum of a category', { type: 'taxon_total_gte', taxon: 'Cups', value: 2000 }, { type: 'taxon_total_gte', taxon: 'Cups', value: 2001 }],
    ['a product', { type: 'has_product', value: 'Cup' }, { type: 'has_product', value: 'Shoe' }],
    ['one of some categories', { type: 'has_taxon', value: ['Shoes', 'Bags'] }, { type: 'has_taxon', value: ['Shoes'] }],
    ['the number of goods by its own name', { type: 'cart_quantity', value: 3 }, { type: 'cart_quantity', value: 4 }],
    ['the sum of all goods by its own name', { type: 'item_total', value: 5000 }, { type: 'item_total', value: 5001 }],
    ['the sum of a category by its own name', { type: 'total_of_items_from_taxon', taxon: 'Cups', value: 2000 }, { type: 'total_of_items_from_taxon', taxon: 'Cups', value: 2001 }],
    ['a product by its own name', { type: 'contains_product', value: 'Cup' }, { type: 'contains_product', value: 'Shoe' }],
    ['the third order', { type: 'nth_order', value: 3 }, { type: 'nth_order', value: 2 }, { customer: { orders: 2 } }],
    ['the first order', { type: 'nth_order', value: 1 }, { type: 'nth_order', value: 2 }, { customer: { orders: 0 } }],
    ['a group of customers', { type: 'customer_group', value: 'Wholesale' }, { type: 'customer_group', value: 'Retail' }, { customer: { group: 'Wholesale' } }],
    ['one of some groups', { type: 'customer_group', value: ['Retail', 'Wholesale'] }, { type: 'customer_group', value: ['Retail'] }, { customer: { group: 'Wholesale' } }],
    ['the country that it is sent to', { type: 'shipping_country', value: 'France' }, { type: 'shipping_country', value: ['Kazakhstan', 'United States'] }, { shippingCountry: 'France' }],
  ])('asks for %s', (_, holds, fails, changes: Fields = {}) => {
    expect(sylius.check(scenario({ conditions: [holds] }, { total: 4500 }, changes))).toEqual({ verdict: 'passed' });
    expect(sylius.check(scenario({ conditions: [holds, fails] }, { total: 5000 }, changes))).toEqual({ verdict: 'passed' });
  });

  it.each([
    ['which order it is', { type: 'nth_order', value: 1 }],
    ['a group', { type: 'customer_group', value: 'Wholesale' }],
    ['a country', { type: 'shipping_country', value: 'France' }],
  ])('gives nobody what asks for %s', (_, condition) => {
    expect(sylius.check(scenario({ conditions: [condition] }, { total: 5000 }, { customer: null }))).toEqual({ verdict: 'passed' });
  });

  it('looks at a sum by its own name after what others took off, and is refused where that could be seen', () => {
    const promotions = [promotionOf({ priority: 2 }), promotionOf({ priority: 1, conditions: [{ type: 'total_of_items_from_taxon', taxon: 'Bags', value: 2800 }] })];
    expect(sylius.check(scenario({}, { total: 4500 }, { promotions }))).toMatchObject({ verdict: 'refused' });
  });

  it('may be used so often by all together', () => {
    expect(sylius.check(scenario({ usageLimit: 3, used: 2 }, { total: 4500 }))).toEqual({ verdict: 'passed' });
    expect(sylius.check(scenario({ usageLimit: 3 }, { total: 4500 }))).toEqual({ verdict: 'passed' });
    expect(sylius.check(scenario({ usageLimit: 3, used: 3 }, { total: 5000 }))).toEqual({ verdict: 'passed' });
    // One that was used up is not in the way of another.
    const promotions = [promotionOf({ priority: 2, usageLimit: 1, used: 1 }), promotionOf({ priority: 1, actions: [unit('fixed', 100)] })];
    expect(sylius.check(scenario({}, { total: 4700 }, { promotions }))).toEqual({ verdict: 'passed' });
  });

  it('discounts the delivery that was chosen, and discounts on goods leave it alone', () => {
    expect(sylius.check(scenario({ actions: [{ scope: 'shipping', kind: 'percent', value: 50 }] }, { total: 5450, shipping: 450, discount: 0 }, delivery))).toEqual({ verdict: 'passed' });
    expect(sylius.check(scenario({}, { total: 5400, shipping: 900, discount: -500 }, delivery))).toEqual({ verdict: 'passed' });
    expect(sylius.check(scenario({ actions: [unit('percent', 10)] }, { total: 5400, shipping: 900 }, delivery))).toEqual({ verdict: 'passed' });
    expect(sylius.check(scenario({}, { total: 5000, shipping: 500 }, { shipping: delivery.shipping }))).toEqual({ verdict: 'passed' });
  });

  it('asks for its coupon, which counts while it may be used', () => {
    const withCoupon = { couponBased: true, coupon: 'TEN' };
    const shown = { usedCoupons: ['TEN'] };
    expect(sylius.check(scenario(withCoupon, { total: 4500 }, shown))).toEqual({ verdict: 'passed' });
    expect(sylius.check(scenario({ ...withCoupon, couponPerCustomer: 1 }, { total: 4500 }, shown))).toEqual({ verdict: 'passed' });
    expect(sylius.check(scenario(withCoupon, { total: 5000 }))).toEqual({ verdict: 'passed' });
    expect(sylius.check(scenario(withCoupon, { total: 5000, couponRejected: true }, { usedCoupons: ['TWENTY'] }))).toEqual({ verdict: 'passed' });
    expect(sylius.check(scenario({ ...withCoupon, couponState: 'expired' }, { total: 5000, couponRejected: true }, shown))).toEqual({ verdict: 'passed' });
    expect(sylius.check(scenario({ couponBased: true }, { total: 5000, couponRejected: true }, shown))).toEqual({ verdict: 'passed' });
  });

  it('adds its percentages of the delivery, each of the first price', () => {
    const actions = [{ scope: 'shipping', kind: 'percent', value: 50 }, { scope: 'shipping', kind: 'percent', value: 30 }];
    expect(sylius.check(scenario({ actions }, { total: 5180, shipping: 180 }, delivery))).toEqual({ verdict: 'passed' });
    expect(sylius.check(scenario({ actions: [...actions, ...actions] }, { total: 5000, shipping: 0 }, delivery))).toEqual({ verdict: 'passed' });
  });

  it('accepts its coupon wherever its rules hold, also where it takes nothing off', () => {
    const withCoupon = { couponBased: true, coupon: 'TEN', actions: [unit('percent', 10, { products: ['Shoe'] })] };
    const shown = { usedCoupons: ['TEN'] };
    expect(sylius.check(scenario(withCoupon, { total: 5000 }, shown))).toEqual({ verdict: 'passed' });
    expect(sylius.check(scenario({ ...withCoupon, actions: [] }, { total: 5000 }, shown))).toEqual({ verdict: 'passed' });
    expect(sylius.check(scenario({ ...withCoupon, conditions: [{ type: 'has_product', value: 'Shoe' }] }, { total: 5000, couponRejected: true }, shown))).toEqual({ verdict: 'passed' });
  });

  it('stops at the minimum price, and the other goods of the order take the rest', () => {
    const minPrice = { minPrice: { Cup: 900 } };
    expect(sylius.check(scenario({ actions: [unit('percent', 50)] }, { total: 3300, lineDiscount: { Cup: 200, Bag: 1500 } }, minPrice))).toEqual({ verdict: 'passed' });
    expect(sylius.check(scenario({ actions: [order('percent', 50)] }, { total: 2500, lineDiscount: { Cup: 200, Bag: 2300 } }, minPrice))).toEqual({ verdict: 'passed' });
  });

  it('finds the price of a variant, by the name of its product or by its own', () => {
    const products = { Cup: { price: null, taxons: [], variants: { 'Small cup': 1000 } }, Bag: { price: null, taxons: [], variants: { 'Red bag': 3000, 'Blue bag': 2000 } } };
    expect(sylius.check(scenario({}, { total: 4500, lineDiscount: { Bag: 300 } }, { products, cart: [['Cup', 2], ['Red bag', 1]] }))).toEqual({ verdict: 'passed' });
    expect(sylius.check(scenario({}, { total: 0 }, { products }))).toMatchObject({ verdict: 'refused' });
  });
});

describe('promotions of Sylius together', () => {
  const both = (a: Fields, b: Fields, expected: Fields, changes: Fields = {}) => sylius.check(scenario({}, expected, { promotions: [promotionOf(a), promotionOf(b)], ...changes }));

  it('act by priority, the higher one first', () => {
    expect(both({ priority: 1, actions: [order('fixed', 1000)] }, { priority: 2 }, { total: 3500 })).toEqual({ verdict: 'passed' });
    expect(both({ priority: 2, actions: [order('fixed', 1000)] }, { priority: 1 }, { total: 3600 })).toEqual({ verdict: 'passed' });
  });

  it('act as they were made where none has a priority', () => {
    const coupon = { couponBased: true, coupon: 'TEN', conditions: [{ type: 'items_total_gte', value: 4500 }] };
    const shown = { usedCoupons: ['TEN'] };
    expect(both({ actions: [order('fixed', 1000)] }, coupon, { total: 4000, couponRejected: true }, shown)).toEqual({ verdict: 'passed' });
    expect(both({ actions: [order('fixed', 500)] }, coupon, { total: 4050 }, shown)).toEqual({ verdict: 'passed' });
    expect(both({ actions: [unit('fixed', 100)] }, {}, { total: 4230 })).toEqual({ verdict: 'passed' });
    expect(both({}, { actions: [unit('fixed', 100)] }, { total: 4200 })).toMatchObject({ verdict: 'refused' });
  });

  it('give way to one that is exclusive', () => {
    const other = { priority: 5, actions: [order('fixed', 1000)] };
    expect(both(other, { priority: 1, exclusive: true }, { total: 4500 })).toEqual({ verdict: 'passed' });
    expect(both(other, { priority: 1, exclusive: true, conditions: [{ type: 'items_total_gte', value: 5000 }] }, { total: 4500 })).toEqual({ verdict: 'passed' });
    expect(both(other, { priority: 1, exclusive: true, conditions: [{ type: 'items_total_gte', value: 5001 }] }, { total: 4000 })).toEqual({ verdict: 'passed' });
    expect(both(other, { priority: 1, exclusive: true, active: false }, { total: 4000 })).toEqual({ verdict: 'passed' });
    expect(both(other, { priority: 1, exclusive: true, couponBased: true, coupon: 'TEN' }, { total: 4000 })).toEqual({ verdict: 'passed' });
    expect(both(other, { priority: 1, exclusive: true, couponBased: true, coupon: 'TEN' }, { total: 4500 }, { usedCoupons: ['TEN'] })).toEqual({ verdict: 'passed' });
  });

  it('give way to one that is exclusive and does several things, or nothing', () => {
    const other = { priority: 5, actions: [order('fixed', 1000)] };
    expect(both(other, { exclusive: true, priority: 1, actions: [order('percent', 10), unit('fixed', 100, { products: ['Cup'] })] }, { total: 4320 })).toMatchObject({ verdict: 'refused' });
    expect(both(other, { exclusive: true, priority: 1, actions: [unit('fixed', 100, { products: ['Cup'] }), order('percent', 10)] }, { total: 4320 })).toEqual({ verdict: 'passed' });
    expect(both(other, { exclusive: true, priority: 1, actions: [] }, { total: 5000 })).toEqual({ verdict: 'passed' });
    expect(both(other, { exclusive: true, priority: 1, actions: [{ scope: 'shipping', kind: 'percent', value: 50 }] }, { total: 5000 })).toEqual({ verdict: 'passed' });
    expect(both(other, { exclusive: true, priority: 1, actions: [unit('percent', 50, { products: ['Shoe'] })] }, { total: 5000 })).toEqual({ verdict: 'passed' });
    // The one with the higher priority is the one that stays.
    expect(both({ exclusive: true, priority: 2, actions: [order('fixed', 700)] }, { exclusive: true, priority: 1 }, { total: 4300 })).toEqual({ verdict: 'passed' });
    expect(both({ exclusive: true, priority: 1, actions: [order('fixed', 700)] }, { exclusive: true, priority: 2, actions: [] }, { total: 5000 })).toEqual({ verdict: 'passed' });
  });

  it('take all of the order together, to the last cent', () => {
    const products = { Cup: { price: 1056, taxons: [] }, Bag: { price: 6000, taxons: [] } };
    expect(both({ priority: 0, actions: [order('fixed', 2000)] }, { priority: 1, actions: [order('fixed', 8000)] }, { total: 126, discount: -9168, shipping: 126 }, { products, cart: [['Cup', 3], ['Bag', 1]], shipping: [['Post', 126]] })).toEqual({ verdict: 'passed' });
  });

  it('share the cents that are left of a discount as theirs may, or are refused where goods are asked for one by one', () => {
    const cart = [['Cup', 1], ['Bag', 1], ['Tin', 1]];
    const products = { Cup: { price: 1000, taxons: [] }, Bag: { price: 1000, taxons: [] }, Tin: { price: 1001, taxons: [] } };
    const check = (expected: Fields) => sylius.check(scenario({ actions: [order('fixed', 1000)] }, expected, { cart, products }));
    expect(check({ total: 2001 })).toEqual({ verdict: 'passed' });
    expect(check({ total: 2001, lineDiscount: { Cup: 333, Bag: 333, Tin: 334 } })).toEqual({ verdict: 'passed' });
    // Twice two thirds of a cent become a cent each there, and the first of three gives one back.
    const alike = { Cup: { price: 1000, taxons: [] }, Bag: { price: 1000, taxons: [] }, Tin: { price: 1000, taxons: [] } };
    const twoCents = (expected: Fields) => sylius.check(scenario({ actions: [order('fixed', 2)] }, expected, { cart, products: alike }));
    expect(twoCents({ total: 2998, lineDiscount: { Cup: 0, Bag: 1, Tin: 1 } })).toMatchObject({ verdict: 'refused' });
    expect(twoCents({ total: 2998 })).toEqual({ verdict: 'passed' });
    expect(sylius.check(scenario({ actions: [order('fixed', 1000)] }, { total: 2000, lineDiscount: { Cup: 100, Bag: 450, Tin: 450 } }, { cart, products: alike, minPrice: { Cup: 900 } }))).toEqual({ verdict: 'passed' });
  });

  it.each([
    ['one on the order comes before one on goods', { priority: 2 }, { priority: 1, actions: [unit('fixed', 10)] }, {}],
    ['a coupon comes before one without', { priority: 2, couponBased: true, coupon: 'TEN' }, { priority: 1 }, { usedCoupons: ['TEN'] }],
    ['two take a percentage of the first price', { actions: [unit('percent', 10)] }, { actions: [unit('percent', 20, { products: ['Cup'] })] }, {}],
    ['one asks for a sum that another of its stage changes', { priority: 2 }, { priority: 1, conditions: [{ type: 'items_total_gte', value: 4600 }] }, {}],
  ])('are refused where %s', (_, a, b, changes) => {
    expect(both(a, b, { total: 0 }, changes)).toMatchObject({ verdict: 'refused' });
  });

  it('are not refused where what they share makes no difference', () => {
    expect(both({ actions: [unit('percent', 10, { products: ['Bag'] })] }, { actions: [unit('percent', 20, { products: ['Cup'] })] }, { total: 4300 })).toEqual({ verdict: 'passed' });
    expect(both({ priority: 2 }, { priority: 1, conditions: [{ type: 'items_total_gte', value: 4500 }] }, { total: 4050 })).toEqual({ verdict: 'passed' });
    expect(both({ priority: 2, couponBased: true, coupon: 'TEN' }, { priority: 1 }, { total: 4500 })).toEqual({ verdict: 'passed' });
  });
});

describe('a scenario of Sylius', () => {
  it.each([
    ['a total that is a cent off', { total: 4501 }],
    ['a discount that is a cent off', { total: 4500, discount: -501 }],
    ['a discount of one product that is a cent off', { total: 4500, lineDiscount: { Cup: 201 } }],
    ['a delivery that there is not', { total: 4500, shipping: 1 }],
  ])('fails by %s', (_, expected) => {
    expect(sylius.check(scenario({}, expected))).toMatchObject({ verdict: 'failed' });
  });

  it('fails by a coupon that was applied though it should be rejected, and by one that was rejected though it should apply', () => {
    const withCoupon = { couponBased: true, coupon: 'TEN' };
    expect(sylius.check(scenario(withCoupon, { total: 4500, couponRejected: true }, { usedCoupons: ['TEN'] }))).toMatchObject({ verdict: 'failed', reason: 'coupon TEN is applied' });
    expect(sylius.check(scenario(withCoupon, { total: 5000 }, { usedCoupons: ['TWENTY'] }))).toMatchObject({ verdict: 'failed', reason: 'coupon TWENTY is rejected' });
  });

  it.each([
    ['a rule that is not known', { conditions: [{ type: 'full_moon', value: 2 }] }, {}],
    ['the order of a customer of whom nobody knows how many there were', { conditions: [{ type: 'nth_order', value: 2 }] }, {}],
    ['an order before the first', { conditions: [{ type: 'nth_order', value: 0 }] }, { customer: { orders: 0 } }],
    ['a group of nobody', { conditions: [{ type: 'customer_group', value: [] }] }, { customer: { group: 'Wholesale' } }],
    ['a rule without its category', { conditions: [{ type: 'taxon_total_gte', value: 2 }] }, {}],
    ['a rule that names a word for a number', { conditions: [{ type: 'items_total_gte', value: 'many' }] }, {}],
    ['a scope that is not known', { actions: [{ scope: 'taxes', kind: 'percent', value: 1 }] }, {}],
    ['a kind of discount that is not known', { actions: [order('gift', 1)] }, {}],
    ['half a cent', { actions: [order('fixed', 1.5)] }, {}],
    ['a percentage finer than a hundredth', { actions: [order('percent', 33.333)] }, {}],
    ['a filter of a discount on the order', { actions: [{ ...order('percent', 1), filter: { minPrice: 1 } }] }, {}],
    ['a filter that is not known', { actions: [unit('percent', 1, { colours: ['red'] })] }, {}],
    ['a coupon in a state that is not known', { couponBased: true, coupon: 'TEN', couponState: 'stolen' }, {}],
    ['a filter of a discount on the delivery', { actions: [{ scope: 'shipping', kind: 'percent', value: 1, filter: { minPrice: 1 } }] }, {}],
    ['percentages that are each rounded where they meet', { actions: [unit('percent', 12.25), unit('percent', 12.35)] }, { products: { Cup: { price: 1010, taxons: [] }, Bag: { price: 3000, taxons: [] } } }],
    ['percentages of the delivery that are each rounded', { actions: [{ scope: 'shipping', kind: 'percent', value: 15 }, { scope: 'shipping', kind: 'percent', value: 15 }] }, { shipping: [['Post', 97]] }],
    ['a coupon where nothing is bought', { couponBased: true, coupon: 'TEN' }, { cart: [], usedCoupons: ['TEN'] }],
    ['a field of the promotion that is not known', { colour: 'red' }, {}],
    ['goods without a price', {}, { cart: [['Shoe', 1]] }],
    ['no units of something', {}, { cart: [['Cup', 0]] }],
    ['more units than a basket takes lines', { actions: [unit('percent', 1)] }, { cart: [['Cup', 2001]] }],
    ['a delivery without a price', {}, { shipping: [['Post', 500]], shippingChosen: 'Drone' }],
    ['several stages', {}, { multiStage: true }],
    ['a customer of whom something is known', {}, { customer: { shoeSize: 41 } }],
    ['an expectation that is not known', {}, { expect: { total: 4500, taxes: 0 } }],
  ])('is refused with %s', (_, promotion, changes) => {
    expect(sylius.check(scenario(promotion, { total: 4500 }, changes))).toMatchObject({ verdict: 'refused' });
  });
});

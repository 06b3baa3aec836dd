import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../../agent/domain/canonical-json.ts';
import { price } from '../../../agent/domain/pricing/price.ts';
import { anySmallSale, type SmallSale, type SmallSaleOptions } from '../kit/any-small-sale.ts';
import type { GoodsSelector, Reward } from '../../../agent/domain/promotions/promotion.ts';
import { basketOf, exampleInput } from '../kit/examples.ts';
import { compiledFrom } from '../kit/compiled-from.ts';
import { exampleBundle, exampleHash, promotionOf } from '../kit/shop.ts';
import { pricesByOracle } from './oracle/price-by-oracle.ts';
import { TooManyWays } from './oracle/search.ts';

/** The same sales each time, so that a build does not fail for what another one did not see; to search for more, change it. */
const seed = 20_261_122;

const alone: SmallSaleOptions = { modes: ['stack'], exclusions: false, exclusives: false, ordered: false };
const few: SmallSaleOptions = { ...alone, lines: 3, promotions: 4 };

describe('the engine prices every small sale as the reference does, which tries every way of assigning lines to promotions', () => {
  test.each<{ title: string; options: SmallSaleOptions; numRuns: number }>([
    { title: 'where promotions stack', options: alone, numRuns: 800 },
    { title: 'where the first of a group that gives something wins', options: { ...alone, modes: ['stack', 'first'] }, numRuns: 300 },
    { title: 'where lines came priced from elsewhere', options: { ...alone, ordered: true }, numRuns: 300 },
  ])('$title', ({ options, numRuns }) => {
    const unlike = fc.check(fc.property(anySmallSale(options).map(withCompleteTimes), isPricedAsByOracle), { numRuns, seed });
    expect(unlike.counterexample?.map(({ bundle, input }) => ({ bundle, input, priced: price(compiledFrom(bundle), input), byOracle: allowedBy({ bundle, input })[0] })) ?? []).toEqual([]);
  });
});

describe('where promotions contend, the customer pays what the best of all ways leaves to pay', () => {
  test.each<{ title: string; options: SmallSaleOptions; numRuns: number }>([
    { title: 'in groups of which the best wins', options: { ...few, modes: ['stack', 'best'] }, numRuns: 400 },
    { title: 'in groups that exclude each other', options: { ...few, modes: ['stack', 'first', 'best'], exclusions: true }, numRuns: 400 },
    { title: 'alone on a line or on the receipt', options: { ...few, modes: ['stack', 'best'], exclusives: true }, numRuns: 400 },
    { title: 'in all of these ways', options: { ...few, modes: ['stack', 'best'], exclusions: true, exclusives: true, ordered: true }, numRuns: 400 },
  ])('$title', ({ options, numRuns }) => {
    const unlike = fc.check(fc.property(anySmallSale(options).map(withCompleteTimes).filter((sale) => !isSettledOtherwise(sale)), paysAsByOracle), { numRuns, seed });
    expect(unlike.counterexample?.map((sale) => ({ ...sale, netMinor: price(compiledFrom(sale.bundle), sale.input).netMinor, byOracle: allowedBy(sale).map(({ netMinor }) => netMinor) })) ?? []).toEqual([]);
  });
});

test('lines that are chosen for one by one, before promotions on the basket share what is left, cost what the best of all ways costs', () => {
  const percent = fc.integer({ min: 0, max: 6000 });
  const onGoods = fc.array(fc.oneof(percent.map((basisPoints): Reward => ({ kind: 'goods-percent', basisPoints })), fc.integer({ min: 0, max: 3000 }).map((amountMinor): Reward => ({ kind: 'goods-amount', amountMinor }))), { minLength: 2, maxLength: 3 });
  const onBasket = fc.array(
    fc.tuple(
      fc.oneof(percent.map((basisPoints): Reward => ({ kind: 'basket-percent', basisPoints })), fc.integer({ min: 0, max: 2000 }).map((amountMinor): Reward => ({ kind: 'basket-amount', amountMinor }))),
      fc.constantFrom<GoodsSelector>({ kind: 'all' }, { kind: 'category', categoryIds: ['food'] }, { kind: 'sku', skus: ['milk', 'gift'] }, { kind: 'sku', skus: ['bread'] }),
    ),
    { minLength: 2, maxLength: 3 },
  );
  const lines = fc.array(fc.tuple(fc.constantFrom('milk', 'bread', 'gift'), fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 9000 })), { minLength: 2, maxLength: 3 });
  const sale = fc.tuple(onGoods, onBasket, lines).map(([goods, basket, bought]): SmallSale => ({
    bundle: exampleBundle({
      groups: [{ id: 'g', mode: 'best' }, { id: 'h', mode: 'stack' }],
      promotions: [...goods.map((reward, place) => promotionOf(`g${place}`, reward)), ...basket.map(([reward, selector], place) => promotionOf(`h${place}`, reward, { groupId: 'h', goods: selector }))],
    }),
    input: { basket: basketOf(bought.map(([sku, units, price]) => `${sku} ${units} × ${price}`).join('; ')), ...exampleInput() },
  }));
  const unlike = fc.check(fc.property(sale, paysAsByOracle), { numRuns: 150, seed });
  expect(unlike.counterexample ?? []).toEqual([]);
});

function paysAsByOracle(sale: SmallSale): boolean {
  const { trace, netMinor } = price(compiledFrom(sale.bundle), { ...sale.input, explain: true });
  const allowed = trace?.exact === true ? allowedBy(sale) : [];
  return allowed.length === 0 || allowed.some((one) => one.netMinor === netMinor);
}

/** Every second promotion that gives for bought units gives only whole times. */
function withCompleteTimes({ bundle, input }: SmallSale): SmallSale {
  const promotions = bundle.promotions.map((promotion, place) => {
    const { reward, limits } = promotion;
    if (reward.kind !== 'buy-get' || place % 2 === 0) return promotion;
    const units = limits?.units;
    return { ...promotion, reward: { ...reward, complete: true as const }, ...(units === undefined ? {} : { limits: { ...limits, units: Math.max(units, reward.getUnits) } }) };
  });
  return { bundle: { ...bundle, promotions }, input };
}

/** Is there anything that the rules settle otherwise than by the lowest payable of all ways? What wins a line by priority or by the order of groups is tried in turn. */
function isSettledOtherwise({ bundle }: SmallSale): boolean {
  return (
    // Ways are compared before the rounding, and rounding some of the goods can turn two that are close.
    bundle.promotions.some(({ reward }) => reward.kind === 'round-down') ||
    bundle.promotions.some(({ exclusive }) => exclusive?.on === 'line' && exclusive.resolve === 'priority') ||
    bundle.exclusions?.some(({ on, resolve }) => on === 'line' && resolve === 'first') === true
  );
}

/** Where the engine says that its search was exact, and the ways are few enough to try them all. */
function isPricedAsByOracle({ bundle, input }: SmallSale): boolean {
  const { trace, ...priced } = price(compiledFrom(bundle), { ...input, explain: true });
  const allowed = trace?.exact === true ? allowedBy({ bundle, input }) : [];
  return allowed.length === 0 || allowed.some((sale) => canonicalJson(sale) === canonicalJson(priced));
}

function allowedBy({ bundle, input }: SmallSale): ReturnType<typeof pricesByOracle> {
  try {
    return pricesByOracle(bundle, exampleHash, input);
  } catch (error) {
    if (error instanceof TooManyWays) return [];
    throw error;
  }
}

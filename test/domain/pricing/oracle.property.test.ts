import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../../agent/domain/canonical-json.ts';
import { price } from '../../../agent/domain/pricing/price.ts';
import { anySmallSale, type SmallSale, type SmallSaleOptions } from '../kit/any-small-sale.ts';
import { compiledFrom } from '../kit/compiled-from.ts';
import { exampleHash } from '../kit/shop.ts';
import { pricesByOracle } from './oracle/price-by-oracle.ts';
import { TooManyWays } from './oracle/search.ts';

const alone: SmallSaleOptions = { modes: ['stack'], exclusions: false, exclusives: false, ordered: false };
const few: SmallSaleOptions = { ...alone, lines: 3, promotions: 4 };

describe('the engine prices every small sale as the reference does, which tries every way of assigning lines to promotions', () => {
  test.each<{ title: string; options: SmallSaleOptions; numRuns: number }>([
    { title: 'where promotions stack', options: alone, numRuns: 800 },
    { title: 'where the first of a group that gives something wins', options: { ...alone, modes: ['stack', 'first'] }, numRuns: 300 },
    { title: 'where lines came priced from elsewhere', options: { ...alone, ordered: true }, numRuns: 300 },
  ])('$title', ({ options, numRuns }) => {
    const unlike = fc.check(fc.property(anySmallSale(options), isPricedAsByOracle), { numRuns });
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
    const unlike = fc.check(fc.property(anySmallSale(options).filter((sale) => !isSettledInTurn(sale)), paysAsByOracle), { numRuns });
    expect(unlike.counterexample?.map((sale) => ({ ...sale, netMinor: price(compiledFrom(sale.bundle), sale.input).netMinor, byOracle: allowedBy(sale).map(({ netMinor }) => netMinor) })) ?? []).toEqual([]);
  });
});

function paysAsByOracle(sale: SmallSale): boolean {
  const { trace, netMinor } = price(compiledFrom(sale.bundle), { ...sale.input, explain: true });
  const allowed = trace?.exact === true ? allowedBy(sale) : [];
  return allowed.length === 0 || allowed.some((one) => one.netMinor === netMinor);
}

/** What wins a line by priority or by the order of groups is settled by a procedure, not by comparing ways. */
function isSettledInTurn({ bundle }: SmallSale): boolean {
  return (
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

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkBasket } from '../../../agent/domain/basket/check-basket.ts';
import type { CompiledBundle } from '../../../agent/domain/bundle/compiled.ts';
import { loadBundle } from '../../../agent/domain/bundle/load.ts';
import type { Bundle } from '../../../agent/domain/bundle/bundle.ts';
import { canonicalJson } from '../../../agent/domain/canonical-json.ts';
import { deepFreeze } from '../kit/deep-freeze.ts';
import { mulDiv } from '../../../agent/domain/money/mul-div.ts';
import { PricedSale, type PricedLine } from '../../../agent/domain/pricing/priced-sale.ts';
import { price } from '../../../agent/domain/pricing/price.ts';
import { compileValidator } from '../../../agent/domain/validate.ts';
import { anyBundle, anyInput } from '../kit/arbitraries.ts';
import { exampleHash } from '../kit/shop.ts';

const runs = { numRuns: 400 };
const sumOf = (lines: readonly PricedLine[], amountOf: (line: PricedLine) => number): number => lines.reduce((sum, line) => sum + amountOf(line), 0);
const off = (line: PricedLine): number => line.discounts.reduce((sum, { amountMinor }) => sum + amountMinor, 0);

describe('whatever the promotions, the caps and the basket', () => {
  test('the shares of the lines add up to the totals, and each line adds up in itself', () => {
    fc.assert(fc.property(anyBundle, anyInput, (bundle, input) => {
      const priced = price(compiledFrom(bundle), input);
      for (const line of priced.lines) {
        expect(line.netMinor).toBe(line.grossMinor - off(line));
        expect(line.payableMinor).toBe(line.netMinor - line.pointsPaidMinor);
      }
      expect({ ...priced, promotions: [], messages: [], redeemable: {}, lines: [], bundle: {}, semantics: 1 }).toEqual({
        grossMinor: sumOf(priced.lines, (line) => line.grossMinor),
        discountMinor: sumOf(priced.lines, off),
        netMinor: sumOf(priced.lines, (line) => line.netMinor),
        pointsSpent: sumOf(priced.lines, (line) => line.pointsSpent),
        pointsPaidMinor: priced.pointsSpent * bundle.points.valueMinor,
        payableMinor: priced.grossMinor - priced.discountMinor - priced.pointsPaidMinor,
        pointsEarned: sumOf(priced.lines, (line) => line.pointsEarned),
        promotions: [], messages: [], redeemable: {}, lines: [], bundle: {}, semantics: 1,
      });
      expect(sumOf(priced.lines, (line) => line.pointsPaidMinor)).toBe(priced.pointsPaidMinor);
    }), runs);
  });

  test('what the promotions gave adds up to the discount and to the points', () => {
    fc.assert(fc.property(anyBundle, anyInput, (bundle, input) => {
      const { promotions, lines, discountMinor, pointsEarned } = price(compiledFrom(bundle), input);
      expect(promotions.reduce((sum, given) => sum + given.discountMinor, 0)).toBe(discountMinor);
      expect(promotions.reduce((sum, given) => sum + given.points, 0)).toBe(pointsEarned);
      expect(new Set(promotions.map(({ promotionId }) => promotionId)).size).toBe(promotions.length);
      for (const given of promotions) {
        const shares = lines.flatMap((line) => line.discounts).filter(({ promotionId }) => promotionId === given.promotionId);
        expect(shares.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(given.discountMinor);
      }
    }), runs);
  });

  test('no line goes below its floor or below zero, and the receipt stays within its cap', () => {
    fc.assert(fc.property(anyBundle, anyInput, (bundle, input) => {
      const { caps, goods } = bundle;
      const priced = price(compiledFrom(bundle), input);
      expect(priced.discountMinor).toBeLessThanOrEqual(mulDiv(priced.grossMinor, caps.maxReceiptDiscountBasisPoints, 10_000, 'floor'));
      for (const line of priced.lines) {
        const good = Object.hasOwn(goods, line.sku) ? goods[line.sku] : undefined;
        const minimum = Math.min(line.grossMinor, mulDiv(good?.minPriceMinor ?? 0, line.quantityMilli, 1000, 'half-up'));
        const maxDiscount = good?.noDiscount === true ? 0 : mulDiv(line.grossMinor, caps.maxLineDiscountBasisPoints, 10_000, 'floor');
        expect(line.payableMinor).toBeGreaterThanOrEqual(minimum);
        expect(line.grossMinor - line.netMinor).toBeLessThanOrEqual(maxDiscount);
        expect(line.pointsPaidMinor).toBeLessThanOrEqual(good?.noRedemption === true ? 0 : line.netMinor);
        expect(line.pointsEarned).toBeLessThanOrEqual(good?.noAccrual === true || line.payableMinor === 0 ? 0 : Number.MAX_SAFE_INTEGER);
      }
    }), runs);
  });

  test('the order of the lines changes nothing, not even on one line', () => {
    const shuffled = anyInput.chain((input) =>
      fc.shuffledSubarray(input.basket.lines, { minLength: input.basket.lines.length }).map((lines) => ({ input, other: { ...input, basket: { lines } } })));
    fc.assert(fc.property(anyBundle, shuffled, (bundle, { input, other }) => {
      const compiled = compiledFrom(bundle);
      const byId = (lines: readonly PricedLine[]): PricedLine[] => lines.toSorted((a, b) => (a.lineId < b.lineId ? -1 : 1));
      const [one, two] = [price(compiled, input), price(compiled, other)];
      expect({ ...two, lines: byId(two.lines) }).toEqual({ ...one, lines: byId(one.lines) });
    }), runs);
  });

  test('pricing twice gives the same bytes, from frozen inputs and from a bundle compiled anew', () => {
    fc.assert(fc.property(anyBundle, anyInput, (bundle, input) => {
      const first = canonicalJson(price(compiledFrom(bundle), deepFreeze(input)));
      expect(canonicalJson(price(compiledFrom(bundle), structuredClone(input)))).toBe(first);
    }), { numRuns: 200 });
  });

  test('the result has the described form', () => {
    const validate = compileValidator(PricedSale);
    fc.assert(fc.property(anyBundle, anyInput, (bundle, input) => {
      const compiled = compiledFrom(bundle);
      expect(checkBasket(compiled, input.basket)).toBeUndefined();
      expect(validate(price(compiled, input))).toMatchObject({ ok: true });
    }), { numRuns: 200 });
  });

  test('a hold of what may be spent is spent in full', () => {
    fc.assert(fc.property(anyBundle, anyInput, (bundle, input) => {
      const compiled = compiledFrom(bundle);
      const { maxPoints } = price(compiled, input).redeemable;
      expect(price(compiled, { ...input, redeemPoints: maxPoints }).pointsSpent).toBe(maxPoints);
    }), runs);
  });
});

function compiledFrom(bundle: Bundle): CompiledBundle {
  const loaded = loadBundle(JSON.stringify(bundle), exampleHash);
  if (!loaded.ok) throw new Error(`refused: ${loaded.invalid.path} ${loaded.invalid.detail}`);
  return loaded.compiled;
}

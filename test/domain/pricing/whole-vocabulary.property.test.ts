import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkBasket } from '../../../agent/domain/basket/check-basket.ts';
import { canonicalJson } from '../../../agent/domain/canonical-json.ts';
import { deepFreeze } from '../kit/deep-freeze.ts';
import { price } from '../../../agent/domain/pricing/price.ts';
import { type PricedLine, PricedSale } from '../../../agent/domain/pricing/priced-sale.ts';
import { compileValidator } from '../../../agent/domain/validate.ts';
import { anySmallSale, type SmallSale } from '../kit/any-small-sale.ts';
import { compiledFrom } from '../kit/compiled-from.ts';
import { divide, sum } from './oracle/arithmetic.ts';

const runs = { numRuns: 1000 };
const anySale = anySmallSale({ lines: 5, promotions: 6 });

describe('over the whole vocabulary', () => {
  test('the shares of the lines add up to the totals, and what each promotion gave to what the lines got', () => {
    fc.assert(fc.property(anySale, ({ bundle, input }) => {
      const priced = price(compiledFrom(bundle), input);
      const total = (amountOf: (line: PricedLine) => number): number => sum(priced.lines.map(amountOf));
      const { promotions, lines: _, ...totals } = priced;
      expect(totals).toMatchObject({
        grossMinor: total((line) => line.grossMinor),
        discountMinor: total(offOf),
        netMinor: total((line) => line.grossMinor - offOf(line)),
        pointsSpent: total((line) => line.pointsSpent),
        pointsPaidMinor: total((line) => line.pointsPaidMinor),
        payableMinor: total((line) => line.netMinor - line.pointsPaidMinor),
        pointsEarned: total((line) => line.pointsEarned),
      });
      expect(priced.pointsPaidMinor).toBe(priced.pointsSpent * bundle.points.valueMinor);
      expect(sum(promotions.map(({ points }) => points))).toBe(priced.pointsEarned);
      for (const { promotionId, discountMinor } of promotions) expect(offByPromotion(priced.lines, promotionId)).toBe(discountMinor);
      expect(sum(promotions.map(({ discountMinor }) => discountMinor))).toBe(priced.discountMinor);
      for (const line of priced.lines) expect([line.netMinor, line.payableMinor]).toEqual([line.grossMinor - offOf(line), line.netMinor - line.pointsPaidMinor]);
    }), runs);
  });

  test('no line goes below its floor or below zero, and all discounts together stay within the cap of the receipt, those that lines keep from an order included', () => {
    fc.assert(fc.property(anySale, ({ bundle, input }) => {
      const priced = price(compiledFrom(bundle), input);
      expect(priced.discountMinor).toBeLessThanOrEqual(divide(priced.grossMinor, bundle.caps.maxReceiptDiscountBasisPoints, 10_000, 'floor'));
      expect(priced.payableMinor).toBeGreaterThanOrEqual(0);
      for (const line of priced.lines) expectAboveFloor({ bundle, input }, line);
    }), runs);
  });

  test('the order of lines and budgets changes nothing, and that of promotions, goods and flags in the file neither', () => {
    const shuffled = anySale.chain((sale) => fc.record({
      sale: fc.constant(sale), lines: shuffle(sale.input.basket.lines), promotions: shuffle(sale.bundle.promotions), flags: shuffle(sale.bundle.flags ?? []),
      budgets: shuffle(sale.input.programme?.budgets ?? []), goods: shuffle(Object.entries(sale.bundle.goods)),
    }));
    fc.assert(fc.property(shuffled, ({ sale: { bundle, input }, lines, promotions, flags, budgets, goods }) => {
      const one = price(compiledFrom(bundle), input);
      const other = price(compiledFrom({ ...bundle, promotions, flags, goods: Object.fromEntries(goods) }), { ...input, basket: { ...input.basket, lines }, programme: { ...input.programme, budgets } });
      expect({ ...other, lines: byId(other.lines) }).toEqual({ ...one, lines: byId(one.lines) });
    }), runs);
  });

  test('pricing twice gives the same bytes: from frozen inputs, after other sales of the same bundle, and from a bundle compiled anew', () => {
    fc.assert(fc.property(anySale, fc.array(anySale, { maxLength: 3 }), ({ bundle, input }, others) => {
      const compiled = compiledFrom(bundle);
      const first = canonicalJson(price(compiled, deepFreeze(structuredClone(input))));
      for (const other of others) price(compiled, other.input);
      expect(canonicalJson(price(compiled, input))).toBe(first);
      expect(canonicalJson(price(compiledFrom(bundle), structuredClone(input)))).toBe(first);
    }), { numRuns: 400 });
  });

  test('explaining changes nothing but the trace', () => {
    fc.assert(fc.property(anySale, ({ bundle, input }) => {
      const compiled = compiledFrom(bundle);
      const { trace, ...explained } = price(compiled, { ...input, explain: true });
      expect(trace).toBeDefined();
      expect(canonicalJson(explained)).toBe(canonicalJson(price(compiled, input)));
    }), runs);
  });

  test('the result has the described form, explained or not', () => {
    const validate = compileValidator(PricedSale);
    fc.assert(fc.property(anySale, fc.boolean(), ({ bundle, input }, explain) => {
      const compiled = compiledFrom(bundle);
      expect(checkBasket(compiled, input.basket)).toBeUndefined();
      expect(validate(price(compiled, { ...input, explain }))).toMatchObject({ ok: true });
    }), { numRuns: 400 });
  });

  test('adding a line never makes the customer pay less than nothing, whatever it does to the promotions', () => {
    fc.assert(fc.property(anySale, anySale, ({ bundle, input }, more) => {
      const compiled = compiledFrom(bundle);
      const lines = [...input.basket.lines];
      for (const line of more.input.basket.lines) {
        lines.push({ ...line, lineId: `more-${line.lineId}` });
        const priced = price(compiled, { ...input, basket: { ...input.basket, lines } });
        expect(priced.payableMinor).toBeGreaterThanOrEqual(0);
        expect(Math.min(...priced.lines.map(({ payableMinor }) => payableMinor))).toBeGreaterThanOrEqual(0);
      }
    }), { numRuns: 400 });
  });
});

function expectAboveFloor({ bundle }: SmallSale, line: PricedLine): void {
  const good = Object.hasOwn(bundle.goods, line.sku) ? bundle.goods[line.sku] : undefined;
  const minimum = Math.min(line.grossMinor, divide(good?.minPriceMinor ?? 0, line.quantityMilli, 1000, 'half-up'));
  const mostOff = good?.noDiscount === true ? 0 : divide(line.grossMinor, bundle.caps.maxLineDiscountBasisPoints, 10_000, 'floor');
  expect(line.payableMinor).toBeGreaterThanOrEqual(minimum);
  expect(line.grossMinor - line.netMinor).toBeLessThanOrEqual(mostOff);
  expect(Math.min(line.payableMinor, line.pointsPaidMinor, line.pointsSpent, line.pointsEarned, ...line.discounts.map(({ amountMinor }) => amountMinor))).toBeGreaterThanOrEqual(0);
}

function offOf(line: PricedLine): number {
  return sum(line.discounts.map(({ amountMinor }) => amountMinor));
}

function offByPromotion(lines: readonly PricedLine[], id: string): number {
  return sum(lines.flatMap(({ discounts }) => discounts).filter(({ promotionId }) => promotionId === id).map(({ amountMinor }) => amountMinor));
}

function byId(lines: readonly PricedLine[]): PricedLine[] {
  return lines.toSorted((a, b) => (a.lineId < b.lineId ? -1 : 1));
}

function shuffle<T>(items: readonly T[]): fc.Arbitrary<T[]> {
  return fc.shuffledSubarray([...items], { minLength: items.length });
}

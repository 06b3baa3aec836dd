import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Off } from '../../../../agent/domain/promotions/promotion.ts';
import { amountsOf, offEach, proposed, workingLines } from './units-kit.ts';

const pieces = fc.record({ sku: fc.constantFrom('a', 'b', 'c'), quantity: fc.integer({ min: 1, max: 4 }), price: fc.integer({ min: 1, max: 5 }) });
const weighing = fc.record({ sku: fc.constantFrom('b', 'd'), quantity: fc.constantFrom(0.25, 1.5, 2.75), price: fc.integer({ min: 4, max: 20 }) });
const anyLines = fc.array(fc.oneof(pieces, weighing), { minLength: 1, maxLength: 6 });
const anyPick = fc.constantFrom('cheapest' as const, 'dearest' as const);
const anyOff: fc.Arbitrary<Off> = fc.oneof(
  fc.record({ kind: fc.constant('percent' as const), basisPoints: fc.nat({ max: 10_000 }) }),
  fc.record({ kind: fc.constant('amount' as const), amountMinor: fc.nat({ max: 6 }) }),
  fc.record({ kind: fc.constant('price' as const), priceMinor: fc.nat({ max: 6 }) }),
);

type Line = Readonly<{ sku: string; quantity: number; price: number }>;

describe('the units that are picked', () => {
  const count = fc.integer({ min: 1, max: 12 });

  test('are the first of all units, each put in its place', () => {
    fc.assert(fc.property(anyLines, count, anyPick, (lines, count, pick) => {
      const sign = pick === 'cheapest' ? 1 : -1;
      const units = lines.flatMap((line, index) => unitsOf(line).map((unit) => ({ index, ...unit })));
      units.sort((a, b) => sign * (a.price - b.price) || compareIds(a.sku, b.sku) || a.unitPrice - b.unitPrice || a.quantity - b.quantity || a.index - b.index);
      const expected = lines.map((_, index) => units.slice(0, count).filter((unit) => unit.index === index).reduce((sum, unit) => sum + unit.price, 0));
      const working = workingLines(textOf(lines));
      expect(offEach({ kind: 'some-units', count, off: { kind: 'percent', basisPoints: 10_000 }, pick }, working)).toEqual(expected);
    }), { numRuns: 600 });
  });

  test('lose no more than is left above the floor, and nothing is proposed that is nothing', () => {
    const left = fc.array(fc.record({ leftMinor: fc.nat({ max: 20 }), discountFloorMinor: fc.nat({ max: 20 }) }), { minLength: 6, maxLength: 6 });
    fc.assert(fc.property(anyLines, left, count, anyPick, anyOff, (lines, left, count, pick, off) => {
      const working = workingLines(textOf(lines), left.map(({ leftMinor, discountFloorMinor }) => ({ leftMinor, discountFloorMinor })));
      const proposal = proposed({ kind: 'some-units', count, off, pick }, working);
      expect(proposal?.amountsMinor.every((amountMinor) => amountMinor > 0)).not.toBe(false);
      expect(proposal?.lines.length).not.toBe(0);
      for (const [index, amountMinor] of amountsOf(proposal, working).entries()) {
        expect(amountMinor).toBeLessThanOrEqual(Math.max(0, (left[index]?.leftMinor ?? 0) - (left[index]?.discountFloorMinor ?? 0)));
      }
    }), { numRuns: 300 });
  });

  test('are the same in whatever order the lines were scanned', () => {
    fc.assert(fc.property(anyLines, count, anyPick, anyOff, (lines, count, pick, off) => {
      const reward = { kind: 'some-units' as const, count, off, pick };
      const working = workingLines(textOf(lines));
      expect(amountsOf(proposed(reward, working.toReversed()), working)).toEqual(offEach(reward, working));
    }), { numRuns: 300 });
  });
});

interface Unit {
  readonly sku: string;
  readonly unitPrice: number;
  readonly quantity: number;
  /** What picks compare */
  readonly price: number;
}

/** A weighing is one unit at what it costs. */
function unitsOf({ sku, quantity, price }: Line): Unit[] {
  if (Number.isInteger(quantity)) return Array.from({ length: quantity }, () => ({ sku, unitPrice: price, quantity, price }));
  return [{ sku, unitPrice: price, quantity, price: Math.round(quantity * price) }];
}

function textOf(lines: readonly Line[]): string {
  return lines.map(({ sku, quantity, price }) => `${sku} ${quantity} × ${price}`).join(';');
}

function compareIds(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadBundle } from '../../../agent/domain/bundle/load.ts';
import { returnEffects, saleEffects } from '../../../agent/domain/ledger/effects.ts';
import type { Effect, QuotedReturn, SaleCommitted } from '../../../agent/domain/operations/operation.ts';
import { price } from '../../../agent/domain/pricing/price.ts';
import { quoteReturn } from '../../../agent/domain/returns/quote-return.ts';
import { anyBundle, anyInput } from '../kit/arbitraries.ts';
import { saleOfPriced } from '../kit/sale.ts';
import { exampleHash } from '../kit/shop.ts';

/** Which line is cut next (by its place among those with something left), and how much of what is left, in thousandths. */
const cuts = fc.array(fc.record({ place: fc.nat({ max: 20 }), share: fc.integer({ min: 1, max: 1000 }) }), { maxLength: 25 });

test('a sale and all its returns, in whatever parts, give zero money and zero points', () => {
  fc.assert(fc.property(anyBundle, anyInput, cuts, (bundle, input, plan) => {
    const loaded = loadBundle(JSON.stringify(bundle), exampleHash);
    if (!loaded.ok) throw new Error(loaded.invalid.detail);
    fc.pre(input.basket.lines.length > 0);
    const result = price(loaded.compiled, input);
    const sale = saleOfPriced(result);
    const returns = returnAll(sale, plan);

    expect(sumOf(returns.map(({ refundMinor }) => refundMinor))).toBe(result.payableMinor);
    expect(sumOf(returns.map(({ pointsGivenBack }) => pointsGivenBack))).toBe(result.pointsSpent);
    expect(sumOf(returns.map(({ pointsTakenBack }) => pointsTakenBack))).toBe(result.pointsEarned);
    const effects = [...saleEffects(result), ...returns.flatMap((quoted) => returnEffects(quoted))];
    for (const bucket of ['available', 'earned', 'spent'] as const) expect(sumOf(effects.filter((effect) => effect.bucket === bucket).map(pointsOf))).toBe(0);
    expect(returns.flatMap(({ lines }) => lines).every(({ refundMinor, pointsGivenBack, pointsTakenBack }) => refundMinor >= 0 && pointsGivenBack >= 0 && pointsTakenBack >= 0)).toBe(true);
    expect(quoteReturn(sale, returns, 'rest')).toEqual({ ok: false, code: 'return-exceeds-sale' });
  }), { numRuns: 400 });
});

/** Returns parts by the plan, then the rest. */
function returnAll(sale: SaleCommitted, plan: readonly { place: number; share: number }[]): QuotedReturn[] {
  const returns: QuotedReturn[] = [];
  for (const { place, share } of plan) {
    const rest = quoteReturn(sale, returns, 'rest');
    if (!rest.ok) return returns;
    const line = rest.quoted.lines[place % rest.quoted.lines.length]!;
    const part = quoteReturn(sale, returns, [{ lineId: line.lineId, quantityMilli: Math.ceil((line.quantityMilli * share) / 1000) }]);
    if (!part.ok) throw new Error(part.code);
    returns.push(part.quoted);
  }
  const rest = quoteReturn(sale, returns, 'rest');
  return rest.ok ? [...returns, rest.quoted] : returns;
}

function sumOf(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}

function pointsOf(effect: Effect): number {
  return effect.points;
}

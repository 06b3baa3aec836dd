import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadBundle } from '../../../agent/domain/bundle/load.ts';
import { returnEffects, saleEffects } from '../../../agent/domain/ledger/effects.ts';
import type { Effect } from '../../../agent/domain/operations/effect.ts';
import { price } from '../../../agent/domain/pricing/price.ts';
import { quoteReturn } from '../../../agent/domain/returns/quote-return.ts';
import { repriceKept } from '../../../agent/domain/returns/reprice-kept.ts';
import { anyBundle, anyInput } from '../kit/arbitraries.ts';
import { anyCuts, anyRules, returnAll, sumOf } from '../kit/returns.ts';
import { plainTerms, saleOfInput } from '../kit/sale.ts';
import { exampleHash } from '../kit/shop.ts';

test('a sale of the engine and all its returns, in whatever parts and by whatever rules, give zero money and zero points but for the shortfall', () => {
  fc.assert(fc.property(anyBundle, anyInput, anyCuts, anyRules, fc.option(fc.integer({ min: -50, max: 200 })), (bundle, input, plan, rules, balance) => {
    const loaded = loadBundle(JSON.stringify(bundle), exampleHash);
    if (!loaded.ok) throw new Error(loaded.invalid.detail);
    fc.pre(input.basket.lines.length > 0);
    const result = price(loaded.compiled, input);
    const sale = saleOfInput(input, result);
    const terms = { ...plainTerms, rules, ...(balance === null ? {} : { availablePoints: balance }), reprice: repriceKept(loaded.compiled, sale) };
    const returns = returnAll(sale, plan, () => terms);

    expect(sumOf(returns.map(({ refundMinor }) => refundMinor))).toBe(result.payableMinor);
    expect(sumOf(returns.map(({ pointsGivenBack }) => pointsGivenBack))).toBe(result.pointsSpent);
    const shortfall = sumOf(returns.map(({ pointsShortfall = 0 }) => pointsShortfall));
    expect(rules.pointsPolicy === 'allow_negative' ? shortfall : 0).toBe(0);
    const effects = [...saleEffects(result), ...returns.flatMap((quoted) => returnEffects(quoted))];
    expect(inBucket(effects, 'available')).toBe(shortfall);
    expect(inBucket(effects, 'earned')).toBe(0 - shortfall);
    expect(inBucket(effects, 'spent')).toBe(0);
    expect(returns.flatMap(({ lines }) => lines).every(({ refundMinor, pointsGivenBack, pointsTakenBack }) => refundMinor >= 0 && pointsGivenBack >= 0 && pointsTakenBack >= 0)).toBe(true);
    expect(quoteReturn(sale, returns, 'rest', terms)).toEqual({ ok: false, code: 'return-exceeds-sale' });
  }), { numRuns: 400 });
});

function inBucket(effects: readonly Effect[], bucket: Effect['bucket']): number {
  return sumOf(effects.filter((effect) => effect.bucket === bucket).map(({ points }) => points));
}

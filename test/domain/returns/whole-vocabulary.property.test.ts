import fc from 'fast-check';
import { expect, test } from 'vitest';
import { returnEffects, saleEffects } from '../../../agent/domain/ledger/effects.ts';
import { price } from '../../../agent/domain/pricing/price.ts';
import { anySmallSale } from '../kit/any-small-sale.ts';
import { compiledFrom } from '../kit/compiled-from.ts';
import { anyCuts, returnAll } from '../kit/returns.ts';
import { plainTerms, saleOfInput } from '../kit/sale.ts';

test('whatever the promotions, a sale and all its returns give zero money and zero points where all points are taken back', () => {
  fc.assert(fc.property(anySmallSale({ lines: 4, promotions: 6 }), anyCuts, ({ bundle, input }, plan) => {
    fc.pre(input.basket.lines.length > 0);
    const result = price(compiledFrom({ ...bundle, returns: { pointsPolicy: 'allow_negative' } }), input);
    const sale = saleOfInput(input, result);
    const returns = returnAll(sale, plan, () => plainTerms);

    expect(total(returns, ({ refundMinor }) => refundMinor)).toBe(result.payableMinor);
    expect(total(returns, ({ pointsGivenBack }) => pointsGivenBack)).toBe(result.pointsSpent);
    expect(total(returns, ({ pointsTakenBack }) => pointsTakenBack)).toBe(result.pointsEarned);
    const effects = [...saleEffects(result), ...returns.flatMap((quoted) => returnEffects(quoted))];
    const byBucket = Map.groupBy(effects, ({ bucket }) => bucket);
    for (const bucket of ['available', 'pending', 'earned', 'spent'] as const) expect(total(byBucket.get(bucket) ?? [], ({ points }) => points)).toBe(0);
  }), { numRuns: 500 });
});

function total<T>(items: readonly T[], amountOf: (item: T) => number): number {
  return items.reduce((sum, item) => sum + amountOf(item), 0);
}

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { returnEffects, saleEffects } from '../../../agent/domain/ledger/effects.ts';
import type { QuotedReturn, SaleCommitted } from '../../../agent/domain/operations/operation.ts';
import { price } from '../../../agent/domain/pricing/price.ts';
import { quoteReturn } from '../../../agent/domain/returns/quote-return.ts';
import { anySmallSale } from '../kit/any-small-sale.ts';
import { compiledFrom } from '../kit/compiled-from.ts';
import { saleOfPriced } from '../kit/sale.ts';

/** How much of each line comes back at a time, in thousandths of what is left of it. */
const anyShares = fc.array(fc.integer({ min: 1, max: 1000 }), { maxLength: 8 });

test('whatever the promotions, a sale and all its returns give zero money and zero points where all points are taken back', () => {
  fc.assert(fc.property(anySmallSale({ lines: 4, promotions: 6 }), anyShares, ({ bundle, input }, shares) => {
    fc.pre(input.basket.lines.length > 0);
    const result = price(compiledFrom({ ...bundle, returns: { pointsPolicy: 'allow_negative' } }), input);
    const sale = saleOfPriced(result);
    const returns = returnAll(sale, shares);

    expect(total(returns, ({ refundMinor }) => refundMinor)).toBe(result.payableMinor);
    expect(total(returns, ({ pointsGivenBack }) => pointsGivenBack)).toBe(result.pointsSpent);
    expect(total(returns, ({ pointsTakenBack }) => pointsTakenBack)).toBe(result.pointsEarned);
    const effects = [...saleEffects(result), ...returns.flatMap((quoted) => returnEffects(quoted))];
    const byBucket = Map.groupBy(effects, ({ bucket }) => bucket);
    for (const bucket of ['available', 'earned', 'spent'] as const) expect(total(byBucket.get(bucket) ?? [], ({ points }) => points)).toBe(0);
  }), { numRuns: 500 });
});

/** Line after line in parts, then the rest. */
function returnAll(sale: SaleCommitted, shares: readonly number[]): QuotedReturn[] {
  const returns: QuotedReturn[] = [];
  for (const [index, share] of shares.entries()) {
    const rest = quoteReturn(sale, returns, 'rest');
    const line = rest.ok ? rest.quoted.lines[index % rest.quoted.lines.length] : undefined;
    if (line === undefined) return returns;
    const part = quoteReturn(sale, returns, [{ lineId: line.lineId, quantityMilli: Math.ceil((line.quantityMilli * share) / 1000) }]);
    if (!part.ok) throw new Error(part.code);
    returns.push(part.quoted);
  }
  const rest = quoteReturn(sale, returns, 'rest');
  return rest.ok ? [...returns, rest.quoted] : returns;
}

function total<T>(items: readonly T[], amountOf: (item: T) => number): number {
  return items.reduce((sum, item) => sum + amountOf(item), 0);
}

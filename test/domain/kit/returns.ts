import fc from 'fast-check';
import type { ReturnRules } from '../../../agent/domain/bundle/bundle.ts';
import type { QuotedReturn, SaleCommitted } from '../../../agent/domain/operations/operation.ts';
import { quoteReturn } from '../../../agent/domain/returns/quote-return.ts';
import type { ReturnTerms } from '../../../agent/domain/returns/return-terms.ts';
import { plainTerms } from './sale.ts';

/** Which line is cut next (by its place among those with something left), and how much of what is left, in thousandths. */
export interface CutPlan {
  place: number;
  share: number;
}

export const anyCuts: fc.Arbitrary<CutPlan[]> = fc.array(fc.record({ place: fc.nat({ max: 20 }), share: fc.integer({ min: 1, max: 1000 }) }), { maxLength: 25 });

/** Rules, and what the customer may spend at each return. */
export const anyRules: fc.Arbitrary<ReturnRules> = fc.record({
  pointsPolicy: fc.constantFrom('only_pending' as const, 'within_balance' as const, 'allow_negative' as const),
  refund: fc.constantFrom('share' as const, 'reprice' as const),
});

/** Returns parts by the plan, then the rest; `termsOf` answers the terms of each return, counted from 0. */
export function returnAll(sale: SaleCommitted, plan: readonly CutPlan[], termsOf: (index: number) => ReturnTerms): QuotedReturn[] {
  const returns: QuotedReturn[] = [];
  for (const { place, share } of plan) {
    const rest = quoteReturn(sale, returns, 'rest', plainTerms);
    if (!rest.ok) return returns;
    const line = rest.quoted.lines[place % rest.quoted.lines.length]!;
    const part = quoteReturn(sale, returns, [{ lineId: line.lineId, quantityMilli: Math.ceil((line.quantityMilli * share) / 1000) }], termsOf(returns.length));
    if (!part.ok) throw new Error(part.code);
    returns.push(part.quoted);
  }
  const rest = quoteReturn(sale, returns, 'rest', termsOf(returns.length));
  return rest.ok ? [...returns, rest.quoted] : returns;
}

export function sumOf(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}

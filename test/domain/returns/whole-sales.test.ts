import { describe, expect, test } from 'vitest';
import type { ReturnRules } from '../../../agent/domain/bundle/bundle.ts';
import type { QuotedReturn } from '../../../agent/domain/operations/operation.ts';
import type { LineToReturn } from '../../../agent/domain/returns/cut-lines.ts';
import { quoteReturn } from '../../../agent/domain/returns/quote-return.ts';
import { repriceKept } from '../../../agent/domain/returns/reprice-kept.ts';
import { plainTerms, saleOfInput } from '../kit/sale.ts';
import { milliOf } from '../kit/shop.ts';
import { numbersOf, specTable } from '../kit/spec-table.ts';
import { workedSale } from '../kit/worked.ts';

describe('R-22c sales from their price to their last return', () => {
  test.each(specTable('R-22c'))('$refund, $policy: $promotions on $lines $basket, $redeemed points, returned as $returned, refunds $refunds', (row) => {
    const returns = returnsOf(row);
    expect(returns.map(({ refundMinor }) => refundMinor)).toEqual(numbersOf(row['refunds']));
    expect(returns.map(({ pointsGivenBack }) => pointsGivenBack)).toEqual(numbersOf(row['pointsGivenBack']));
    expect(returns.map(({ pointsTakenBack }) => pointsTakenBack)).toEqual(numbersOf(row['pointsTakenBack']));
    expect(returns.map(({ pointsShortfall = 0 }) => pointsShortfall)).toEqual(numbersOf(row['shortfalls'] ?? returns.map(() => '0').join(';')));
    expect(returns.flatMap(({ sharedBecause }) => sharedBecause ?? [])).toEqual([]);
  });
});

/** Sells as the row says, then returns step by step until nothing is left. */
function returnsOf(row: Record<string, string>): QuotedReturn[] {
  const { compiled, input, result } = workedSale('R-22c', row);
  const sale = saleOfInput(input, result);
  const rules: ReturnRules = { pointsPolicy: (row['policy'] ?? 'allow_negative') as ReturnRules['pointsPolicy'], refund: row['refund'] as 'share' | 'reprice' };
  const balances = numbersOf(row['balances']);
  const returns: QuotedReturn[] = [];
  for (const [index, step] of (row['returned'] ?? '').split(';').entries()) {
    const availablePoints = balances[index];
    const quote = quoteReturn(sale, returns, linesOf(step.trim()), { ...plainTerms, rules, reprice: repriceKept(compiled, sale), ...(availablePoints === undefined ? {} : { availablePoints }) });
    if (!quote.ok) throw new Error(`${step}: ${quote.code}`);
    returns.push(quote.quoted);
  }
  expect(quoteReturn(sale, returns, 'rest', plainTerms)).toMatchObject({ ok: false });
  return returns;
}

/** `1 × 2 + 2 × 0.5` are two units of line 1 and half a kilogram of line 2. */
function linesOf(step: string): LineToReturn[] | 'rest' {
  if (step === 'rest') return step;
  return step.split('+').map((part) => {
    const [lineId = '', quantity = ''] = part.split('×').map((text) => text.trim());
    return { lineId, quantityMilli: milliOf(quantity) };
  });
}

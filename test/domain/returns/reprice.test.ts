import { describe, expect, test } from 'vitest';
import type { QuotedReturn, SaleCommitted } from '../../../agent/domain/operations/operation.ts';
import type { LineToReturn } from '../../../agent/domain/returns/cut-lines.ts';
import { quoteReturn } from '../../../agent/domain/returns/quote-return.ts';
import type { Amounts, Reprice, ReturnTerms } from '../../../agent/domain/returns/return-terms.ts';
import { plainTerms, saleOf, soldLine } from '../kit/sale.ts';
import { numbersOf, specTable } from '../kit/spec-table.ts';

const repricing = (reprice?: Reprice): ReturnTerms => ({ ...plainTerms, rules: { pointsPolicy: 'allow_negative', refund: 'reprice' }, ...(reprice === undefined ? {} : { reprice }) });
const costs = (payableMinor: number, pointsSpent = 0, pointsEarned = 0): Amounts => ({ payableMinor, pointsSpent, pointsEarned });

describe('R-22a repriced, what is kept is paid for at its own price', () => {
  test.each(specTable('R-22a'))('$example: $linesReturned refunds $refunds', ({ paidForEachLine, linesReturned = '', whatIsKeptCosts = '', refunds }) => {
    const sale = saleOf(numbersOf(paidForEachLine).map((payableMinor, index) => mug(index, payableMinor)));
    const keptCosts = whatIsKeptCosts.split(';').map((cell) => cell.trim());
    const returns: QuotedReturn[] = [];
    for (const [index, lines] of linesReturned.split(';').entries()) {
      const terms = repricing(() => (keptCosts[index] === '–' ? undefined : costs(Number(keptCosts[index]))));
      returns.push(quoted(sale, returns, lines.split('+').map((lineId) => ({ lineId: lineId.trim(), quantityMilli: 1000 })), terms));
    }
    expect(returns.map(({ refundMinor }) => refundMinor)).toEqual(numbersOf(refunds));
    expect(returns.map(({ sharedBecause }) => sharedBecause)).toEqual(keptCosts.map((cost) => (cost === '–' ? 'not-priceable' : undefined)));
  });

  test('prices again exactly what is left after this return, with the points that no return has given back', () => {
    const sale = saleOf([mug(0, 1000, { pointsSpent: 10, quantityMilli: 2000 }), mug(1, 1000, { pointsSpent: 5 })]);
    const asked: Parameters<Reprice>[] = [];
    const terms = repricing((...question) => {
      asked.push(question);
      return costs(1000, 4);
    });
    const first = quoted(sale, [], [{ lineId: '1', quantityMilli: 1000 }], terms);
    expect(first.pointsGivenBack).toBe(11);
    quoted(sale, [first], [{ lineId: '2', quantityMilli: 1000 }], terms);
    expect(asked).toEqual([
      [[{ lineId: '1', sku: 'milk', quantityMilli: 1000, unitPriceMinor: 500 }, { lineId: '2', sku: 'milk', quantityMilli: 1000, unitPriceMinor: 500 }], 15],
      [[{ lineId: '1', sku: 'milk', quantityMilli: 1000, unitPriceMinor: 500 }], 4],
    ]);
  });

  test('the points earned follow what the rest earns', () => {
    const sale = saleOf([mug(0, 1000, { pointsEarned: 10 }), mug(1, 1000, { pointsEarned: 10 })]);
    const first = quoted(sale, [], [{ lineId: '1', quantityMilli: 1000 }], repricing(() => costs(1000, 0, 3)));
    expect(first.pointsTakenBack).toBe(17);
    expect(quoted(sale, [first], 'rest', repricing()).pointsTakenBack).toBe(3);
  });

  test('the return that leaves nothing takes back all that is left, also above the share of its lines', () => {
    const sale = saleOf([mug(0, 1000, { pointsEarned: 10 }), mug(1, 1000, { pointsEarned: 10 })]);
    const first = quoted(sale, [], [{ lineId: '1', quantityMilli: 1000 }], repricing(() => costs(1000, 0, 17)));
    expect(first.pointsTakenBack).toBe(3);
    expect(quoted(sale, [first], 'rest', repricing()).pointsTakenBack).toBe(17);
  });

  test('a share is at most what earlier returns left of the points', () => {
    const sale = saleOf([0, 1, 2].map((index) => mug(index, 1000, { pointsEarned: 10 })));
    const first = quoted(sale, [], [{ lineId: '1', quantityMilli: 1000 }], repricing(() => costs(2000, 0, 0)));
    expect(first.pointsTakenBack).toBe(30);
    expect(quoted(sale, [first], [{ lineId: '2', quantityMilli: 1000 }], plainTerms).pointsTakenBack).toBe(0);
  });

  test('splits the refund by the shares, and what is above them up to the price before discounts', () => {
    const sale = saleOf([mug(0, 900), mug(1, 300), mug(2, 800)]);
    const { lines, refundMinor } = quoted(sale, [], [{ lineId: '1', quantityMilli: 1000 }, { lineId: '2', quantityMilli: 1000 }], repricing(() => costs(400)));
    expect(refundMinor).toBe(1600);
    expect(lines.map((line) => line.refundMinor)).toEqual([1000, 600]);
  });

  test('points of lines that had no share of them are split by quantity', () => {
    const sale = saleOf([mug(0, 0, { pointsSpent: 9 }), mug(1, 0, { quantityMilli: 2000 }), mug(2, 0)]);
    const { lines } = quoted(sale, [], [{ lineId: '2', quantityMilli: 2000 }, { lineId: '3', quantityMilli: 1000 }], repricing(() => costs(0, 6)));
    expect(lines.map(({ pointsGivenBack }) => pointsGivenBack)).toEqual([2, 1]);
  });

  test('a sale whose bundle is not here gives back its shares and says so, but for the return that leaves nothing', () => {
    const sale = saleOf([mug(0, 700), mug(1, 700)]);
    const first = quoted(sale, [], [{ lineId: '1', quantityMilli: 1000 }], repricing());
    expect(first).toMatchObject({ refundMinor: 700, sharedBecause: 'bundle-unknown' });
    const last = quoted(sale, [first], 'rest', repricing());
    expect(last.refundMinor).toBe(700);
    expect(last).not.toHaveProperty('sharedBecause');
  });

  test('by share no price is asked for', () => {
    const unasked: ReturnTerms = { ...plainTerms, reprice: () => { throw new Error('not asked for'); } };
    expect(quoted(saleOf([mug(0, 700), mug(1, 700)]), [], [{ lineId: '1', quantityMilli: 1000 }], unasked).refundMinor).toBe(700);
  });

  test('after a repriced return, shares give back no more than is left, and the last return all of it', () => {
    const sale = saleOf([mug(0, 1000), mug(1, 200), mug(2, 900)]);
    const repriced = quoted(sale, [], [{ lineId: '2', quantityMilli: 1000 }], repricing(() => costs(1500)));
    expect(repriced.refundMinor).toBe(600);
    const shared = quoted(sale, [repriced], [{ lineId: '1', quantityMilli: 1000 }], plainTerms);
    expect(shared.refundMinor).toBe(1000);
    expect(quoted(sale, [repriced, shared], 'rest', plainTerms).refundMinor).toBe(500);
  });
});

/** Line `index + 1`: mugs at 1000 before discounts. */
function mug(index: number, payableMinor: number, changes: { quantityMilli?: number; pointsSpent?: number; pointsEarned?: number } = {}) {
  return soldLine({ lineId: String(index + 1), grossMinor: 1000, netMinor: payableMinor, payableMinor, ...changes });
}

function quoted(sale: SaleCommitted, earlier: readonly QuotedReturn[], lines: LineToReturn[] | 'rest', terms: ReturnTerms): QuotedReturn {
  const quote = quoteReturn(sale, earlier, lines, terms);
  if (!quote.ok) throw new Error(`the return is refused: ${quote.code}`);
  return quote.quoted;
}

import { describe, expect, test } from 'vitest';
import type { QuotedReturn } from '../../../agent/domain/operations/operation.ts';
import type { PricedLine } from '../../../agent/domain/pricing/priced-sale.ts';
import { quoteReturn } from '../../../agent/domain/returns/quote-return.ts';
import { plainTerms, saleOf, soldLine } from '../kit/sale.ts';
import { milliOf } from '../kit/shop.ts';
import { numbersOf, specTable } from '../kit/spec-table.ts';

const milk = soldLine({ lineId: 'milk', quantityMilli: 3000, grossMinor: 1500, netMinor: 1000, payableMinor: 1000, pointsEarned: 10 });
const cheese = soldLine({ lineId: 'cheese', sku: 'cheese', quantityMilli: 1234, grossMinor: 777, netMinor: 777, payableMinor: 777, pointsEarned: 5 });

describe('R-22 all returns of a sale add up to it', () => {
  test.each(specTable('R-22'))('$sold sold for $payable, returned as $returnedInParts, refunds $refunds', ({ sold = '', payable, pointsSpent, pointsEarned, returnedInParts = '', ...expected }) => {
    const line = soldLine({ quantityMilli: milliOf(sold), grossMinor: 1000, payableMinor: Number(payable), pointsSpent: Number(pointsSpent), pointsEarned: Number(pointsEarned) });
    const parts = returnInParts(line, returnedInParts.split(';').map(milliOf));
    expect(parts.map(({ refundMinor }) => refundMinor)).toEqual(numbersOf(expected.refunds));
    expect(parts.map(({ pointsGivenBack }) => pointsGivenBack)).toEqual(numbersOf(expected.pointsGivenBack));
    expect(parts.map(({ pointsTakenBack }) => pointsTakenBack)).toEqual(numbersOf(expected.pointsTakenBack));
  });
});

describe('quoteReturn', () => {
  test('returns several lines at once and adds them up', () => {
    const quote = quoteReturn(saleOf([milk, cheese]), [], [{ lineId: 'cheese', quantityMilli: 234 }, { lineId: 'milk', quantityMilli: 3000 }], plainTerms);
    expect(quote).toEqual({
      ok: true,
      quoted: {
        saleId: 'sale-1',
        lines: [
          { lineId: 'cheese', quantityMilli: 234, refundMinor: 147, pointsGivenBack: 0, pointsTakenBack: 0 },
          { lineId: 'milk', quantityMilli: 3000, refundMinor: 1000, pointsGivenBack: 0, pointsTakenBack: 10 },
        ],
        refundMinor: 1147,
        pointsGivenBack: 0,
        pointsTakenBack: 10,
      },
    });
  });

  test('gives back the very share, also where rounding makes it more than the part cost before discounts', () => {
    const cheap = soldLine({ quantityMilli: 7000, grossMinor: 5, netMinor: 4, payableMinor: 4 });
    expect(returnInParts(cheap, [1000, 1000, 1000, 1000, 1000, 1000, 1000]).map(({ refundMinor }) => refundMinor)).toEqual([0, 1, 0, 1, 0, 1, 1]);
  });

  test('the rest is what earlier returns left, line by line', () => {
    const earlier = returnInParts(milk, [1000]);
    expect(quoteReturn(saleOf([milk, cheese]), earlier, 'rest', plainTerms)).toMatchObject({
      ok: true,
      quoted: { lines: [{ lineId: 'milk', quantityMilli: 2000, refundMinor: 667 }, { lineId: 'cheese', quantityMilli: 1234, refundMinor: 777 }] },
    });
  });

  test.each([
    { name: 'more than was sold', lines: [{ lineId: 'milk', quantityMilli: 4000 }], refusal: { code: 'return-exceeds-sale', lineId: 'milk' } },
    { name: 'a line that the sale does not have', lines: [{ lineId: 'gift', quantityMilli: 1 }], refusal: { code: 'line-unknown', lineId: 'gift' } },
    { name: 'a line twice', lines: [{ lineId: 'milk', quantityMilli: 1000 }, { lineId: 'milk', quantityMilli: 1000 }], refusal: { code: 'duplicate-line', lineId: 'milk' } },
    { name: 'a part of a piece', lines: [{ lineId: 'milk', quantityMilli: 500 }], refusal: { code: 'quantity-not-whole', lineId: 'milk' } },
  ])('refuses $name', ({ lines, refusal }) => {
    expect(quoteReturn(saleOf([milk, cheese]), [], lines, plainTerms, unitOf)).toEqual({ ok: false, ...refusal });
  });

  test('takes a part of a kilogram, and a part of a good whose unit nobody knows', () => {
    expect(quoteReturn(saleOf([milk, cheese]), [], [{ lineId: 'cheese', quantityMilli: 1 }], plainTerms, unitOf)).toMatchObject({ ok: true });
    expect(quoteReturn(saleOf([milk]), [], [{ lineId: 'milk', quantityMilli: 1 }], plainTerms)).toMatchObject({ ok: true });
  });

  test('takes all that is left of a good that became a piece after it was sold by weight', () => {
    const becamePiece = (): 'piece' => 'piece';
    const earlier = returnInParts(cheese, [1000]);
    expect(quoteReturn(saleOf([cheese]), earlier, 'rest', plainTerms, becamePiece)).toMatchObject({ ok: true, quoted: { refundMinor: 148 } });
    expect(quoteReturn(saleOf([cheese]), [], [{ lineId: 'cheese', quantityMilli: 1234 }], plainTerms, becamePiece)).toMatchObject({ ok: true, quoted: { refundMinor: 777 } });
    expect(quoteReturn(saleOf([cheese]), [], [{ lineId: 'cheese', quantityMilli: 234 }], plainTerms, becamePiece)).toMatchObject({ ok: false, code: 'quantity-not-whole' });
  });

  test('says that it leaves nothing of the sale where it does, and a gram is something', () => {
    const earlier = returnInParts(cheese, [1233]);
    expect(earlier).not.toHaveProperty('0.leavesNothing');
    expect(quoteReturn(saleOf([cheese]), earlier, 'rest', plainTerms)).toMatchObject({ ok: true, quoted: { lines: [{ quantityMilli: 1 }], leavesNothing: true } });
    const { takes: _first, ...firstTerms } = plainTerms;
    expect(quoteReturn(saleOf([cheese]), earlier, 'rest', firstTerms)).not.toHaveProperty('quoted.leavesNothing');
  });

  test('gives points to the line whose share they are, be it one point', () => {
    const lines = [soldLine({ lineId: '1', quantityMilli: 9000 }), soldLine({ lineId: '2', pointsSpent: 1, pointsEarned: 1 })];
    expect(quoteReturn(saleOf(lines), [], 'rest', plainTerms)).toMatchObject({ ok: true, quoted: { lines: [{ pointsGivenBack: 0, pointsTakenBack: 0 }, { pointsGivenBack: 1, pointsTakenBack: 1 }] } });
  });

  test('refuses together with earlier returns what is too much', () => {
    expect(quoteReturn(saleOf([milk]), returnInParts(milk, [2000]), [{ lineId: 'milk', quantityMilli: 2000 }], plainTerms)).toEqual({ ok: false, code: 'return-exceeds-sale', lineId: 'milk' });
  });

  test('refuses the rest of a sale that was returned whole, and a return of nothing', () => {
    expect(quoteReturn(saleOf([milk]), returnInParts(milk, [3000]), 'rest', plainTerms)).toEqual({ ok: false, code: 'return-exceeds-sale' });
    expect(quoteReturn(saleOf([milk]), [], [], plainTerms)).toEqual({ ok: false, code: 'return-exceeds-sale' });
  });
});

/** Returns the line piece by piece, each part after the ones before. */
function returnInParts(line: PricedLine, quantities: readonly number[]): QuotedReturn[] {
  const earlier: QuotedReturn[] = [];
  for (const quantityMilli of quantities) {
    const quote = quoteReturn(saleOf([line]), earlier, [{ lineId: line.lineId, quantityMilli }], plainTerms);
    if (!quote.ok) throw new Error(`the return is refused: ${quote.code}`);
    earlier.push(quote.quoted);
  }
  return earlier;
}

function unitOf(sku: string): 'piece' | 'kg' {
  return sku === 'cheese' ? 'kg' : 'piece';
}

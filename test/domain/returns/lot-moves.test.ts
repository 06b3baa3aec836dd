import { describe, expect, test } from 'vitest';
import type { LotMove, QuotedReturn } from '../../../agent/domain/operations/operation.ts';
import type { Accrual } from '../../../agent/domain/pricing/priced-sale.ts';
import { quoteReturn } from '../../../agent/domain/returns/quote-return.ts';
import { plainTerms, saleOf, saleOfPriced, soldLine } from '../kit/sale.ts';

/** The lots that returns of these quantities move, one after another, of a sale of four pieces for 100 points. */
function movesOf(accruals: Accrual[], quantities: readonly number[]): (LotMove[] | undefined)[] {
  const { result } = saleOf([soldLine({ quantityMilli: 4000, pointsEarned: 100 })]);
  const sale = saleOfPriced({ ...result, accruals });
  const returns: QuotedReturn[] = [];
  for (const quantityMilli of quantities) {
    const quote = quoteReturn(sale, returns, [{ lineId: '1', quantityMilli }], plainTerms);
    if (!quote.ok) throw new Error(quote.code);
    returns.push(quote.quoted);
  }
  return returns.map(({ lots }) => lots);
}

const expiring = (lotId: string, points: number, expiresOn: string): LotMove => ({ lotId, bucket: 'available', points: -points, expiresOn });

describe('the lots that returns of one sale move', () => {
  test('are taken from by each return what those before it left there', () => {
    const lot = '2026-11-22.2026-11-22.2026-12-05';
    expect(movesOf([{ promotionId: 'a', points: 100, expiresOn: '2026-12-05' }], [1000, 1000, 2000])).toEqual([[expiring(lot, 25, '2026-12-05')], [expiring(lot, 25, '2026-12-05')], [expiring(lot, 50, '2026-12-05')]]);
  });

  test('go by their last day, and the next is begun where the one before is used up, two returns ago or at once', () => {
    const soon = '2026-11-22.2026-11-22.2026-12-01';
    const late = '2026-11-22.2026-11-22.2026-12-05';
    const accruals = [{ promotionId: 'a', points: 60, expiresOn: '2026-12-05' }, { promotionId: 'b', points: 40, expiresOn: '2026-12-01' }];
    expect(movesOf(accruals, [1000, 1000, 1000, 1000])).toEqual([
      [expiring(soon, 25, '2026-12-01')], [expiring(soon, 15, '2026-12-01'), expiring(late, 10, '2026-12-05')], [expiring(late, 25, '2026-12-05')], [expiring(late, 25, '2026-12-05')],
    ]);
  });

  test('name no points that stay: these are in no lot', () => {
    expect(movesOf([{ promotionId: 'a', points: 40 }, { promotionId: 'b', points: 60, expiresOn: '2026-12-05' }], [4000])).toEqual([[expiring('2026-11-22.2026-11-22.2026-12-05', 60, '2026-12-05')]]);
  });
});

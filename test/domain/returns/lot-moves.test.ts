import { describe, expect, test } from 'vitest';
import type { PointsLot } from '../../../agent/domain/customer/account.ts';
import type { LotMove, QuotedReturn, SaleCommitted } from '../../../agent/domain/operations/operation.ts';
import type { Accrual } from '../../../agent/domain/pricing/priced-sale.ts';
import { quoteReturn } from '../../../agent/domain/returns/quote-return.ts';
import type { ReturnTerms } from '../../../agent/domain/returns/return-terms.ts';
import { plainTerms, saleOf, saleOfPriced, soldLine } from '../kit/sale.ts';
import { customerWith } from '../kit/shop.ts';

/** The lots that returns of these quantities move, one after another, of a sale of four pieces for 100 points. */
function movesOf(accruals: Accrual[], quantities: readonly number[], terms?: ReturnTerms): (LotMove[] | undefined)[] {
  const { result } = saleOf([soldLine({ quantityMilli: 4000, pointsEarned: 100 })]);
  return movesOfSale(saleOfPriced({ ...result, accruals }), quantities, terms);
}

/** The lots that returns of these quantities move, one after another, of a sale of four pieces that 100 points paid: out of lots, and what these do not cover out of points that stay. */
function givenBackOf(from: { lotId: string; points: number }[], lots: PointsLot[], quantities: readonly number[]): (LotMove[] | undefined)[] {
  const { result } = saleOf([soldLine({ quantityMilli: 4000, pointsSpent: 100 })]);
  const customer = { state: customerWith({ lots }), identifiedBy: 'scan' as const, cursor: 0, through: 0 };
  return movesOfSale(saleOfPriced({ ...result, pointsSpentFrom: from }, { customer }), quantities);
}

function movesOfSale(sale: SaleCommitted, quantities: readonly number[], terms: ReturnTerms = plainTerms): (LotMove[] | undefined)[] {
  const returns: QuotedReturn[] = [];
  for (const quantityMilli of quantities) {
    const quote = quoteReturn(sale, returns, [{ lineId: '1', quantityMilli }], terms);
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

  test('that are pending go first, as one where promotions gave points with the same days, and each return takes only what is left of them', () => {
    const accruals = [
      { promotionId: 'a', points: 20, availableOn: '2026-11-25', expiresOn: '2026-12-05' }, { promotionId: 'b', points: 20, availableOn: '2026-11-25', expiresOn: '2026-12-05' },
      { promotionId: 'c', points: 60, expiresOn: '2026-12-01' },
    ];
    const pending = (points: number): LotMove => ({ lotId: '2026-11-22.2026-11-25.2026-12-05', bucket: 'pending', points: -points, expiresOn: '2026-12-05' });
    const ready = '2026-11-22.2026-11-22.2026-12-01';
    expect(movesOf(accruals, [1000, 1000, 2000])).toEqual([[pending(25)], [pending(15), expiring(ready, 10, '2026-12-01')], [expiring(ready, 50, '2026-12-01')]]);
  });

  test('that were pending and have become available are taken from like others, on the very day too; before that day they are not', () => {
    const accruals = [{ promotionId: 'a', points: 100, availableOn: '2026-11-25', expiresOn: '2026-12-05' }];
    const lot = '2026-11-22.2026-11-25.2026-12-05';
    expect(movesOf(accruals, [1000], { ...plainTerms, today: '2026-11-25' })).toEqual([[expiring(lot, 25, '2026-12-05')]]);
    expect(movesOf(accruals, [1000], { ...plainTerms, today: '2026-11-26' })).toEqual([[expiring(lot, 25, '2026-12-05')]]);
    expect(movesOf(accruals, [1000], { ...plainTerms, today: '2026-11-24' })).toEqual([[{ ...expiring(lot, 25, '2026-12-05'), bucket: 'pending' }]]);
  });

  test('that are pending are those of the promotions that gave them, and not taken once more as others', () => {
    const accruals = [
      { promotionId: 'a', points: 20, availableOn: '2026-11-25', expiresOn: '2026-12-05' }, { promotionId: 'b', points: 20, availableOn: '2026-11-29', expiresOn: '2026-12-06' },
      { promotionId: 'c', points: 60, expiresOn: '2026-12-07' },
    ];
    const pending = (days: string, expiresOn: string): LotMove => ({ lotId: `2026-11-22.${days}`, bucket: 'pending', points: -20, expiresOn });
    expect(movesOf(accruals, [4000])).toEqual([[
      pending('2026-11-25.2026-12-05', '2026-12-05'), pending('2026-11-29.2026-12-06', '2026-12-06'), expiring('2026-11-22.2026-11-22.2026-12-07', 60, '2026-12-07'),
    ]]);
  });

  test('name no points that were pending and stay, and name a single point', () => {
    const { result } = saleOf([soldLine({ quantityMilli: 4000, pointsEarned: 100 })]);
    const accruals = [{ promotionId: 'a', points: 99, availableOn: '2026-11-25' }, { promotionId: 'b', points: 1, expiresOn: '2026-12-05' }];
    expect(movesOfSale(saleOfPriced({ ...result, accruals }), [4000], { ...plainTerms, today: '2026-11-26' })).toEqual([[expiring('2026-11-22.2026-11-22.2026-12-05', 1, '2026-12-05')]]);
  });

  test('are no pending ones of a sale that booked its points as available, and none at all by rules that do not know them', () => {
    const accruals = [{ promotionId: 'a', points: 60, availableOn: '2026-11-25', expiresOn: '2026-12-05' }, { promotionId: 'b', points: 40, expiresOn: '2026-12-01' }];
    const { result } = saleOf([soldLine({ quantityMilli: 4000, pointsEarned: 100 })]);
    const early = saleOfPriced({ ...result, accruals }, { effects: [{ bucket: 'available', points: 100 }, { bucket: 'earned', points: -100 }] });
    expect(movesOfSale(early, [4000])).toEqual([[expiring('2026-11-22.2026-11-22.2026-12-01', 40, '2026-12-01')]]);
    expect(quoteReturn(early, [], 'rest', plainTerms)).toMatchObject({ ok: true, quoted: { pointsTakenBack: 100 } });
    expect(quoteReturn(early, [], 'rest', plainTerms)).not.toHaveProperty('quoted.pointsTakenFrom');
    const onlyPending: ReturnTerms = { ...plainTerms, rules: { pointsPolicy: 'only_pending' } };
    expect(quoteReturn(early, [], 'rest', onlyPending)).toMatchObject({ ok: true, quoted: { pointsTakenBack: 60 } });
    expect(movesOfSale(early, [4000], onlyPending)).toEqual([undefined]);
    const { takes: _first, ...firstTerms } = plainTerms;
    expect(movesOf(accruals, [2000, 2000], firstTerms)).toEqual([undefined, undefined]);
  });

  test('get back what was spent of them, what was spent last first: points that stay, then the lot that would have expired last', () => {
    const back = (lotId: string, points: number): LotMove => ({ lotId, bucket: 'available', points, expiresOn: lotId });
    const lots = [{ lotId: '2026-12-01', points: 40, expiresOn: '2026-12-01' }, { lotId: '2026-12-05', points: 70, expiresOn: '2026-12-05' }];
    const from = [{ lotId: '2026-12-01', points: 40 }, { lotId: '2026-12-05', points: 50 }];
    expect(givenBackOf(from, lots, [1000, 1000, 1000, 1000])).toEqual([
      [back('2026-12-05', 15)], [back('2026-12-05', 25)], [back('2026-12-05', 10), back('2026-12-01', 15)], [back('2026-12-01', 25)],
    ]);
    expect(givenBackOf(from, lots, [4000])).toEqual([[back('2026-12-05', 50), back('2026-12-01', 40)]]);
    const most = [{ lotId: '2026-12-01', points: 10 }, { lotId: '2026-12-05', points: 30 }];
    expect(givenBackOf(most, lots, [1000, 1000, 1000, 1000])).toEqual([undefined, undefined, [back('2026-12-05', 15)], [back('2026-12-05', 15), back('2026-12-01', 10)]]);
  });

  test('get back one point too, also past their last day; what has none, and what nobody knows, is in no lot', () => {
    const lots = [{ lotId: 'gone', points: 1, expiresOn: '2026-11-20' }, { lotId: 'stays', points: 40 }];
    expect(givenBackOf([{ lotId: 'gone', points: 1 }, { lotId: 'stays', points: 40 }, { lotId: 'unknown', points: 59 }], lots, [4000])).toEqual([[{ lotId: 'gone', bucket: 'available', points: 1, expiresOn: '2026-11-20' }]]);
  });

  test('get back before anything is taken: what is given back may be what is taken', () => {
    const { result } = saleOf([soldLine({ quantityMilli: 4000, pointsSpent: 100, pointsEarned: 40 })]);
    const customer = { state: customerWith({ lots: [{ lotId: 'lot', points: 100, expiresOn: '2026-12-01' }] }), identifiedBy: 'scan' as const, cursor: 0, through: 0 };
    const accruals = [{ promotionId: 'a', points: 20, availableOn: '2026-11-25' }, { promotionId: 'b', points: 20, expiresOn: '2026-12-05' }];
    const sale = saleOfPriced({ ...result, accruals, pointsSpentFrom: [{ lotId: 'lot', points: 100 }] }, { customer });
    expect(movesOfSale(sale, [4000])).toEqual([[
      { lotId: 'lot', bucket: 'available', points: 100, expiresOn: '2026-12-01' }, { lotId: '2026-11-22.2026-11-25.stays', bucket: 'pending', points: -20 }, expiring('2026-11-22.2026-11-22.2026-12-05', 20, '2026-12-05'),
    ]]);
    // A lot of the same days may be one that the sale paid with and one that it made.
    const lot = '2026-11-22.2026-11-22.2026-12-05';
    const sameDays = saleOfPriced({ ...result, accruals: [{ promotionId: 'a', points: 10, expiresOn: '2026-12-05' }], pointsSpentFrom: [{ lotId: lot, points: 100 }] }, { customer: { ...customer, state: customerWith({ lots: [{ lotId: lot, points: 100, expiresOn: '2026-12-05' }] }) } });
    expect(movesOfSale(sameDays, [2000, 2000]).map((moves) => moves?.map(({ points }) => points))).toEqual([[50, -10], [50]]);
    // Taken before is only what was taken: what an earlier return gave the lot back does not make room in it.
    expect(movesOfSale(sale, [2000, 2000]).map((moves) => moves?.map(({ points }) => points))).toEqual([[50, -20], [50, -20]]);
  });
});

import { describe, expect, test } from 'vitest';
import type { ReturnRules } from '../../../agent/domain/bundle/bundle.ts';
import { returnEffects, saleEffects } from '../../../agent/domain/ledger/effects.ts';
import type { QuotedReturn } from '../../../agent/domain/operations/operation.ts';
import type { Accrual } from '../../../agent/domain/pricing/priced-sale.ts';
import { quoteReturn } from '../../../agent/domain/returns/quote-return.ts';
import { saleOf, saleOfPriced, soldLine } from '../kit/sale.ts';
import { milliOf } from '../kit/shop.ts';
import { numbersOf, specTable } from '../kit/spec-table.ts';

describe('R-22b points earned are taken back by policy', () => {
  test.each(specTable('R-22b'))('$policy takes $pointsTakenBack of $returnedInParts with $balances and $pending pending', ({ policy, pointsSpent, pending = '', returnedInParts = '', returnedOn = '', balances = '', ...expected }) => {
    const { result } = saleOf([soldLine({ quantityMilli: 4000, pointsSpent: Number(pointsSpent), pointsEarned: 100 })]);
    const sale = saleOfPriced({ ...result, accruals: accrualsOf(pending) });
    const days = cells(returnedOn);
    const known = cells(balances);
    const returns: QuotedReturn[] = [];
    for (const [index, part] of cells(returnedInParts).entries()) {
      const quote = quoteReturn(sale, returns, [{ lineId: '1', quantityMilli: milliOf(part) }], {
        rules: { pointsPolicy: policy as ReturnRules['pointsPolicy'] },
        today: `2026-${days[index] ?? ''}`,
        takes: 'pending-first',
        ...(known[index] === 'unknown' ? {} : { availablePoints: Number(known[index]) }),
      });
      if (!quote.ok) throw new Error(quote.code);
      returns.push(quote.quoted);
    }
    expect(returns.map(({ pointsTakenBack }) => pointsTakenBack)).toEqual(numbersOf(expected.pointsTakenBack));
    expect(returns.map(({ pointsShortfall = 0 }) => pointsShortfall)).toEqual(numbersOf(expected.shortfalls));
    expect(returns.map(({ lines }) => lines.map(({ pointsShortfall = 0 }) => pointsShortfall))).toEqual(numbersOf(expected.shortfalls).map((points) => [points]));
    expect(returns.reduce((sum, { pointsGivenBack }) => sum + pointsGivenBack, 0)).toBe(Number(pointsSpent));
  });

  test('pending points are named by the promotion that gave them', () => {
    const { result } = saleOf([soldLine({ quantityMilli: 4000, pointsEarned: 100 })]);
    const sale = saleOfPriced({ ...result, accruals: accrualsOf('40 from 11-29; 20 from 11-24') });
    const quote = quoteReturn(sale, [], [{ lineId: '1', quantityMilli: 1000 }], { rules: { pointsPolicy: 'only_pending' }, today: '2026-11-22' });
    expect(quote).toMatchObject({ ok: true, quoted: { pointsTakenFrom: [{ promotionId: 'p1', points: 20 }, { promotionId: 'p0', points: 5 }] } });
  });

  test.each(['50 from 11-24; 30 from 11-25; 20 from 11-26', '20 from 11-26; 30 from 11-25; 50 from 11-24', '30 from 11-25; 50 from 11-24; 20 from 11-26', '30 from 11-25; 20 from 11-26; 50 from 11-24'])('of %s the soonest are taken first', (text) => {
    const { result } = saleOf([soldLine({ quantityMilli: 4000, pointsEarned: 100 })]);
    const accruals = accrualsOf(text);
    const quote = quoteReturn(saleOfPriced({ ...result, accruals }), [], [{ lineId: '1', quantityMilli: 3600 }], { rules: { pointsPolicy: 'only_pending' }, today: '2026-11-22' });
    if (!quote.ok) throw new Error(quote.code);
    const dayOf = (promotionId: string): string | undefined => accruals.find((accrual) => accrual.promotionId === promotionId)?.availableOn;
    expect(quote.quoted.pointsTakenFrom?.map(({ promotionId, points }) => [dayOf(promotionId), points])).toEqual([['2026-11-24', 50], ['2026-11-25', 30], ['2026-11-26', 10]]);
  });

  test('of pending points only those that are taken are named, and points without a first day are not pending', () => {
    const { result } = saleOf([soldLine({ quantityMilli: 4000, pointsEarned: 100 })]);
    const sale = saleOfPriced({ ...result, accruals: [...accrualsOf('40 from 11-29; 20 from 11-24'), { promotionId: 'p2', points: 40, expiresOn: '2027-11-22' }] });
    const terms = { rules: { pointsPolicy: 'only_pending' }, today: '2026-11-22' } as const;
    expect(quoteReturn(sale, [], [{ lineId: '1', quantityMilli: 500 }], terms)).toMatchObject({ ok: true, quoted: { pointsTakenFrom: [{ promotionId: 'p1', points: 12 }] } });
    expect(quoteReturn(sale, [], 'rest', terms)).toMatchObject({ ok: true, quoted: { pointsTakenBack: 60, pointsShortfall: 40 } });
  });

  test('what is taken back is split over the lines by the points due, and each names its shortfall', () => {
    const sale = saleOf([soldLine({ lineId: '1', pointsEarned: 30 }), soldLine({ lineId: '2', pointsEarned: 10 })]);
    const quote = quoteReturn(sale, [], 'rest', { rules: { pointsPolicy: 'within_balance' }, today: '2026-11-22', availablePoints: 20 });
    expect(quote).toMatchObject({
      ok: true,
      quoted: { lines: [{ pointsTakenBack: 15, pointsShortfall: 15 }, { pointsTakenBack: 5, pointsShortfall: 5 }], pointsTakenBack: 20, pointsShortfall: 20 },
    });
  });

  test('the books keep as earned what is left to the customer', () => {
    const sale = saleOf([soldLine({ pointsEarned: 30 })]);
    const quote = quoteReturn(sale, [], 'rest', { rules: { pointsPolicy: 'within_balance' }, today: '2026-11-22', availablePoints: 20 });
    if (!quote.ok) throw new Error(quote.code);
    expect(saleEffects(sale.result)).toEqual([{ bucket: 'available', points: 30 }, { bucket: 'earned', points: -30 }]);
    expect(returnEffects(quote.quoted)).toEqual([{ bucket: 'available', points: -20 }, { bucket: 'earned', points: 20 }]);
  });
});

function cells(text: string): string[] {
  return text.split(';').map((cell) => cell.trim());
}

/** Promotions p0, p1 … of `60 from 11-25; …` */
function accrualsOf(text: string): Accrual[] {
  return [...text.matchAll(/(\d+) from (\d\d-\d\d)/g)].map(([, points, day = ''], index) => ({ promotionId: `p${index}`, points: Number(points), availableOn: `2026-${day}` }));
}
